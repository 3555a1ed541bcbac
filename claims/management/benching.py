"""What a measurement is: ours against a reference, in the same run."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One line of `make bench`. Without a reference the goal is an absolute figure."""

    name: str
    ours: float
    goal: float
    note: str
    reference: float | None = None
    lower_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        return self.ours / self.reference if self.reference else None

    @property
    def met(self) -> bool:
        figure = self.ours if self.ratio is None else self.ratio
        return figure <= self.goal if self.lower_is_better else figure >= self.goal

    def as_line(self) -> str:
        return json.dumps(
            {
                "name": self.name,
                "ours": round(self.ours, 3),
                "reference": self.reference and round(self.reference, 3),
                "ratio": self.ratio and round(self.ratio, 3),
                "goal": self.goal,
                "met": self.met,
                "note": self.note,
            }
        )


Bench: TypeAlias = Callable[[], list[Measured]]
BENCHES: Final[dict[str, Bench]] = {}


def bench(name: str) -> Callable[[Bench], Bench]:
    """Register what `make bench NAME=name` runs."""

    def register(run: Bench) -> Bench:
        BENCHES[name] = run
        return run

    return register
