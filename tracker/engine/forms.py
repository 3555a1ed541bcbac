"""Which form of a reporting verb stands here, and whether it is a verb at all."""

from tracker.engine.clauses import GOES_ON_TO
from tracker.engine.inflection import Form
from tracker.engine.lexicon import words
from tracker.engine.neighbours import beside_her
from tracker.engine.predicates import quoted_predicate
from tracker.engine.streams import OPENS_SPEECH, QUOTATION, STOPS, Row
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CAPITAL,
    CONJUNCTION,
    DETERMINER,
    DOCUMENT,
    FINITE,
    MODAL,
    NOUN_KIND,
    NUMBER,
    ORDINAL,
    OTHER_PRONOUN,
    PARTICIPLE,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    TITLE,
)
from tracker.engine.verbs import attributing, reporting

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s"})
_HELPS = frozenset(
    {"was", "were", "has", "had", "is", "are", "show", "showed", "shows"}
)
_PLURALS_OWN = frozenset({"s’ ", "s' "})
_MANY_ALIKE = frozenset({"data", "statistics", "figures", "media", "minutes"})
_WITH_BASE = _MANY_ALIKE | {"do", "did", "does"}
_BREAKS = frozenset({",", QUOTATION})
_BEFORE_PLAIN_VERB = frozenset(
    {",", "who", QUOTATION, "that", "others", "many", "some", "most", "few", "all"}
    | {"both", "several"}
)
_NO_NOUNS = frozenset({"said", "says", "told"})
_NOUN_ALIKE = words("words", "noun_alike")


def form_here(row: Row, floor: int, at: int, forms: frozenset[Form]) -> Form | None:
    """Say which form of the verb stands here, None where it is no verb."""
    before_low = row.low[at - 1] if at > floor else ""
    before = row.flags[at - 1] if at > floor else 0
    flags = row.flags[at]
    if (
        flags & CAPITAL
        and at > floor
        and row.text[row.start[at]].isupper()
        and (before_low != QUOTATION or flags & (TITLE | PERSON))
    ):
        return None  # “…,” Judge Mary Roe said
    owned = row.text[max(0, row.start[at] - 3) : row.start[at]] in _PLURALS_OWN
    if (
        owned
        and row.low[at] not in _NO_NOUNS
        and before_low[-1:] in {"s", "’", "'"}
        and before_low != QUOTATION
    ):
        return None  # “the inspectors’ report that …”
    if before_low == "her" and beside_her(row, at):
        before &= ~(DETERMINER | POSSESSIVE)
    if before & CAPITAL and before_low[-2:] == "'s" and row.low[at] in _NO_NOUNS:
        before &= ~POSSESSIVE  # “Sotheby’s said”
    if (
        before & (DETERMINER | POSSESSIVE)
        and not before & (PRONOUN | NUMBER | ADVERB | ORDINAL)
        and before_low
        not in {
            "this",
            "that",
            "these",
            "those",
            "all",
            "both",
            "some",
            "many",
            "most",
            "few",
            "several",
            "others",
            "another",
            "each",
            "either",
            "neither",
        }
    ):
        return None
    year = at - 2 >= floor and row.low[at - 2] in {"in", "since"}  # “left in 2016”
    if before_low[-1:].isdigit() and row.low[at][-2:] == "ed" and not year:
        following = row.low[at + 1] if at + 1 < len(row) else ""
        if following not in OPENS_SPEECH:
            return None  # “3,904 confirmed cases”
    helper = _helper(row, floor, at)
    if Form.ING in forms:
        if before & (DETERMINER | POSSESSIVE):
            return None
        return Form.ING
    if Form.PAST in forms or Form.PARTICIPLE in forms:
        if helper in _BE:
            return Form.PARTICIPLE
        if helper in {"have", "has", "had", "'ve", "having", "did", "does", "do"}:
            return Form.PAST
        if Form.PAST in forms and before_low != "to":
            return Form.PAST
        if Form.BASE not in forms:
            return None
    if before_low == "to":
        return Form.BASE if at - 2 >= floor and row.low[at - 2] in GOES_ON_TO else None
    if Form.THIRD in forms:
        if before & PREPOSITION and not before & ADVERB:
            return None
        if row.low[at] in _NOUN_ALIKE and not _clearly_verb(row, at, before):
            return None
        return Form.THIRD
    if row.low[at] in _NOUN_ALIKE and not _clearly_verb(row, at, before):
        return None
    if flags & PERSON and at + 1 < len(row) and row.flags[at + 1] & FINITE:
        return None  # “a Red Cross volunteer said”
    return Form.BASE if _plural_subject(row, floor, at) else None


