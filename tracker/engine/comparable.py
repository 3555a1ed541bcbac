"""Words as they are compared: folded, numbers read, contractions opened."""

import re
from dataclasses import dataclass

from tracker.engine.normalise import fold
from tracker.engine.numerals import SCALES, SMALL, TENS
from tracker.engine.spans import Span

_WORD = re.compile(
    r"(?P<gap>\[\s*(?:…|\.\s?\.\s?\.\.?)\s*\]|…|\.\s?\.\s?\.\.?)"
    r"|(?P<note>\[[^\[\]\n]{0,80}\])"
    r"|(?P<word>\d[\d,]*(?:\.\d+)?%?|[^\W_]+(?:['’][^\W_]+)*)"
)
_GAP = "…"
_NUMBERS: dict[str, float] = {
    **SMALL,
    **TENS,
    **{word: SCALES[word] for word in ("hundred", "thousand", "million", "billion")},
    "first": 1,
    "second": 2,
    "third": 3,
    "half": 0.5,
    "double": 2,
    "twice": 2,
    "dozen": 12,
}
_CONTRACTED = {
    "can't": "can",
    "cannot": "can",
    "won't": "will",
    "shan't": "shall",
    "ain't": "is",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a mark that words were left out or put in by an editor."""

    folded: str
    start: int
    end: int
    number: float | None = None
    gap: bool = False
    editorial: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def split(text: str) -> list[Word]:
    """Return the words of `text`, folded, with marks of omission and insertion."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match["word"]:
            found.extend(_words(match[0], start, end))
        elif match["gap"]:
            found.append(Word(_GAP, start, end, gap=True, editorial=True))
        else:
            note = f"[{fold(match[0][1:-1]).text.strip()}]"
            found.append(Word(note, start, end, editorial=True))
    return found


def _words(written: str, start: int, end: int) -> list[Word]:
    """One word, or two where "not" is written into it: "doesn't", "cannot"."""
    folded = fold(written).text or written.lower()
    stem = _CONTRACTED.get(folded) or (folded[:-3] if folded.endswith("n't") else "")
    if not stem:
        return [Word(folded, start, end, _number(folded))]
    cut = max(start + 1, end - 3)
    return [Word(stem, start, cut), Word("not", cut, end)]


def _number(word: str) -> float | None:
    plain = word.replace(",", "").rstrip("%")
    if plain.replace(".", "", 1).isdecimal() and len(plain) < 40:
        return float(plain)
    return _NUMBERS.get(word)


def same(a: Word, b: Word) -> bool:
    """Whether two words are one: by letters, or as a number written out."""
    if a.folded == b.folded:
        return True
    return a.number is not None and a.number == b.number and _both_counts(a, b)


def _both_counts(a: Word, b: Word) -> bool:
    return a.folded[:1].isdigit() != b.folded[:1].isdigit() or a.folded[:1].isdigit()
