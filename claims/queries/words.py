"""Rows that hold words: full text with word beginnings, so that particles do no harm.

PostgreSQL's `simple` configuration cuts words at spaces and marks, which finds
“다리가” by “다리” but not “신의주다리”: where a script writes words together, what is
typed is also looked for anywhere.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet, Value

from tracker.models.text import in_pairs, in_words

MOST_TERMS: Final = 12
MOST_TYPED: Final = 400
QUOTES: Final = {ord("“"): '"', ord("”"): '"'}
CHUNK: Final = r'(-?)"([^"]*)"|(?<!\S)(-?)([^"\s]+)'
ASIDE: Final = 70
# Thai to Burmese, Hangul in its parts, kana to Hangul syllables, ideographs further on.
JOINED: Final = (
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
        parts = _words_in(phrase or word)
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
    spaced = [term for term in terms if not _is_joined(term)]
    inside = [term for term in terms if _is_joined(term)]
    found = Q(holds=_query(*spaced)) if spaced else Q()
    if letters := [w for t in inside if not t.excluded for w in t.words if joins(w)]:
        found &= Q(pairs__contains=in_pairs(Value(" ".join(letters))))
    for term in inside:
        held = _anywhere(term, field)
        found &= ~held if term.excluded else held
    kept: QuerySet[Any] = rows.alias(
        holds=in_words(field, long=long), pairs=in_pairs(field, long=long)
    ).filter(found)
    return kept


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


def _words_in(text: str) -> tuple[str, ...]:
    """Cut at whatever is no letter, no sign upon one (Thai), digit or low line."""
    runs = groupby(
        text, lambda sign: sign == "_" or unicodedata.category(sign)[0] in "LMN"
    )
    return tuple("".join(run) for is_word, run in runs if is_word)


def _query(*terms: Term) -> SearchQuery:
    every = " & ".join(_in_sql(term) for term in terms)
    return SearchQuery(every, config="simple", search_type="raw")


def _in_sql(term: Term) -> str:
    """Return the term for to_tsquery: a phrase whose last word may go on.

    No quote and no stroke is in a word, so quoting it is enough.
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


def _anywhere(term: Term, field: str) -> Q:
    """Its letters as they stand, or its words whatever marks are between them."""
    held = Q() if len(term.words) == 1 else Q(holds=_query(Term(term.words)))
    for form in ("NFC", "NFD"):
        shape = unicodedata.normalize(form, term.text)
        held |= Q(**{f"{field}__icontains": shape})
    return held


def _is_joined(term: Term) -> bool:
    return any(map(joins, term.words))


def joins(word: str) -> bool:
    return any(low <= ord(sign) <= high for sign in word for low, high in JOINED)
