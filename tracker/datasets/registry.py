"""Every dataset by its name. Apps register theirs when they are ready."""

from tracker.datasets.dataset import Dataset
from tracker.datasets.events import EVENTS
from tracker.errors import NotFound

_DATASETS: dict[str, Dataset] = {EVENTS.name: EVENTS}


def register(*given: Dataset) -> None:
    for each in given:
        _DATASETS[each.name] = each


def datasets() -> list[Dataset]:
    """Every dataset, by name."""
    return [_DATASETS[name] for name in sorted(_DATASETS)]


def dataset(name: str) -> Dataset:
    """Return the dataset of this name, or raise NotFound."""
    try:
        return _DATASETS[name]
    except KeyError:
        raise NotFound("There is no such dataset.", dataset=name) from None
