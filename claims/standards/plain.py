"""A desk's rules in plain words, so that nobody has to read parameters. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.models.claim import ClaimType
from claims.models.evidence import Credibility
from claims.standards.codes import Code
from claims.standards.parameters import Parameters
from sources.models.source import Reliability
from tracker.models import Role

# Each reason code as the rule that it stands for.
RULES = {
    Code.NO_STANDARDS: "the desk has adopted standards",
    Code.NOT_CHECKABLE: "only what can be checked is verified",
    Code.NO_SUPPORT: "something that counts bears on it",
    Code.FEW_ORIGINS: "enough independent origins",
    Code.NOT_FIRST_HAND: "enough who know at first hand",
    Code.CONTRADICTED: "no standing claim contradicts it",
    Code.OPPOSING_EVIDENCE: "credible evidence against it is answered",
    Code.SECOND_READER_MISSING: "a second reader has given a verdict",
    Code.READERS_DISAGREE: "both readers come to one verdict",
    Code.UNNAMED: "somebody is named as the source",
    Code.OFF_THE_RECORD: "what is off the record counts for nothing",
    Code.ANONYMITY_NOT_AGREED: "terms were agreed with an unnamed source",
    Code.ANONYMITY_NOT_APPROVED: "anonymity is approved",
    Code.IDENTITY_UNKNOWN: "an approving editor knows who the source is",
    Code.ANONYMOUS_OPINION: "unnamed sources settle no opinions and the like",
    Code.QUOTE_NOT_CONFIRMED: "quotes are confirmed against a record",
    Code.HEARSAY: "few people stand between the speaker and the event",
    Code.SOURCE_UNRELIABLE: "the source is reliable enough",
    Code.NOT_CREDIBLE: "the information is credible enough",
    Code.QUORUM_MISSING: "enough editors answer for the article",
    Code.CLAIM_NOT_STANDING: "the article makes no claim that fell",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One rule: the parameter it comes from, and what it asks."""

    parameter: str
    words: str


def in_words(asked: Parameters) -> list[Said]:
    """Return every rule that these parameters ask for, in the order one reads them."""
    return [
        *_of_the_claim(asked),
        *_of_evidence(asked),
        *_of_people(asked),
        *_of_exceptions(asked),
    ]


def _of_the_claim(asked: Parameters) -> Iterator[Said]:
    origins = _count(
        asked.origins, "origin", "origins that a person judged independent"
    )
    yield Said("origins", f"A claim needs {origins} before it is called verified.")
    if asked.primary_document_suffices:
        yield Said(
            "primary_document_suffices",
            "A passage of a primary document is enough by itself.",
        )
    else:
        yield Said(
            "primary_document_suffices",
            "A primary document counts as one origin, and is not enough by itself.",
        )
    if asked.first_hand_origins:
        near = _count(asked.first_hand_origins, "origin", "origins")
        yield Said(
            "first_hand_origins",
            f"{near.capitalize()} must know at first hand: who was there, or a "
            "primary document.",
        )
    if asked.contradiction_blocks:
        yield Said(
            "contradiction_blocks",
            "A claim that contradicts another of the desk’s standing claims is not "
            "verified until that is settled.",
        )
    if asked.refuting_evidence_blocks:
        yield Said(
            "refuting_evidence_blocks",
            "Credible evidence against a claim (graded 1 to 3) has to be answered "
            "first.",
        )


def _of_evidence(asked: Parameters) -> Iterator[Said]:
    if asked.quotes_confirmed:
        yield Said(
            "quotes_confirmed",
            "A quote counts only when it was confirmed against a recording, "
            "transcript, notes or document.",
        )
    yield Said("hops_limit", _hops(asked.hops_limit))
    if asked.worst_reliability != Reliability.E:
        yield Said(
            "worst_reliability",
            f"A source graded worse than {asked.worst_reliability} does not count. One "
            "that cannot be judged (F) does.",
        )
    if asked.worst_credibility != Credibility.IMPROBABLE:
        yield Said(
            "worst_credibility",
            f"Information graded worse than {asked.worst_credibility} does not count. "
            "What cannot be judged (6) does.",
        )


def _hops(limit: int) -> str:
    if not limit:
        return "Hearsay does not count: the speaker must know without others between."
    people = _count(limit, "person", "people")
    return f"Between the speaker and the event may stand {people} at most."


def _of_people(asked: Parameters) -> Iterator[Said]:
    if asked.anonymity_approved:
        yield Said(
            "anonymity_approved",
            "An unnamed source counts only under terms that somebody else approved.",
        )
    if asked.identity_known:
        yield Said(
            "identity_known",
            "Whoever approves an unnamed source’s terms must know who the source is.",
        )
    if asked.anonymous_never_for:
        kinds = (
            _listed(
                [f"a {ClaimType(k).label.lower()}" for k in asked.anonymous_never_for]
            )
            .replace("a opinion", "an opinion")
            .replace("a event", "an event")
        )
        yield Said("anonymous_never_for", f"An unnamed source never settles {kinds}.")
    if asked.second_reader:
        yield Said(
            "second_reader",
            "A second person reads each claim without knowing the first verdict, and "
            "both have to agree.",
        )
    editors = _count(asked.anonymous_quorum, "editor", "editors")
    yield Said(
        "anonymous_quorum",
        f"An article that rests mainly on unnamed sources needs {editors} who "
        f"answer{'s' if asked.anonymous_quorum == 1 else ''} for it; whoever "
        "publishes it counts as one.",
    )


def _of_exceptions(asked: Parameters) -> Iterator[Said]:
    for code, role in sorted(asked.exemptions.items()):
        who = Role(role).label.lower()
        article = "An" if who[0] in "aeiou" else "A"
        yield Said(
            "exemptions",
            f"{article} {who} may lift the rule “{RULES[Code(code)]}” for one claim, "
            "with a reason.",
        )
    if not asked.exemptions:
        yield Said("exemptions", "No rule can be lifted for a single claim.")


def _count(number: int, one: str, many: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
    said = words[number] if number < len(words) else str(number)
    return f"{said} {one if number == 1 else many}"


def _listed(things: list[str]) -> str:
    return " or ".join([", ".join(things[:-1]), things[-1]] if things[1:] else things)
