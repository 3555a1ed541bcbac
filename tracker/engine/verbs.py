"""Which words report speech, and in which constructions: lexicons/reporting.txt."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from tracker.engine.inflection import Form, inflect
from tracker.engine.lexicon import families


class Use:
    """What a reporting verb may take; bits, since they are asked about very often."""

    SPEECH: Final = 1 << 0
    TELL: Final = 1 << 1
    ASK: Final = 1 << 2
    COMMAND: Final = 1 << 3
    PROMISE: Final = 1 << 4
    NOUN: Final = 1 << 5
    NAME: Final = 1 << 6
    WRITTEN: Final = 1 << 7
    SHOW: Final = 1 << 8
    MANNER: Final = 1 << 9
    THOUGHT: Final = 1 << 10
    WISH: Final = 1 << 11
    WEAK: Final = 1 << 12
    BLAME: Final = 1 << 13


_BITS = {name.lower(): bit for name, bit in vars(Use).items() if name.isupper()}


@dataclass(frozen=True, slots=True)
class Reporting:
    """One form of a reporting verb; `particles` are uses with a second word."""

    base: str
    forms: frozenset[Form]
    uses: int
    particles: tuple[tuple[str, int], ...] = ()


@cache
def reporting() -> dict[str, Reporting]:
    """Return every form of every reporting verb, in lower case."""
    uses: dict[str, int] = {}
    particles: dict[str, dict[str, int]] = {}
    for family, use in _BITS.items():
        for line in families("reporting")[family]:
            for entry in line.split():
                base, _, particle = entry.partition("_")
                if particle:
                    known = particles.setdefault(base, {})
                    known[particle] = known.get(particle, 0) | use
                else:
                    uses[base] = uses.get(base, 0) | use
    found: dict[str, Reporting] = {}
    for base in sorted(uses.keys() | particles.keys()):
        forms: dict[str, set[Form]] = {}
        for word, form in inflect(base).forms():
            forms.setdefault(word, set()).add(form)
        for word, kinds in forms.items():
            found.setdefault(
                word,
                Reporting(
                    base,
                    frozenset(kinds),
                    uses.get(base, 0),
                    tuple(sorted(particles.get(base, {}).items(), key=lambda p: p[0])),
                ),
            )
    return found


@cache
def reporting_in_ing() -> frozenset[str]:
    """Return the forms like “saying”."""
    return frozenset(
        word for word, entry in reporting().items() if Form.ING in entry.forms
    )


@cache
def attributing() -> frozenset[str]:
    """Return finite forms that can follow a quotation and its speaker."""
    wanted = Use.SPEECH | Use.ASK | Use.MANNER
    return frozenset(
        word
        for word, entry in reporting().items()
        if entry.uses & wanted and entry.forms & {Form.PAST, Form.THIRD, Form.BASE}
    )
