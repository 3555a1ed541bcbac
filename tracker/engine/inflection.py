"""English verb forms: from the base form in a lexicon to the forms in copy."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracker.engine.lexicon import families

VOWELS = "aeiou"


class Form(StrEnum):
    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"


@dataclass(frozen=True, slots=True)
class Verb:
    """A base form and its inflections."""

    base: str
    third: str
    past: str
    participle: str
    ing: str

    def forms(self) -> tuple[tuple[str, Form], ...]:
        return (
            (self.base, Form.BASE),
            (self.third, Form.THIRD),
            (self.past, Form.PAST),
            (self.participle, Form.PARTICIPLE),
            (self.ing, Form.ING),
        )


@cache
def _irregular() -> dict[str, Verb]:
    rows = (line.split() for line in families("irregular")["forms"])
    return {row[0]: Verb(*row) for row in rows}


@cache
def inflect(base: str) -> Verb:
    """Return the forms of `base`, irregular ones from the lexicon."""
    known = _irregular().get(base)
    if known is not None:
        return known
    past = _past(base)
    return Verb(base, _third(base), past, past, _ing(base))


def plural(noun: str) -> str:
    """Return the regular plural of a noun (and "men" of "man")."""
    if noun.endswith("man") and noun != "human":
        return f"{noun[:-2]}en"
    if noun in {"child", "person", "wife"}:
        return {"child": "children", "person": "persons", "wife": "wives"}[noun]
    return _third(noun)


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{base}es"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return f"{base[:-1]}ied"
    return f"{base}ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return f"{base[:-2]}ying"
    if base.endswith("e") and not base.endswith("ee"):
        return f"{base[:-1]}ing"
    return f"{base}ing"
