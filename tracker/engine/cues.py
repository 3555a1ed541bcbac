"""Reporting verbs in use, told from nouns and from what never was said."""

from dataclasses import dataclass

from tracker.engine.inflection import Form
from tracker.engine.lexicon import words
from tracker.engine.phrases import before_auxiliaries
from tracker.engine.streams import QUOTATION, Row
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    DETERMINER,
    MODAL,
    NEGATION,
    NOUN_KIND,
    NUMBER,
    ORDINAL,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
)
from tracker.engine.verbs import Use, reporting

_MOST_CUES = 24
"""More cues than this in one sentence are no news copy."""
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s"})
_GOES_ON_TO = frozenset(
    {"went", "goes", "going", "on", "used", "continued", "heard", "quoted"}
)
_PHRASES = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
)
_NOUN_ALIKE = words("words", "noun_alike")
_PREPOSITIONS = frozenset({"per", "according", "in"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports, at items [first, beyond)."""

    first: int
    beyond: int
    base: str
    uses: int
    form: Form | None
    passive: bool = False

    @property
    def preposition(self) -> bool:
        return self.form is None


def cues(row: Row, first: int, beyond: int) -> list[Cue]:
    """Return the cues of one sentence, in order."""
    found: list[Cue] = []
    table = reporting()
    at = first
    while at < beyond and len(found) < _MOST_CUES:
        low = row.low[at]
        cue = _prepositional(row, at, beyond) if low in _PREPOSITIONS else None
        if cue is None and low in table:
            cue = _verbal(row, first, at, beyond)
        if cue is not None:
            found.append(cue)
            at = cue.beyond
        else:
            at += 1
    return found


def _prepositional(row: Row, at: int, beyond: int) -> Cue | None:
    low = row.low[at]
    if low == "per" and at + 1 < beyond:
        framed = at == 0 or row.low[at - 1] == ","
        if framed and row.low[at + 1] not in {
            "cent",
            "capita",
            "diem",
            "person",
            "day",
        }:
            return Cue(at, at + 1, "per", Use.SPEECH, None)
        return None
    for phrase in _PHRASES:
        if low == phrase[0] and tuple(row.low[at : at + len(phrase)]) == phrase:
            return Cue(at, at + len(phrase), "_".join(phrase), Use.SPEECH, None)
    return None


def _verbal(row: Row, floor: int, at: int, limit: int) -> Cue | None:
    entry = reporting()[row.low[at]]
    uses, stop = entry.uses, at + 1
    for particle, more in entry.particles:
        distance = _particle(row, at, limit, particle)
        if distance:
            uses, stop = uses | more if entry.uses else more, at + distance + 1
            break
    if not uses:
        return None
    form = _form(row, floor, at, entry.forms)
    if form is None:
        return None
    before = before_auxiliaries(row, floor, at)
    helpers = range(before, at)
    if any(row.flags[k] & NEGATION for k in helpers):
        return None
    passive = form is Form.PARTICIPLE
    if any(row.flags[k] & MODAL for k in helpers) and not _all_it_will_say(
        row, at, limit
    ):
        if "would" not in row.low[before:at] or entry.base not in {
            "write",
            "say",
            "tell",
        }:
            return None
        if _unreal(row, before):
            return None
    return Cue(at, stop, entry.base, uses, form, passive)


def _unreal(row: Row, before: int) -> bool:
    return before > 0 and row.low[before - 1] in {
        "i",
        "we",
        "it",
        "that",
        "this",
        "which",
    }


def _all_it_will_say(row: Row, at: int, limit: int) -> bool:
    """“pending” is all the lab will say."""
    return (
        row.low[at] == "say"
        and "all" in row.low[max(0, at - 5) : at]
        and at + 1 <= limit
    )


def _particle(row: Row, at: int, limit: int, particle: str) -> int:
    """Return how many items after the verb its particle stands, 0 if nowhere."""
    if at + 1 < limit and row.low[at + 1] == particle:
        if particle == "it" and row.low[at + 2 : at + 3] in (["closer"], ["at"]):
            return 0
        return 1
    return 0


def _form(row: Row, floor: int, at: int, forms: frozenset[Form]) -> Form | None:
    """Say which form of the verb stands here, None where it is no verb."""
    before_low = row.low[at - 1] if at > floor else ""
    before = row.flags[at - 1] if at > floor else 0
    flags = row.flags[at]
    if (
        flags & CAPITAL
        and at > floor
        and row.text[row.start[at]].isupper()
        and before_low != QUOTATION
    ):
        return None
    if (
        before & (DETERMINER | POSSESSIVE)
        and not before & (PRONOUN | NUMBER | ADVERB | ORDINAL)
        and before_low
        not in {
            "this",
            "that",
            "these",
            "those",
            "all",
            "both",
            "some",
            "many",
            "most",
            "few",
            "several",
            "others",
            "another",
            "each",
            "either",
            "neither",
        }
    ):
        return None
    helper = _helper(row, floor, at)
    if Form.ING in forms:
        if before & (DETERMINER | POSSESSIVE):
            return None
        return Form.ING
    if Form.PAST in forms or Form.PARTICIPLE in forms:
        if helper in _BE:
            return Form.PARTICIPLE
        if helper in {"have", "has", "had", "'ve", "having", "did", "does", "do"}:
            return Form.PAST
        if Form.PAST in forms and before_low != "to":
            return Form.PAST
        if Form.BASE not in forms:
            return None
    if before_low == "to":
        return Form.BASE if at - 2 >= floor and row.low[at - 2] in _GOES_ON_TO else None
    if Form.THIRD in forms:
        if before & PREPOSITION and not before & ADVERB:
            return None
        if row.low[at] in _NOUN_ALIKE and not _clearly_verb(row, at, before):
            return None
        return Form.THIRD
    if row.low[at] in _NOUN_ALIKE and not _clearly_verb(row, at, before):
        return None
    return Form.BASE if _plural_subject(row, floor, at) else None


def _clearly_verb(row: Row, at: int, before: int) -> bool:
    """Whether “posts”, “state” and their like are verbs here, by their neighbours."""
    following = row.low[at + 1] if at + 1 < len(row) else "."
    if following in {"that", ":", QUOTATION}:
        return True
    if before & PRONOUN or row.low[at - 1] == "who":
        return True
    if row.low[at - 1] in {",", QUOTATION} and following not in {",", "and", "or", "."}:
        return True
    if before & POSSESSIVE:
        return False
    if before & ADVERB:
        return True
    base = Form.BASE in reporting()[row.low[at]].forms
    return bool(before & NOUN_KIND) and (not base or bool(before & PLURAL))


def _helper(row: Row, floor: int, at: int) -> str:
    """Return the auxiliary next to the verb, adverbs between them allowed."""
    k = at - 1
    while k >= floor and row.flags[k] & ADVERB and not row.flags[k] & AUXILIARY:
        k -= 1
    if k >= floor and row.flags[k] & AUXILIARY:
        return row.low[k]
    return ""


def _plural_subject(row: Row, floor: int, at: int) -> bool:
    """Whether what stands before a base form can be its subject."""
    k = at - 1
    while (
        k >= floor
        and row.flags[k] & ADVERB
        and not row.flags[k] & (NOUN_KIND | DETERMINER)
    ):
        k -= 1
    if k < floor:
        return False
    low, flags = row.low[k], row.flags[k]
    if flags & MODAL or low in {"do", "did", "does"}:
        return True
    if flags & PRONOUN and low not in {"he", "she", "it"}:
        return True
    if low in {
        ",",
        "who",
        QUOTATION,
        "that",
        "others",
        "many",
        "some",
        "most",
        "few",
        "all",
        "both",
        "several",
    }:
        return True
    if flags & (PREPOSITION | DETERMINER | POSSESSIVE | AUXILIARY):
        return False
    if flags & CONJUNCTION:
        return low == "and"
    for head in range(max(floor, k - 12), k):
        if row.flags[head] & NOUN_KIND and not row.flags[head] & POSSESSIVE:
            return bool(row.flags[head] & PLURAL)
    return bool(flags & (PLURAL | CAPITAL | NUMBER)) or low.endswith(
        ("s", "men", "people", "ple")
    )
