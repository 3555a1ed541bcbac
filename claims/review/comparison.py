"""A quote beside its record, word by word, as the page shows it."""

from dataclasses import dataclass
from typing import Final

from sources.fidelity import differences, words_compared
from sources.models import FidelityCheck
from tracker.engine.fidelity import Difference, Fidelity, Verdict
from tracker.engine.spans import Span

# How a difference is said, for readers and for screen readers alike.
SAID: Final = {
    Difference.CHANGED: "changed",
    Difference.MISSING: "only in the record",
    Difference.ADDED: "only in the quote",
    Difference.MARKED: "marked by the newsroom",
}
BEYOND: Final = "beyond"
"""The record's sentence after the place that was quoted, where that is no fault."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one side; `differs` is empty where both sides say the same."""

    words: str
    differs: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in words: what the quote has, what the record has."""

    said: str
    quote: str
    record: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    quote: list[Stretch]
    record: list[Stretch]
    changes: list[Change]


def side_by_side(check: FidelityCheck) -> SideBySide | None:
    """Return both texts with what differs; None when the record's words are gone."""
    verdict = differences(check)
    if verdict is None or verdict.record_span is None:
        return None
    said, held = words_compared(check), check.excerpt
    quote = [(p.quote, p.difference) for p in verdict.pieces if p.quote]
    record = [(p.record, p.difference) for p in verdict.pieces if p.record]
    changes = [
        Change(
            SAID[piece.difference],
            piece.quote.of(said) if piece.quote else "",
            piece.record.of(held) if piece.record else "",
        )
        for piece in verdict.pieces
        if piece.difference is not Difference.SAME
    ]
    rest = _after(held, verdict)
    if rest and _cut_short(check, changes):
        changes.append(Change(SAID[Difference.MISSING], "", held[rest.start :].strip()))
        record.append((rest, Difference.MISSING))
        rest = None
    shown = _stretches(held, record)
    if rest and shown and shown[-1].words == held[rest.start :]:
        shown[-1] = Stretch(shown[-1].words, BEYOND)
    return SideBySide(_stretches(said, quote), shown, changes)


def _after(held: str, verdict: Verdict) -> Span | None:
    """Return the rest of the record's sentence, if anything but its end is left."""
    ends = [piece.record.end for piece in verdict.pieces if piece.record]
    last = max(ends, default=len(held))
    return Span(last, len(held)) if held[last:].strip(" .,;:!?”\"’'") else None


def _cut_short(check: FidelityCheck, changes: list[Change]) -> bool:
    """Whether the fault is that the quote ends where the record goes on."""
    return check.verdict == Fidelity.SILENT_TRUNCATION and not any(
        change.said == SAID[Difference.MISSING] for change in changes
    )


def _stretches(text: str, pieces: list[tuple[Span, Difference]]) -> list[Stretch]:
    """Return the whole text; what no piece covers is shown as it is."""
    found: list[Stretch] = []
    at = 0
    for span, difference in sorted(pieces, key=lambda piece: piece[0].start):
        if at < span.start:
            found.append(Stretch(text[at : span.start]))
        same = difference is Difference.SAME
        found.append(
            Stretch(
                text[span.start : span.end],
                "" if same else difference.value,
                "" if same else SAID[difference],
            )
        )
        at = span.end
    if at < len(text):
        found.append(Stretch(text[at:]))
    return found
