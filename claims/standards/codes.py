"""Reason codes: stable names that programs, exports and exemptions go by."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Code(StrEnum):
    """Why a claim does not stand. The word after the colon is for people."""

    NO_STANDARDS = "no_standards"
    NOT_CHECKABLE = "not_checkable"
    NO_SUPPORT = "no_support"
    FEW_ORIGINS = "few_origins"
    NOT_FIRST_HAND = "not_first_hand"
    CONTRADICTED = "contradicted"
    OPPOSING_EVIDENCE = "opposing_evidence"
    SECOND_READER_MISSING = "second_reader_missing"
    READERS_DISAGREE = "readers_disagree"
    # Of a single piece of evidence: it then counts for nothing.
    UNNAMED = "unnamed"
    OFF_THE_RECORD = "off_the_record"
    ANONYMITY_NOT_AGREED = "anonymity_not_agreed"
    ANONYMITY_NOT_APPROVED = "anonymity_not_approved"
    IDENTITY_UNKNOWN = "identity_unknown"
    ANONYMOUS_OPINION = "anonymous_opinion"
    QUOTE_NOT_CONFIRMED = "quote_not_confirmed"
    HEARSAY = "hearsay"
    SOURCE_UNRELIABLE = "source_unreliable"
    NOT_CREDIBLE = "not_credible"
    # Of an article.
    QUORUM_MISSING = "quorum_missing"
    CLAIM_NOT_STANDING = "claim_not_standing"


# What no rank can waive: there is nothing to waive it for, or a promise would break,
# or it is about an article and not about a claim.
EXEMPTIBLE: Final = frozenset(Code) - {
    Code.NO_STANDARDS,
    Code.NOT_CHECKABLE,
    Code.NO_SUPPORT,
    Code.UNNAMED,
    Code.OFF_THE_RECORD,
    Code.READERS_DISAGREE,
    Code.QUORUM_MISSING,
    Code.CLAIM_NOT_STANDING,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason. `evidence` names the piece that it is about, if it is about one."""

    code: Code
    message: str
    evidence: str = ""

    def as_json(self) -> dict[str, Any]:
        found = {"code": str(self.code), "message": self.message}
        return found | {"evidence": self.evidence} if self.evidence else found
