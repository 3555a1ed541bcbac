"""Noun phrases without a parser: where the one that speaks begins and ends.

A sentence is read between its hard edges (marks, subordinators) and its commas. The
words left of a reporting verb, or right of an inverted one, are then cut down to the
phrase and its apposition.
"""

from dataclasses import dataclass

from tracker.engine.lexicon import words
from tracker.engine.streams import DASHES, QUOTATION, STOPS, Row
from tracker.engine.tokens import (
    ADVERB,
    AUXILIARY,
    BASE,
    CAPITAL,
    CLOSED,
    CONJUNCTION,
    CONTRACTION,
    DATE,
    DAY,
    DETERMINER,
    DIGIT,
    FINITE,
    ING,
    MONTH,
    NOUN_KIND,
    NUMBER,
    OPENER,
    ORDINAL,
    ORGANISATION,
    OTHER_PRONOUN,
    PARTICIPLE,
    PERSON,
    PLURAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
    QUOTED,
    SUBORDINATOR,
    TIME,
    TITLE,
    classify,
)

_RELATIVE = frozenset({"who", "which", "whose", "whom", "where", "when"})
_HARD = frozenset({";", ":", "(", "[", QUOTATION}) | STOPS | DASHES
_NEVER_SUBJECT_EDGE = frozenset({"who", "which", "whose", "whom", "that", "since"})
_NOUN_PREPOSITIONS = frozenset({"of", "in", "from", "at", "with", "near"})
_OPENS_APPOSITION = (
    DETERMINER | CAPITAL | NUMBER | DIGIT | PERSON | ORGANISATION | TITLE | PARTICIPLE
)
_SETTING = words("settings", "places")
_SETTING_PREPOSITIONS = words("settings", "prepositions")
_LOOSE_PREPOSITIONS = words("settings", "always")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items [first, beyond) of a row."""

    first: int
    beyond: int


def is_verb(row: Row, at: int) -> bool:
    """Whether the word is used as a finite verb here, as far as its neighbours tell."""
    if at >= len(row):
        return False
    flags = row.flags[at]
    if flags & (AUXILIARY | CONTRACTION):
        return True
    before = row.flags[at - 1] if at else 0
    if before & NUMBER and before & DETERMINER:
        before &= ~PRONOUN
    if flags & NOUN_KIND and flags & (FINITE | BASE) and row.low[at][-1:] != "d":
        return bool(before & PRONOUN) or _noun_that_acts(before, flags)
    if flags & FINITE:
        if flags & (DETERMINER | PREPOSITION):
            return False
        if before & (DETERMINER | POSSESSIVE | PREPOSITION) and not before & PRONOUN:
            return False
        return not (flags & CAPITAL and at and not flags & CLOSED)
    if flags & BASE and not flags & (DETERMINER | PREPOSITION | CAPITAL):
        if before & PRONOUN:
            return True
        plural = row.low[at - 1].endswith(("s", "men", "ple", "ren")) if at else False
        return bool(
            plural
            and not before
            & (POSSESSIVE | PREPOSITION | DETERMINER | AUXILIARY | FINITE)
            and not flags & NOUN_KIND
        )
    return False


def _noun_that_acts(before: int, flags: int) -> bool:
    """“the notice states”, “residents report”: a noun in the right number before it."""
    if not before & NOUN_KIND or before & POSSESSIVE:
        return False
    return bool(before & PLURAL) != bool(flags & FINITE)


def has_verb(row: Row, first: int, beyond: int) -> bool:
    return any(is_verb(row, at) for at in range(first, beyond))


def quoted_predicate(row: Row, at: int) -> bool:
    """Whether a quotation begins with a verb: its manager “counts the voices”."""
    inside = row.region[at].content.of(row.text).split(None, 1)
    if not inside or not inside[0].islower():
        return False
    return bool(classify(inside[0])[1] & (FINITE | AUXILIARY))


def has_sure_verb(row: Row, first: int, beyond: int) -> bool:
    """Whether a finite verb stands there that cannot be a participle: not "named"."""
    for at in range(first, beyond):
        if row.low[at] in _RELATIVE or row.low[at] == "that":
            return False
        flags = row.flags[at]
        if is_verb(row, at) and (flags & AUXILIARY or not flags & PARTICIPLE):
            return True
    return False


def is_clause(row: Row, first: int, beyond: int) -> bool:
    """Whether the items hold a subject and, after it, a finite verb."""
    if beyond - first < 1:
        return False
    if any(
        row.flags[at] & QUOTED and quoted_predicate(row, at)
        for at in range(first + 1, beyond)
    ):
        return True
    if any(row.flags[at] & CONTRACTION for at in range(first, beyond)):
        return True
    return any(is_verb(row, at) for at in range(first + 1, beyond)) or (
        beyond - first > 2
        and row.flags[first] & QUOTED != 0
        and has_verb(row, first, beyond)
    )


def left_edge(row: Row, floor: int, at: int) -> int:
    """Return where the clause with the verb at `at` begins, not before `floor`."""
    k = at - 1
    while k >= floor:
        low, flags = row.low[k], row.flags[k]
        if low == ")" and "(" in row.low[floor:k]:
            while row.low[k] != "(":
                k -= 1
            k -= 1
            continue
        if low == "." and k + 1 < at and row.low[k + 1] == ",":
            k -= 1
            continue
        if low in _HARD and not (low == QUOTATION and _quotation_inside_phrase(row, k)):
            return k + 1
        if flags & SUBORDINATOR and low not in _RELATIVE and not _soft_that(row, k):
            return k + 1
        if low in {"and", "but", "or", "nor", "yet"} and _joins_clauses(
            row, floor, k, at
        ):
            return k + 1
        k -= 1
    return floor


def _quotation_inside_phrase(row: Row, k: int) -> bool:
    """A title within a phrase: the author of "X" said."""
    return (
        k > 0
        and bool(row.flags[k - 1] & (PREPOSITION | DETERMINER | ADVERB))
        and row.low[k - 1] not in {"said", "that"}
    )


def _soft_that(row: Row, k: int) -> bool:
    """Words like "since" or "after" before a noun phrase, and "that person"."""
    low = row.low[k]
    if low == "that" and k + 1 < len(row) and row.flags[k + 1] & NOUN_KIND:
        return True
    if row.flags[k] & PREPOSITION and low not in {"that", "than"}:
        return True
    return bool(row.flags[k] & ADVERB and k and row.low[k - 1] != ",")


def _joins_clauses(row: Row, floor: int, k: int, verb: int) -> bool:
    if k and row.low[k - 1] in {",", QUOTATION}:
        return True
    if k + 1 >= verb:
        return True
    return has_verb(row, _last_comma(row, floor, k), k)


def _last_comma(row: Row, floor: int, k: int) -> int:
    while k > floor and row.low[k - 1] != ",":
        k -= 1
    return k


def before_auxiliaries(row: Row, floor: int, verb: int) -> int:
    """Return the position after the last word before the verb group of `verb`."""
    k = verb
    while k > floor:
        flags = row.flags[k - 1]
        if (
            flags & AUXILIARY
            or (flags & ADVERB and not flags & (NOUN_KIND | ORDINAL | DETERMINER))
            or (row.low[k - 1] in {"both", "all", "each"} and k - 2 >= floor)
        ):
            k -= 1
        else:
            break
    return k


def subject_before(row: Row, floor: int, verb: int) -> Phrase | None:
    """Return the subject left of the verb, its apposition included, or None."""
    heavy = _with_relative(row, floor, verb)
    if heavy is not None:
        return heavy
    edge = left_edge(row, floor, verb)
    beyond = before_auxiliaries(row, edge, verb)
    if beyond <= edge:
        return _antecedent(row, floor, edge)
    if row.low[beyond - 1] == ")" and "(" in row.low[edge + 1 : beyond]:
        beyond = row.low.index("(", edge + 1)
    if row.low[beyond - 1] in _RELATIVE and row.low[beyond - 1] != "when":
        return _head_of_relative(row, floor, beyond - 1)
    if row.flags[beyond - 1] & PRONOUN and not row.flags[beyond - 1] & NUMBER:
        return Phrase(beyond - 1, beyond)
    if row.low[beyond - 1] == ",":
        inserted = _before_insertion(row, floor, beyond)
        if inserted is not None:
            return inserted
    parts = _parts(row, edge, beyond)
    if row.low[beyond - 1] == ",":
        return _across_insertion(row, parts)
    first = _start_of_subject(row, parts[-1].first, parts[-1].beyond)
    if first is None:
        return None
    phrase = Phrase(first, parts[-1].beyond)
    return _trim_setting(row, phrase)


def _before_insertion(row: Row, floor: int, beyond: int) -> Phrase | None:
    """“diplomats, speaking on condition of anonymity because …, said”."""
    for k in range(beyond - 2, floor + 1, -1):
        if row.low[k] in {";", ":", "—", "–"} or row.flags[k] & QUOTED:
            return None
        if row.low[k - 1] != ",":
            continue
        flags = row.flags[k]
        plain = not flags & (NOUN_KIND | CAPITAL | DETERMINER)
        if row.low[k] in {"who", "whose", "which"} or (
            flags & (ING | PARTICIPLE) and plain
        ):
            return subject_before(row, floor, k - 1)
    return None


def _with_relative(row: Row, floor: int, verb: int) -> Phrase | None:
    """“A cadre who escorted the boys and who asked not to be named insisted”."""
    beyond = before_auxiliaries(row, floor, verb)
    for who in range(floor + 1, beyond - 1):
        if row.low[who] not in {"who", "whose"} or row.low[who - 1] == ",":
            continue
        head = _head_of_relative(row, floor, who)
        if head is None:
            continue
        opens = head.first == floor or row.low[head.first - 1] in {
            ",",
            "but",
            "and",
            ";",
        }
        plain = not any(
            row.low[k] in {",", ";", ":", QUOTATION, "that"} for k in range(who, beyond)
        )
        own = row.low[beyond - 1] not in {"who", "and", "but"} and has_verb(
            row, who + 1, beyond
        )
        if opens and plain and own and not row.flags[beyond - 1] & PRONOUN:
            return Phrase(head.first, beyond)
    return None


def _antecedent(row: Row, floor: int, edge: int) -> Phrase | None:
    """“some people who say”: the subject stands before the relative."""
    if edge > floor and row.low[edge - 1] in {"who", "which", "that"}:
        return _head_of_relative(row, floor, edge - 1)
    return None


def _head_of_relative(row: Row, floor: int, who: int) -> Phrase | None:
    beyond = who
    if beyond > floor and row.low[beyond - 1] == ",":
        beyond -= 1
    if beyond <= floor:
        return None
    first = beyond - 1
    while first > floor and (
        not _starts_phrase(row, first) or row.low[first - 1] in _NOUN_PREPOSITIONS
    ):
        first -= 1
    if row.low[first] == "," or row.flags[first] & (CONJUNCTION | SUBORDINATOR):
        first += 1
    return Phrase(first, beyond) if first < beyond else None


def _starts_phrase(row: Row, at: int) -> bool:
    before = row.flags[at - 1]
    if row.low[at - 1] == "of":
        return False
    if row.flags[at] & DETERMINER and not row.flags[at] & PREPOSITION:
        return True
    return bool(
        before & (PUNCTUATION | QUOTED | AUXILIARY | FINITE | PREPOSITION)
    ) and (before & POSSESSIVE == 0)


def _parts(row: Row, first: int, beyond: int) -> list[Phrase]:
    """Cut at commas; the comma belongs to neither side."""
    parts, start = [], first
    for at in range(first, beyond):
        if row.low[at] == ",":
            if at > start:
                parts.append(Phrase(start, at))
            start = at + 1
    if start < beyond:
        parts.append(Phrase(start, beyond))
    return parts or [Phrase(first, beyond)]


def _across_insertion(row: Row, parts: list[Phrase]) -> Phrase | None:
    """“Kim, a nurse in her 30s, who fled, said”: walk back over what is inserted."""
    at = len(parts) - 1
    while at > 0 and (
        not _nominal(row, parts[at]) or _goes_on_with_place(row, parts, at)
    ):
        at -= 1
    first = _start_of_subject(row, parts[at].first, parts[at].beyond)
    if first is None:
        return None
    if first > parts[at].first or at == 0:
        return Phrase(first, parts[at].beyond)
    lead = at
    while lead > 0 and _apposed(row, parts[lead - 1], parts[lead]):
        lead -= 1
    start = _start_of_subject(row, parts[lead].first, parts[lead].beyond)
    if start is None:
        return Phrase(first, parts[at].beyond)
    return Phrase(start, parts[at].beyond)


def _goes_on_with_place(row: Row, parts: list[Phrase], at: int) -> bool:
    """“Tolliver, of Mill Lane, Upper Harrow,”: a place after a place."""
    here, before = parts[at], parts[at - 1]
    return bool(row.flags[before.first] & PREPOSITION) and all(
        row.flags[k] & CAPITAL for k in range(here.first, here.beyond)
    )


def _nominal(row: Row, part: Phrase) -> bool:
    """Whether a part between commas is a noun phrase, not an adverbial."""
    flags, low = row.flags[part.first], row.low[part.first]
    if "which" in row.low[part.first : part.beyond]:
        return False
    if low in _RELATIVE or flags & (SUBORDINATOR | PRONOUN) & ~NUMBER:
        return bool(flags & DETERMINER)
    if flags & (ING | ADVERB | AUXILIARY) and not flags & (
        NOUN_KIND | CAPITAL | DETERMINER
    ):
        return False
    if flags & PARTICIPLE and not flags & (NOUN_KIND | CAPITAL):
        return False
    return not (flags & PREPOSITION and not flags & DETERMINER)


def _apposed(row: Row, left: Phrase, right: Phrase) -> bool:
    """Whether `left, right` may be a phrase and its apposition."""
    del right
    if not _nominal(row, left) or "whose" in row.low[left.first : left.beyond]:
        return False
    return not has_sure_verb(row, left.first, left.beyond)


def _start_of_subject(row: Row, first: int, beyond: int) -> int | None:
    """Skip what opens the clause: "But", "Later", "On Tuesday", "In a letter"."""
    at = first
    while at < beyond:
        flags = row.flags[at]
        low = row.low[at]
        if (
            low in {"•", "-", "'", '"', "”", ")"}
            or (flags & (OPENER | CONJUNCTION) and not flags & DETERMINER)
            or (
                flags & ADVERB
                and not flags & (DETERMINER | PREPOSITION | ORDINAL | NOUN_KIND)
            )
            or (flags & (DAY | MONTH) and at + 1 < beyond and not flags & POSSESSIVE)
        ):
            at += 1
        else:
            break
    if at >= beyond:
        return None
    if row.flags[at] & (PREPOSITION | SUBORDINATOR) and not row.flags[at] & DETERMINER:
        return _after_adverbial(row, at, beyond)
    if row.flags[at] & (ING | PARTICIPLE) and not row.flags[at] & (NOUN_KIND | CAPITAL):
        return _after_adverbial(row, at, beyond)
    if has_sure_verb(row, at, beyond):
        later = _after_adverbial(row, at, beyond)
        return at if later is None and row.flags[at] & NOUN_KIND else later
    return at


def _after_adverbial(row: Row, at: int, beyond: int) -> int | None:
    """“On Tuesday the mayor”: the last phrase that no preposition governs."""
    for k in range(beyond - 1, at, -1):
        flags, before = row.flags[k], row.flags[k - 1]
        if before & (
            PREPOSITION | DETERMINER | CONJUNCTION | POSSESSIVE | ORDINAL | NUMBER
        ):
            continue
        if row.low[k - 1] in {",", "-"}:
            return k
        if flags & PRONOUN:
            return k
        if flags & DETERMINER and not flags & PREPOSITION:
            return k
        named = flags & CAPITAL and (not before & CAPITAL or before & DATE)
        if named and not before & TITLE and not _names_its_holder(row, k):
            return k
        if before & (DAY | TIME | DIGIT) and not flags & (PREPOSITION | ADVERB):
            return k
    return None


def _names_its_holder(row: Row, k: int) -> bool:
    """“agency VelTA”, “source Kim”: the name belongs to the noun before it."""
    return bool(row.flags[k - 1] & NOUN_KIND) and not row.flags[k - 1] & DATE


def _trim_setting(row: Row, phrase: Phrase) -> Phrase | None:
    """Cut "on Tuesday", "in a statement" off a phrase's end."""
    beyond = phrase_end(row, phrase.first, phrase.beyond)
    return Phrase(phrase.first, max(beyond, phrase.first + 1))


