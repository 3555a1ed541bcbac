"""Which words report speech, and in which constructions: lexicons/reporting.txt."""

from dataclasses import dataclass
from enum import Flag, auto
from functools import cache

from tracker.engine.inflection import Form, inflect
from tracker.engine.lexicon import families


class Use(Flag):
    """What a reporting verb may take."""

    SPEECH = auto()
    TELL = auto()
    ASK = auto()
    COMMAND = auto()
    PROMISE = auto()
    NOUN = auto()
    NAME = auto()
    WRITTEN = auto()
    SHOW = auto()
    MANNER = auto()
    THOUGHT = auto()
    WISH = auto()
    WEAK = auto()


NO_USE = Use(0)


@dataclass(frozen=True, slots=True)
class Reporting:
    """One form of a reporting verb; `particles` are uses with a second word."""

    base: str
    forms: frozenset[Form]
    uses: Use
    particles: tuple[tuple[str, Use], ...] = ()


@cache
def reporting() -> dict[str, Reporting]:
    """Return every form of every reporting verb, in lower case."""
    uses: dict[str, Use] = {}
    particles: dict[str, dict[str, Use]] = {}
    for use in Use:
        for line in families("reporting")[str(use.name).lower()]:
            for entry in line.split():
                base, _, particle = entry.partition("_")
                if particle:
                    known = particles.setdefault(base, {})
                    known[particle] = known.get(particle, NO_USE) | use
                else:
                    uses[base] = uses.get(base, NO_USE) | use
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
                    uses.get(base, NO_USE),
                    tuple(sorted(particles.get(base, {}).items(), key=lambda p: p[0])),
                ),
            )
    return found


@cache
def attributing() -> frozenset[str]:
    """Return finite forms that can follow a quotation and its speaker."""
    wanted = Use.SPEECH | Use.ASK | Use.MANNER
    return frozenset(
        word
        for word, entry in reporting().items()
        if entry.uses & wanted and entry.forms & {Form.PAST, Form.THIRD, Form.BASE}
    )
