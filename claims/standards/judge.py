"""A case held against a desk's parameters: one report with every reason. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from claims.corroboration import Corroboration
from claims.standards.case import Case
from claims.standards.codes import Code, Finding
from claims.standards.parameters import Parameters
from claims.standards.rules import JUDGED, Counted, bars, of_claim
from claims.workflow import Move
from tracker.errors import BelowStandard


@dataclass(frozen=True, slots=True)
class Report:
    """What the standards say of a move.

    `reasons` are against it, all of them at once. `remarks` are about evidence that
    does not count, and was not needed. `waived` reasons hold, but an exemption lifts
    them.
    """

    corroboration: Corroboration
    reasons: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons

    def or_refuse(self) -> None:
        """Raise BelowStandard with every reason unless there is none."""
        if self.reasons:
            raise BelowStandard(
                "The desk's sourcing standards do not admit this.",
                reasons=[finding.as_json() for finding in self.reasons],
                corroboration=self.corroboration.line,
            )

    @property
    def turns_on_readers(self) -> bool:
        """Nothing is against it but a second reader's verdict."""
        return {finding.code for finding in self.reasons} == {Code.READERS_DISAGREE}

    def sealed(self) -> "Report":
        """Return the report to somebody who may not know the readers' verdicts yet."""
        kept = tuple(f for f in self.reasons if f.code != Code.READERS_DISAGREE)
        return replace(self, reasons=kept)

    def as_json(self) -> list[dict[str, Any]]:
        """Return the findings as a decision keeps them."""
        named = {"reason": self.reasons, "remark": self.remarks, "waived": self.waived}
        return [
            finding.as_json() | {"weight": weight}
            for weight, findings in named.items()
            for finding in findings
        ]


def judge(case: Case, asked: Parameters, move: Move) -> Report:
    """Say whether the case admits the move. Only verdicts of true or false need it.

    An exemption lifts a rule only as long as the standards let it be lifted.
    """
    if move not in JUDGED:
        return Report(case.corroboration())
    case = replace(case, exemptions=case.exemptions & asked.exemptions.keys())
    weighed = [(item, bars(item, case, asked)) for item in case.bearing(JUDGED[move])]
    counted = Counted(case, tuple(item for item, barred in weighed if not barred))
    barred = tuple(finding for _, found in weighed for finding in found)
    found = tuple(of_claim(case, asked, move, counted))
    waived = tuple(f for f in found if f.code in case.exemptions)
    reasons = tuple(f for f in found if f.code not in case.exemptions)
    short = {Code.NO_SUPPORT, Code.FEW_ORIGINS, Code.NOT_FIRST_HAND}
    if short & {finding.code for finding in reasons}:
        reasons, barred = reasons + barred, ()
    return Report(counted.corroboration, reasons=reasons, remarks=barred, waived=waived)