def phrase_end(row: Row, first: int, limit: int) -> int:
    """Return where the phrase that begins at `first` ends: before any setting."""
    at = first + 1
    while at < limit:
        if _reduced_relative(row, at):
            return limit
        if is_setting(row, at, limit):
            break
        at += 1
    return at


def _reduced_relative(row: Row, at: int) -> bool:
    """“a trader reached by text message”: settings after it belong to the phrase."""
    if not row.flags[at] & PARTICIPLE or at + 1 >= len(row):
        return False
    before = row.flags[at - 1]
    return bool(before & (NOUN_KIND | CAPITAL)) and bool(
        row.flags[at + 1] & PREPOSITION
    )


def is_setting(row: Row, at: int, limit: int) -> bool:
    """Whether "during …", "on Tuesday", "in a statement" begins here."""
    low, flags = row.low[at], row.flags[at]
    if low in _LOOSE_PREPOSITIONS:
        return True
    if flags & DAY and not flags & POSSESSIVE:
        return True
    if low in {
        "last",
        "this",
        "yesterday",
        "today",
        "late",
        "early",
        "earlier",
        "later",
    }:
        if at + 1 >= limit or row.flags[at + 1] & (DATE | PUNCTUATION | QUOTED):
            return True
        return low in {"yesterday", "today"}
    if low not in _SETTING_PREPOSITIONS:
        return False
    for k in range(at + 1, min(limit, at + 6)):
        if row.flags[k] & PREPOSITION and row.low[k] not in {"about", "around"}:
            return False
        if row.low[k] in _SETTING or row.flags[k] & (DAY | MONTH):
            return True
        if row.flags[k] & DIGIT and (k == at + 1 or row.low[k - 1] == "the"):
            return True
        if row.low[k] == "," or row.flags[k] & QUOTED:
            return False
    return False


