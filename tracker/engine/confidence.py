"""How far a result can be trusted: by its rule, from lexicons/confidence.txt."""

from functools import cache

from tracker.engine.lexicon import families

_UNATTRIBUTED = 0.9
"""A quote without a speaker: found as surely, of less use."""


@cache
def _by_rule() -> dict[str, float]:
    rows = (line.split() for line in families("confidence")["quotes"])
    return {row[0]: float(row[1]) for row in rows}


def of_quote(rule: str, *, attributed: bool) -> float:
    """Return the confidence of a quote found by `rule`."""
    known = _by_rule()
    value = known.get(rule, known["other"])
    return value if attributed else round(value * _UNATTRIBUTED, 3)
