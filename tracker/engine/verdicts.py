"""What a quote beside its record can turn out to be, and the pieces that show it."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.engine.spans import Span


class Fidelity(StrEnum):
    EXACT = "exact"
    TYPOGRAPHIC = "typographic"
    MARKED_ELLIPSIS = "marked_ellipsis"
    SILENT_TRUNCATION = "silent_truncation"
    SUBSTITUTION = "substitution"
    INSERTION = "insertion"
    REORDERING = "reordering"
    NUMBER_CHANGED = "number_changed"
    NEGATION_CHANGED = "negation_changed"
    NOT_FOUND = "not_found"


class Difference(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the comparison: words of the quote beside words of the record."""

    difference: Difference
    quote: Span | None
    record: Span | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison found; `record_span` is where the record says it."""

    kind: Fidelity
    record_span: Span | None
    pieces: tuple[Piece, ...]

    @property
    def faithful(self) -> bool:
        return self.kind in {
            Fidelity.EXACT,
            Fidelity.TYPOGRAPHIC,
            Fidelity.MARKED_ELLIPSIS,
        }