def _clearly_verb(row: Row, at: int, before: int) -> bool:
    """Whether “posts”, “state” and their like are verbs here, by their neighbours."""
    following = row.low[at + 1] if at + 1 < len(row) else "."
    after = row.flags[at + 1] if at + 1 < len(row) else 0
    if after & (AUXILIARY | FINITE) and (
        following in attributing() or following in _HELPS
    ):
        return False  # “government figures said”
    plain = after & PARTICIPLE and not after & AUXILIARY and at + 2 < len(row)
    if plain and row.flags[at + 2] & PREPOSITION:
        return False  # “emails seen by the paper”
    if row.low[at] in {"state", "press"} and after & NOUN_KIND:
        return False  # “state television”, “press secretary Lauren Otis”
    if following == QUOTATION and quoted_predicate(row, at + 1):
        return False  # “said that reports “may be revised””
    if following in OPENS_SPEECH:
        object_of = at > 1 and row.low[at - 2] == "to" and before & BASE
        return not object_of
    if Form.THIRD in reporting()[row.low[at]].forms and at + 1 < len(row):
        after = row.flags[at + 1]
        if after & (DETERMINER | PRONOUN | OTHER_PRONOUN) and not after & PREPOSITION:
            return True
    if before & PRONOUN or row.low[at - 1] == "who":
        return True
    if following in {",", "for"} and row.low[at + 2 : at + 3] == [QUOTATION]:
        return following == "," or bool(before & (NOUN_KIND | CAPITAL | PRONOUN))
    if row.low[at - 1] in _BREAKS and following not in {",", "and", "or", "."}:
        return True
    if before & POSSESSIVE:
        return False
    if before & ADVERB:
        return True
    if following in STOPS and _document_before(row, at):
        return True
    base = Form.BASE in reporting()[row.low[at]].forms
    return bool(before & NOUN_KIND) and (not base or bool(before & PLURAL))


def _document_before(row: Row, at: int) -> bool:
    """“…, a message in the group chat shows.”: what was framed is a document."""
    k = at - 1
    while k > 0 and row.low[k] not in _BREAKS:
        k -= 1
    return k > 0 and any(row.flags[j] & DOCUMENT for j in range(k, at))


def _helper(row: Row, floor: int, at: int) -> str:
    """Return the auxiliary next to the verb, adverbs between them allowed."""
    k = at - 1
    while k >= floor and row.flags[k] & ADVERB and not row.flags[k] & AUXILIARY:
        k -= 1
    if k >= floor and row.flags[k] & AUXILIARY:
        return row.low[k]
    return ""


def _plural_subject(row: Row, floor: int, at: int) -> bool:
    """Whether what stands before a base form can be its subject."""
    k = at - 1
    while (
        k >= floor
        and row.flags[k] & ADVERB
        and not row.flags[k] & (NOUN_KIND | DETERMINER)
    ):
        k -= 1
    if k < floor:
        return False
    low, flags = row.low[k], row.flags[k]
    if flags & MODAL or low in _WITH_BASE:
        return True
    if flags & PRONOUN and low not in {"he", "she", "it"}:
        return True
    if low in _BEFORE_PLAIN_VERB:
        return True
    if flags & (PREPOSITION | DETERMINER | POSSESSIVE | AUXILIARY):
        return False
    if flags & CONJUNCTION:
        return low == "and"
    start = max(floor, k - 12)
    for head in range(start, k):
        if row.low[head] in _BREAKS:
            start = head + 1
    governed = any(row.flags[j] & PREPOSITION for j in range(start, k))
    if flags & NOUN_KIND and flags & PLURAL and not governed:
        return True  # “customs officers deny”
    for head in range(start, k):
        if row.low[head] in _MANY_ALIKE:
            return True  # “data from the port authority show”
        if row.flags[head + 1] & NOUN_KIND:
            continue  # “registry filings”
        if row.flags[head] & NOUN_KIND and not row.flags[head] & POSSESSIVE:
            return bool(row.flags[head] & PLURAL)
    return bool(flags & (PLURAL | CAPITAL | NUMBER)) or low.endswith(
        ("s", "men", "people", "ple")
    )