def phrase_after(row: Row, first: int, limit: int) -> Phrase | None:
    """Return the phrase right of an inverted verb: "said NP, apposition, who …"."""
    if first >= limit:
        return None
    flags = row.flags[first]
    if row.low[first] == "that" or flags & CONTRACTION:
        return None
    if flags & PRONOUN and not flags & (NUMBER | DETERMINER):
        return Phrase(first, first + 1)
    never = PUNCTUATION | QUOTED | PREPOSITION | SUBORDINATOR | AUXILIARY
    if flags & never and not flags & DETERMINER:
        return None
    if flags & ING and not flags & (NOUN_KIND | CAPITAL):
        return None
    beyond = _plain_end(row, first, limit)
    while beyond < limit and row.low[beyond] == ",":
        stop = _plain_end(row, beyond + 1, limit)
        part = Phrase(beyond + 1, stop)
        if (
            stop <= beyond + 1
            or not _nominal(row, part)
            or not row.flags[part.first] & _OPENS_APPOSITION
            or _is_new_clause(row, part, limit)
        ):
            break
        beyond = stop
    return Phrase(first, beyond)


def _plain_end(row: Row, first: int, limit: int) -> int:
    """Return the end of a phrase: at a comma, a mark, a setting or a new clause."""
    at = first
    relative = False
    while at < limit:
        low, flags = row.low[at], row.flags[at]
        if (
            low in {",", ";", ":", "—", "–", "(", ")", "--"}
            or low in STOPS
            or flags & QUOTED
        ):
            break
        if (low in {"who", "whose", "which", "that", "whom"} and at > first) or (
            at > first and _reduced_relative(row, at)
        ):
            relative = True
        elif (
            (at > first and is_setting(row, at, limit) and not relative)
            or (
                flags & SUBORDINATOR
                and not flags & PREPOSITION
                and at > first
                and not relative
            )
            or (
                low in {"and", "but"}
                and at > first
                and _clause_follows(row, at + 1, limit)
            )
        ):
            break
        at += 1
    return at


