"""What the sentences before and after tell of one: facts stand beside facts."""

from functools import cache

TELLING = frozenset(
    {"figure", "deed", "order", "thing", "judgement", "talk", "meta", "forecast"}
)
"""Signs that tell of the sentence beside them too."""


def beside(
    own: str,
    before: tuple[str, frozenset[str]] | None,
    after: tuple[str, frozenset[str]] | None,
) -> set[str]:
    """Return the signs that the neighbours give to a sentence.

    Each neighbour is who tells it ("author", "quoted", "reported") and those of its
    signs that are `TELLING`; `own` is who tells the sentence itself.
    """
    seen: set[str] = set()
    for side, neighbour in (("before", before), ("after", after)):
        if neighbour is not None:
            teller, signs = neighbour
            seen.add(_between(side, teller, own))
            seen.update([_named(side, sign) for sign in signs])
    return seen


@cache
def _between(side: str, teller: str, own: str) -> str:
    return f"{side}_{teller}_{own}"


@cache
def _named(side: str, sign: str) -> str:
    return f"{side}_{sign}"
