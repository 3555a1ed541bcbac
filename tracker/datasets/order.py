"""What is asked for: a dataset, for whom, by whom, and which part of it."""

from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from django.utils import timezone
from psycopg import sql

from tracker.audit import System
from tracker.datasets.dataset import OUTSIDE, Dataset, Profile, Scope
from tracker.datasets.permission import can_export, is_released, sees_restricted
from tracker.datasets.registry import dataset
from tracker.errors import Invalid
from tracker.models import Export, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be exported, for whom, and by whom."""

    dataset: Dataset
    profile: Profile
    by: User | System
    scope: Scope = field(default_factory=Scope)
    as_of: datetime | None = None
    bom: bool = False
    released_by: User | None = None

    @classmethod
    def of(cls, export: Export) -> Self:
        """Return what the row asks for, as who asked for it, with their present rights.

        Raises NotFound for a dataset that is no more.
        """
        return cls(
            dataset=dataset(export.dataset),
            profile=Profile(export.profile),
            by=export.entered_by,
            scope=Scope(
                desk_id=export.desk_id,
                since=export.since,
                until=export.until,
                status=export.only_status,
                article_id=export.article_id,
                chosen=tuple(export.chosen),
            ),
            as_of=export.as_of,
            bom=export.bom,
            released_by=export.released_by,
        )

    def rows(self, last: int) -> sql.Composed:
        as_of = self.as_of is not None
        return self.dataset.rows(self.profile, self.scope, last, as_of=as_of)

    def facts(self) -> dict[str, Any]:
        """The order as the record keeps it and as the manifest shows it."""
        asked = {
            name: str(value)
            for name, value in asdict(self.scope).items()
            if value and name not in {"sees_restricted", "chosen"}
        }
        if self.scope.chosen:
            asked["chosen"] = f"{len(self.scope.chosen)} rows"
        return {
            "dataset": self.dataset.name,
            "profile": self.profile.value,
            "filters": asked,
            "as_of": self.as_of and self.as_of.astimezone(UTC).isoformat(),
        }

    def told(self) -> dict[str, Any]:
        """The order as its reader is told of it: outside without an id."""
        facts = self.facts()
        if self.profile in OUTSIDE:
            facts["filters"] = {
                name: value
                for name, value in facts["filters"].items()
                if name not in {"desk_id", "article_id"}
            }
        return facts


def admitted(order: Order) -> Order:
    """Return the order with what its giver may see.

    Raises NotAllowed without permission or the release that the desk wants, Invalid for
    a part that the dataset does not have.
    """
    can_export(order.by, order.dataset, order.profile, order.scope).or_refuse()
    sensible(order)
    is_released(order.by, order.profile, order.scope, order.released_by).or_refuse()
    sees = sees_restricted(order.by, order.scope)
    return replace(order, scope=replace(order.scope, sees_restricted=sees))


def sensible(order: Order) -> None:
    """Refuse a filter that the dataset does not know: it would do nothing."""
    dataset, scope = order.dataset, order.scope
    if scope.status and scope.status not in dataset.statuses:
        known = ", ".join(dataset.statuses) or "none"
        raise Invalid(
            f"{dataset.title} have no such status; they have: {known}.", field="status"
        )
    if scope.article_id and not dataset.of_article:
        raise Invalid(f"{dataset.title} are not of one article.", field="article")
    if scope.chosen and not dataset.of_chosen:
        raise Invalid(f"{dataset.title} are not chosen by row.", field="chosen")
    if scope.since and scope.until and scope.since > scope.until:
        raise Invalid("The first day is after the last.", field="until")
    if order.as_of and order.as_of > timezone.now():
        raise Invalid("What will be on record then is not known yet.", field="as_of")
