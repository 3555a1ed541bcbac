"""Reporting verbs in use, told from nouns and from what never was said."""

from functools import cache, reduce
from operator import or_
from typing import NamedTuple

from tracker.engine.clauses import before_auxiliaries
from tracker.engine.forms import form_here
from tracker.engine.inflection import Form
from tracker.engine.phrases import RUNS, reduced_relative
from tracker.engine.predicates import is_verb
from tracker.engine.streams import QUOTATION, Row
from tracker.engine.tokens import (
    CAPITAL,
    DOCUMENT,
    MODAL,
    NEGATION,
    NOUN_KIND,
    OTHER_PRONOUN,
    PERSON,
    PREPOSITION,
)
from tracker.engine.verbs import Use, reporting

_MOST_CUES = 24
"""More cues than this in one sentence are no news copy."""
_PHRASES = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("in", "the", "opinion", "of"),
)
_GIVES_AWAY = frozenset({"say", "tell", "confirm", "admit", "concede", "acknowledge"})
"""“would only confirm that …”: that much was said."""
_PREPOSITIONS = frozenset({"per", "according", "in"})


class Cue(NamedTuple):
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
    table, words, starts = reporting(), row.low, _starts()
    after = first
    sentence = words[first:beyond]
    for at in [k for k, word in enumerate(sentence, first) if word in starts]:
        if at < after:
            continue
        low = words[at]
        cue = _prepositional(row, at, beyond) if low in _PREPOSITIONS else None
        if cue is None and low in table:
            cue = _verbal(row, first, at, beyond)
        if cue is not None:
            found.append(cue)
            after = cue.beyond
        if len(found) >= _MOST_CUES:
            break
    return found


@cache
def _starts() -> frozenset[str]:
    """Return the words with which a cue begins."""
    return _PREPOSITIONS.union(reporting())


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
    form = form_here(row, floor, at, entry.forms)
    if form is Form.PAST and _sent_paper(row, at, limit):
        return None
    if form is None or _briefed(row, at, form) or _named_so(row, at, limit):
        return None
    before = before_auxiliaries(row, floor, at)
    helped = reduce(or_, row.flags[before:at], 0)
    if helped & NEGATION:
        return None
    passive = form is Form.PARTICIPLE
    only = "only" in row.low[before:at] and entry.base in _GIVES_AWAY
    if helped & MODAL and not (only or _all_it_will_say(row, at, limit)):
        if "would" not in row.low[before:at] or entry.base not in {
            "write",
            "say",
            "tell",
        }:
            return None
        if _unreal(row, before):
            return None
    return Cue(at, stop, entry.base, uses, form, passive)


def _sent_paper(row: Row, at: int, limit: int) -> bool:
    """“A message sent to staff begins: …”: the paper was sent, it sent nothing."""
    if not row.flags[at - 1] & DOCUMENT or row.flags[at - 1] & PERSON:
        return False
    if not reduced_relative(row, at):
        return False
    if not row.flags[at + 1] & PREPOSITION:  # “posted the same evening by …”
        return any(is_verb(row, k) for k in range(at + 4, limit))
    return any(row.low[k] in RUNS for k in range(at + 2, limit))


def _briefed(row: Row, at: int, form: Form) -> bool:
    """“people briefed on the talks”: they were told, they do not tell."""
    if form is not Form.PAST or row.low[at] not in {"briefed", "informed", "told"}:
        return False
    following = row.low[at + 1] if at + 1 < len(row) else ""
    return following in {"on", "about", "of", "by"} and bool(
        row.flags[at - 1] & NOUN_KIND or row.flags[at - 1] & OTHER_PRONOUN
    )


def _named_so(row: Row, at: int, limit: int) -> bool:
    """“a nurse called Joy said”: a name, and what its bearer does."""
    if row.low[at] not in {"called", "named"} or not row.flags[at - 1] & PERSON:
        return False
    k = at + 1
    while k < limit and row.flags[k] & CAPITAL:
        k += 1
    return at + 1 < k < limit and is_verb(row, k)


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
        following = row.low[at + 2 : at + 3]
        if particle == "it" and following in (["closer"], ["at"]):
            return 0
        if particle in {"of", "for", "against"} and following != [QUOTATION]:
            return 0
        noun = at + 3 < limit and row.flags[at + 3] & NOUN_KIND
        if particle == "of" and noun:
            return 0  # “speaks of ‘our’ police”
        return 1
    return 0
