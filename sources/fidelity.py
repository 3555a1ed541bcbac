"""What of a quote is compared with its record, and what of the record is kept."""

import re
from typing import TYPE_CHECKING, Final

from tracker.engine.fidelity import Verdict, compare

if TYPE_CHECKING:
    from sources.models import FidelityCheck, Quote

SEPARATOR: Final = "\x1f"
REST_OF_SENTENCE: Final = 400
_QUOTED: Final = re.compile(r"[“\"«‘]([^”\"»]+?)[”\"»’](?!\w)")
_END: Final = re.compile(r"[.!?][”\"’»)]*(?=\s|$)")


def spoken(quote: "Quote") -> tuple[str, ...]:
    """Return the words that claim to be the speaker's own, piece by piece.

    Of a mixed quote those are the parts between quotation marks.
    """
    pieces = [piece.span.exact for piece in quote.pieces.select_related("span")]
    if quote.type != "mixed":
        return tuple(pieces)
    inner = [words for piece in pieces for words in _QUOTED.findall(piece)]
    return tuple(inner or pieces)


def excerpt(record: str, verdict: Verdict) -> str:
    """Return the place of the record that was quoted, to the end of its sentence."""
    if verdict.record_span is None:
        return ""
    start, end = verdict.record_span.start, verdict.record_span.end
    rest = record[end : end + REST_OF_SENTENCE]
    stop = _END.search(rest)
    return record[start : end + (stop.end() if stop else len(rest))]


def words_compared(check: "FidelityCheck") -> str:
    """Return the quote as it was compared: its pieces with a space between them."""
    return " ".join(check.wording.split(SEPARATOR))


def differences(check: "FidelityCheck") -> Verdict | None:
    """Return the comparison again, word by word, as `check` was made on it.

    None when the record's words are gone: never found, or forgotten by retention.
    """
    if not check.excerpt:
        return None
    return compare(check.wording.split(SEPARATOR), check.excerpt)
