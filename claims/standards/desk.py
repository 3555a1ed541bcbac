"""Which standards are in force on a desk, now or at another moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Now

from claims.models.standards import Preset, StandardsVersion
from claims.standards.case import Case
from claims.standards.codes import Code, Finding
from claims.standards.judge import Report, judge
from claims.standards.parameters import Parameters, parameters
from claims.workflow import Move


@dataclass(frozen=True, slots=True)
class Standards:
    """A desk's rules as in force; `version` is None before any were adopted."""

    version: StandardsVersion | None
    asked: Parameters

    def examine(self, case: Case, move: Move) -> Report:
        """Hold the case against the rules. A desk without any admits no verdict."""
        report = judge(case, self.asked, move)
        if self.version is None and move in {Move.VERIFY, Move.REFUTE}:
            missing = Finding(
                Code.NO_STANDARDS, "The desk has not adopted sourcing standards yet."
            )
            return Report(report.corroboration, (missing, *report.reasons))
        return report


def for_desk(desk_id: UUID, at: datetime | None = None) -> Standards:
    """Return the newest version whose effective date has come by then (one query)."""
    in_force = (
        StandardsVersion.objects.filter(desk=desk_id, effective_from__lte=at or Now())
        .order_by("effective_from", "number")
        .last()
    )
    return of_version(in_force)


def of_version(version: StandardsVersion | None) -> Standards:
    if version is None:
        return Standards(None, Parameters())
    return Standards(version, parameters(Preset(version.preset), version.parameters))
