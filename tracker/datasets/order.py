"""What is asked for: a dataset, for whom, by whom, and which part of it."""

from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from psycopg import sql

from tracker.audit import System
from tracker.datasets.dataset import OUTSIDE, Dataset, Profile, Scope
from tracker.datasets.permission import can_export, sees_restricted
from tracker.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be exported, for whom, and by whom."""

    dataset: Dataset
    profile: Profile
    by: User | System
    scope: Scope = field(default_factory=Scope)
    as_of: datetime | None = None
    bom: bool = False

    def rows(self, last: int) -> sql.Composed:
        as_of = self.as_of is not None
        return self.dataset.rows(self.profile, self.scope, last, as_of=as_of)

    def facts(self) -> dict[str, Any]:
        """The order as the record keeps it and as the manifest shows it."""
        asked = {
            name: str(value)
            for name, value in asdict(self.scope).items()
            if value and name != "sees_restricted"
        }
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
    """Return the order with what its giver may see, or raise NotAllowed."""
    can_export(order.by, order.dataset, order.profile, order.scope).or_refuse()
    sees = sees_restricted(order.by, order.scope)
    return replace(order, scope=replace(order.scope, sees_restricted=sees))
