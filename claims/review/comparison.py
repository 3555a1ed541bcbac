"""A quote beside its record, word by word, as the page shows it."""

from dataclasses import dataclass

from sources.fidelity import differences, words_compared
from sources.models import FidelityCheck
from tracker.engine.fidelity import Difference
from tracker.engine.spans import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one side; `differs` is empty where both sides say the same."""

    words: str
    differs: str = ""


@dataclass(frozen=True, slots=True)
class SideBySide:
    quote: list[Stretch]
    record: list[Stretch]


def side_by_side(check: FidelityCheck) -> SideBySide | None:
    """Return both texts with what differs; None when the record's words are gone."""
    verdict = differences(check)
    if verdict is None or verdict.record_span is None:
        return None
    said = words_compared(check)
    quote = [(p.quote, p.difference) for p in verdict.pieces if p.quote]
    record = [(p.record, p.difference) for p in verdict.pieces if p.record]
    return SideBySide(_stretches(said, quote), _stretches(check.excerpt, record))


def _stretches(text: str, pieces: list[tuple[Span, Difference]]) -> list[Stretch]:
    """Return the whole text; what no piece covers is shown as it is."""
    found: list[Stretch] = []
    at = 0
    for span, difference in sorted(pieces, key=lambda piece: piece[0].start):
        if at < span.start:
            found.append(Stretch(text[at : span.start]))
        differs = "" if difference is Difference.SAME else difference.value
        found.append(Stretch(text[span.start : span.end], differs))
        at = span.end
    if at < len(text):
        found.append(Stretch(text[at:]))
    return found
