"""Rows that hold words: full text with word beginnings, so that particles do no harm.

PostgreSQL's `simple` configuration cuts words at spaces and marks, which finds
“다리가” by “다리” but not “신의주다리”: where a script writes words together, what is
typed is also looked for anywhere.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from tracker.models.text import in_words

MOST_TERMS: Final = 12
MOST_TYPED: Final = 400
QUOTES: Final = {ord("“"): '"', ord("”"): '"'}
CHUNK: Final = r'(-?)"([^"]*)"|(?<!\S)(-?)([^"\s]+)'
ASIDE: Final = 70
# Thai to Burmese, Hangul in its parts, kana to Hangul syllables, ideographs further on.
_JOINED: Final = (
    (0x0E00, 0x109F),
    (0x1100, 0x11FF),
    (0x3040, 0xD7FF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together, or that must not be there."""

    words: tuple[str, ...]
    excluded: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)


def terms_of(words: str) -> list[Term]:
    """Read what was typed: words, “-” before what must not be, phrases in quotes."""
    text = unicodedata.normalize("NFC", words).translate(QUOTES)
    found = []
    for minus, phrase, minus_too, word in re.findall(CHUNK, text[:MOST_TYPED]):
        parts = tuple(re.findall(r"\w+", phrase or word))
        if parts:
            found.append(Term(parts, excluded=bool(minus or minus_too)))
    return found[:MOST_TERMS]


def holding(
    rows: QuerySet[Any], words: str, field: str, *, long: bool = False
) -> QuerySet[Any]:
    """Return the rows whose field holds all the words, in any order.

    `long` is for whole texts, of which the beginning is indexed. Without a word that
    is looked for nothing is found.
    """
    terms = terms_of(words)
    if all(term.excluded for term in terms):
        return rows.none()
    query = " & ".join(_in_sql(term) for term in terms)
    found = Q(holds=SearchQuery(query, config="simple", search_type="raw"))
    if any(_is_joined(term) for term in terms):
        found |= _anywhere(terms, field)
    held: QuerySet[Any] = rows.annotate(holds=in_words(field, long=long)).filter(found)
    return held


def excerpt(text: str, words: str) -> tuple[str, str, str]:
    """Return what stands before the first hit, the hit, and what stands after it."""
    low = text.lower()
    looked_for = [
        word for term in terms_of(words) if not term.excluded for word in term.words
    ]
    at = [(low.find(word.lower()), word) for word in looked_for]
    start, word = min((hit for hit in at if hit[0] >= 0), default=(0, ""))
    end = start + len(word)
    begin = max(0, start - ASIDE)
    before = ("…" if begin else "") + text[begin:start]
    close = min(len(text), end + 2 * ASIDE)
    after = text[end:close] + ("…" if close < len(text) else "")
    return before, text[start:end], after


def _in_sql(term: Term) -> str:
    """Return the term for to_tsquery: a phrase whose last word may go on.

    Nothing but letters, digits and low lines is in a word, so quoting it is enough.
    """
    shapes = dict.fromkeys(
        tuple(unicodedata.normalize(form, word) for word in term.words)
        for form in ("NFC", "NFD")
    )
    phrases = (
        " <-> ".join([*(f"'{word}'" for word in shape[:-1]), f"'{shape[-1]}':*"])
        for shape in shapes
    )
    return f"{'!' if term.excluded else ''}({' | '.join(phrases)})"


def _anywhere(terms: Sequence[Term], field: str) -> Q:
    every = Q()
    for term in terms:
        shapes = (unicodedata.normalize(form, term.text) for form in ("NFC", "NFD"))
        one = Q()
        for shape in shapes:
            one |= Q(**{f"{field}__icontains": shape})
        every &= ~one if term.excluded else one
    return every


def _is_joined(term: Term) -> bool:
    return any(low <= ord(c) <= high for c in term.text for low, high in _JOINED)
