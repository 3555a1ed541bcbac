"""The rules. Each is a function of a case and the desk's parameters. Pure.

Rules about one piece of evidence decide whether it counts; rules about the claim judge
what counts. So evidence that is not good enough never harms what is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from claims.corroboration import Corroboration
from claims.models.claim import ClaimType
from claims.models.evidence import Bearing, Credibility
from claims.standards.case import Case, Item
from claims.standards.codes import Code, Finding
from claims.standards.parameters import Parameters
from claims.workflow import Move
from sources.models.source import Reliability
from sources.workflow import QuoteStatus

ItemRule = Callable[[Item, Case, Parameters], Finding | None]
JUDGED: Final = {Move.VERIFY: Bearing.SUPPORTS, Move.REFUTE: Bearing.REFUTES}
OPPOSED: Final = {Move.VERIFY: Bearing.REFUTES, Move.REFUTE: Bearing.SUPPORTS}
BELIEVED: Final = 3  # evidence at least “possibly true” has to be answered


def bars(item: Item, case: Case, asked: Parameters) -> list[Finding]:
    """Return every reason why this piece does not count, exemptions apart."""
    found = (rule(item, case, asked) for rule in ITEM_RULES)
    return [f for f in found if f is not None and f.code not in case.exemptions]


def _named(item: Item, _case: Case, _asked: Parameters) -> Finding | None:
    if item.support.origin is not None:
        return None
    return _of(item, Code.UNNAMED, "Nobody is named as its source.")


def _on_the_record(item: Item, _case: Case, _asked: Parameters) -> Finding | None:
    if item.terms is None or not item.terms.off_the_record:
        return None
    return _of(item, Code.OFF_THE_RECORD, "It was said off the record.")


def _agreed(item: Item, _case: Case, _asked: Parameters) -> Finding | None:
    if not item.anonymous or item.terms is not None:
        return None
    return _of(
        item, Code.ANONYMITY_NOT_AGREED, "Nothing was agreed about its anonymity."
    )


def _approved(item: Item, _case: Case, asked: Parameters) -> Finding | None:
    if not (asked.anonymity_approved and item.anonymous and item.terms is not None):
        return None
    if item.terms.approved:
        return None
    return _of(item, Code.ANONYMITY_NOT_APPROVED, "Its anonymity is not approved.")


def _identity_known(item: Item, _case: Case, asked: Parameters) -> Finding | None:
    terms = item.terms
    if not (asked.identity_known and item.anonymous and terms and terms.approved):
        return None
    if terms.identity_known:
        return None
    return _of(
        item, Code.IDENTITY_UNKNOWN, "No approving editor knows who the source is."
    )


def _fact_not_opinion(item: Item, case: Case, asked: Parameters) -> Finding | None:
    if not item.anonymous or case.type not in asked.anonymous_never_for:
        return None
    kind = ClaimType(case.type).label.lower()
    return _of(
        item, Code.ANONYMOUS_OPINION, f"An anonymous source cannot settle a {kind}."
    )


def _confirmed(item: Item, _case: Case, asked: Parameters) -> Finding | None:
    if not asked.quotes_confirmed or item.support.is_passage:
        return None
    if item.quote_status == QuoteStatus.CONFIRMED:
        return None
    return _of(
        item, Code.QUOTE_NOT_CONFIRMED, "The quote is not confirmed against a record."
    )


def _near_enough(item: Item, _case: Case, asked: Parameters) -> Finding | None:
    if item.hops <= asked.hops_limit:
        return None
    return _of(
        item,
        Code.HEARSAY,
        f"{item.hops} people stand between the speaker and the event; "
        f"at most {asked.hops_limit} may.",
    )


def _reliable(item: Item, _case: Case, asked: Parameters) -> Finding | None:
    if item.reliability in {Reliability.F, ""}:
        return None
    if item.reliability <= asked.worst_reliability:
        return None
    return _of(
        item,
        Code.SOURCE_UNRELIABLE,
        f"Its source is graded {item.reliability}; "
        f"{asked.worst_reliability} is the least that counts.",
    )


def _credible(item: Item, _case: Case, asked: Parameters) -> Finding | None:
    if item.credibility == Credibility.CANNOT_BE_JUDGED:
        return None
    if item.credibility <= asked.worst_credibility:
        return None
    return _of(
        item,
        Code.NOT_CREDIBLE,
        f"Its credibility is graded {item.credibility}; "
        f"{asked.worst_credibility} is the least that counts.",
    )


def _of(item: Item, code: Code, message: str) -> Finding:
    return Finding(code, message, evidence=item.support.key)


ITEM_RULES: Final[tuple[ItemRule, ...]] = (
    _named,
    _on_the_record,
    _agreed,
    _approved,
    _identity_known,
    _fact_not_opinion,
    _confirmed,
    _near_enough,
    _reliable,
    _credible,
)


@dataclass
class Counted:
    """The evidence that counts, and the origins behind it, worked out once."""

    case: Case
    items: tuple[Item, ...]

    @cached_property
    def corroboration(self) -> Corroboration:
        return self.case.corroboration(self.items)


def of_claim(
    case: Case, asked: Parameters, move: Move, counted: Counted
) -> Iterator[Finding]:
    """Yield every reason why the claim as a whole does not stand."""
    yield from _checkable(case)
    yield from _origins(counted, asked)
    yield from _first_hand(counted, asked)
    yield from _opposed(case, asked, move)
    yield from _second_reader(case, asked, move)


def _checkable(case: Case) -> Iterator[Finding]:
    if not case.checkable:
        yield Finding(Code.NOT_CHECKABLE, "The claim is marked as not checkable.")
    elif case.type in {ClaimType.OPINION, ClaimType.PREDICTION}:
        kind = ClaimType(case.type).label.lower()
        article = "An" if kind[0] in "aeiou" else "A"
        yield Finding(
            Code.NOT_CHECKABLE, f"{article} {kind} can be neither verified nor refuted."
        )


def _settled_by_document(counted: Counted, asked: Parameters) -> bool:
    return asked.primary_document_suffices and any(i.primary for i in counted.items)


def _origins(counted: Counted, asked: Parameters) -> Iterator[Finding]:
    found = counted.corroboration
    if not found.origins:
        yield Finding(Code.NO_SUPPORT, "No evidence that counts bears on it.")
    elif found.origins < asked.origins and not _settled_by_document(counted, asked):
        yield Finding(
            Code.FEW_ORIGINS,
            f"{asked.origins} independent origins are asked for; "
            f"{found.origins} can be counted ({found.line}).",
        )


def _first_hand(counted: Counted, asked: Parameters) -> Iterator[Finding]:
    if not counted.corroboration.origins or _settled_by_document(counted, asked):
        return
    if not asked.first_hand_origins:
        return
    near = counted.case.corroboration(i for i in counted.items if i.first_hand)
    if near.origins < asked.first_hand_origins:
        yield Finding(
            Code.NOT_FIRST_HAND,
            f"{asked.first_hand_origins} must know at first hand; "
            f"{near.origins} can be counted.",
        )


def _opposed(case: Case, asked: Parameters, move: Move) -> Iterator[Finding]:
    if asked.contradiction_blocks and case.contradictions and move is Move.VERIFY:
        others = case.contradictions
        which = "another claim" if others == 1 else f"{others} other claims"
        yield Finding(
            Code.CONTRADICTED,
            f"It is judged to contradict {which} of the desk's. Settle that first.",
        )
    # Also what could not count in favour: a doubt needs no approval to be answered.
    believed = [i for i in case.bearing(OPPOSED[move]) if i.credibility <= BELIEVED]
    if asked.refuting_evidence_blocks and believed:
        yield Finding(
            Code.OPPOSING_EVIDENCE,
            "A credible piece of evidence speaks against it."
            if len(believed) == 1
            else f"{len(believed)} credible pieces of evidence speak against it.",
        )


def _second_reader(case: Case, asked: Parameters, move: Move) -> Iterator[Finding]:
    if not asked.second_reader:
        return
    if not case.readings:
        yield Finding(
            Code.SECOND_READER_MISSING,
            "A second reader has not given a verdict on this version.",
        )
    elif any(verdict != move for verdict in case.readings):
        yield Finding(
            Code.READERS_DISAGREE, "The second reader came to another verdict."
        )