def _clause_follows(row: Row, at: int, limit: int) -> bool:
    if at >= limit:
        return True
    if row.flags[at] & PRONOUN and not row.flags[at] & NUMBER:
        return True
    return is_verb(row, at) and not row.flags[at] & NOUN_KIND


def _is_new_clause(row: Row, part: Phrase, limit: int) -> bool:
    """After "said Kim," a part with its own verb that a comma does not close."""
    if (part.beyond < limit and row.low[part.beyond] in {",", QUOTATION}) or row.low[
        min(part.beyond, len(row) - 1)
    ] in STOPS:
        first = row.flags[part.first]
        if first & CONJUNCTION:
            return True
        return has_verb(row, part.first, part.beyond) and not any(
            row.low[k] in _RELATIVE or row.low[k] == "that"
            for k in range(part.first, part.beyond)
        )
    return has_verb(row, part.first, part.beyond)


def _adjective(row: Row, phrase: Phrase, at: int) -> bool:
    """“an inside source”: a preposition right after the article is none."""
    return at == phrase.first + 1 and bool(row.flags[phrase.first] & DETERMINER)


def head_position(row: Row, phrase: Phrase) -> int:
    """Return the item that carries the phrase: the noun before "of", "in", "who"."""
    at = phrase.first
    while at < phrase.beyond:
        low, flags = row.low[at], row.flags[at]
        stop = (
            low in {",", "(", "—", "–"}
            or (
                flags & PREPOSITION
                and not flags & DETERMINER
                and not _adjective(row, phrase, at)
            )
            or (flags & (SUBORDINATOR) and low != "that")
            or (
                flags & (PARTICIPLE | ING)
                and not flags & (CAPITAL | NOUN_KIND)
                and at > phrase.first + 1
                and row.flags[at - 1] & (NOUN_KIND | OTHER_PRONOUN)
            )
        )
        if stop and at > phrase.first:
            break
        at += 1
    return max(phrase.first, at - 1)
