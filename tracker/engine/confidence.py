"""How far a result can be trusted: by its rule, from lexicons/confidence.txt."""

from functools import cache

from tracker.engine.lexicon import families


@cache
def _by_rule(kind: str) -> dict[str, float]:
    rows = (line.split() for line in families("confidence")[kind])
    return {row[0]: float(row[1]) for row in rows}


def of_quote(rule: str) -> float:
    """Return how likely a quote found by `rule` is one."""
    known = _by_rule("quotes")
    return known.get(rule, known["other"])


def of_speaker(rule: str) -> float:
    """Return how likely a quote tied to a speaker by `rule` is that speaker's."""
    known = _by_rule("speakers")
    return known.get(rule, known["other"])
