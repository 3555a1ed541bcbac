"""Text into words with their places and their classes."""

import re
from dataclasses import dataclass, field

from tracker.engine.lexicon import words
from tracker.engine.tokens import CAPITAL, classify, known_classes

_TOKEN = re.compile(
    r"\s*+(?:"
    r"[a-zA-Z]{2,}+(?=[\s.,])"  # most words: told fastest by their plain letters
    r"|(?:[^\W\d_]\.){2,}+"  # U.N., J.R.
    r"|[^\W_]++(?:[-'’&@][^\W_]++|(?<=\d)[.,:/]\d++)*+"  # o'clock, 4,999.99, 10:00
    r"|\.{3}|[^\w\s]|_+)"
)
"""A word and the white space before it: together they leave nothing out."""
_ABBREVIATION = words("abbreviations", "before_capital") | words(
    "abbreviations", "before_number"
)
_MOST_PIECES = 1 << 15


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token; cheap to read by index."""

    text: str
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.start)

    def word(self, at: int) -> str:
        return self.text[self.start[at] : self.end[at]]


class _Pieces(dict[str, tuple[int, int, str, int]]):
    """What each piece of text holds: its length, its blanks, the word, its classes."""

    def __missing__(self, piece: str) -> tuple[int, int, str, int]:
        if len(self) >= _MOST_PIECES:
            self.clear()
        word = piece.lstrip()
        size = len(piece)
        found = self[piece] = (size, size - len(word), *classify(word))
        return found


_PIECES = _Pieces()


def tokenise(text: str) -> Tokens:
    """Split `text` into words and marks, each with its place and classes."""
    tokens = Tokens(text)
    start, end, low, flags = tokens.start, tokens.end, tokens.low, tokens.flags
    known, pieces = known_classes(), _PIECES
    stop = 0
    for piece in _TOKEN.findall(text):
        size, blanks, lowered, kind = pieces[piece]
        if piece == "." and low and _shortened(low[-1], flags[-1]):
            stop += 1
            low[-1] += "."
            end[-1] = stop
            if len(low[-1]) == 2:
                flags[-1] = CAPITAL  # an initial, whatever the letter is else
            flags[-1] |= known.get(low[-1], 0)
            continue
        start.append(stop + blanks)
        stop += size
        low.append(lowered)
        flags.append(kind)
        end.append(stop)
    return tokens


def _shortened(low: str, flags: int) -> bool:
    """Whether a full stop belongs to the word: "Dr", a single initial."""
    if len(low) == 1:
        return bool(flags & CAPITAL) and low != "i"
    return low in _ABBREVIATION
