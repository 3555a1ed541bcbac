"""Who does what a verb says: the words left of it, cut down to its subject.

The subject keeps its apposition and its relative clause; openers, adverbials and
settings are left outside.
"""

from tracker.engine.clauses import GOES_ON_TO, before_auxiliaries, left_edge
from tracker.engine.openings import start_of_subject
from tracker.engine.phrases import Phrase, nominal, phrase_end, trade_in_ing
from tracker.engine.predicates import RELATIVE, has_sure_verb
from tracker.engine.relatives import (
    antecedent,
    head_of_relative,
    opens_aside,
    with_participle,
    with_relative,
)
from tracker.engine.streams import QUOTATION, Row, last_sign
from tracker.engine.tokens import (
    CAPITAL,
    DATE,
    DETERMINER,
    DIGIT,
    DOCUMENT,
    ING,
    NOUN_KIND,
    NUMBER,
    PARTICIPLE,
    PERSON,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    VERB,
)

_WHO = frozenset({"who", "whose", "which"})


def subject_before(row: Row, floor: int, verb: int) -> Phrase | None:
    """Return the subject left of the verb, its apposition included, or None.

    A row keeps its answers: a fifth of the questions are asked again.
    """
    key, known = (floor, verb), row.subjects
    if key not in known:
        known[key] = _subject(row, floor, verb)
    return known[key]


def _subject(row: Row, floor: int, verb: int) -> Phrase | None:
    if verb - 2 >= floor and row.low[verb - 1] == "to":
        verb -= 2 if row.low[verb - 2] in GOES_ON_TO else 0
        verb -= row.low[verb] == "out" and verb - 1 > floor  # “came out to say”
    beyond = before_auxiliaries(row, floor, verb)
    if beyond - floor > 2:
        heavy = with_relative(row, floor, beyond) or with_participle(row, floor, beyond)
        if heavy is not None:
            return heavy
    edge = left_edge(row, floor, verb)
    if edge > floor:
        beyond = before_auxiliaries(row, edge, verb)
    if beyond <= edge:
        return antecedent(row, floor, edge)
    if row.low[beyond - 1] == ")" and "(" in row.low[edge + 1 : beyond]:
        beyond = row.low.index("(", edge + 1)
    if row.low[beyond - 1] in RELATIVE and row.low[beyond - 1] != "when":
        return head_of_relative(row, floor, beyond - 1)
    if row.flags[beyond - 1] & PRONOUN and not row.flags[beyond - 1] & NUMBER:
        return Phrase(beyond - 1, beyond)
    if _closes_insertion(row, beyond - 1):
        inserted = _before_insertion(row, floor, beyond)
        if inserted is not None:
            return inserted
    if row.low[edge] == "as" and row.low[edge - 1] == QUOTATION:
        edge += 1  # ““…,” as its director, Hannah Voss, puts it”
    parts = _parts(row, edge, beyond)
    if _closes_insertion(row, beyond - 1) or _age(row, parts[-1]):
        return _across_insertion(row, parts)
    last = parts[-1]
    first = start_of_subject(row, last.first, last.beyond)
    return _trim_setting(row, first, last.beyond) if first is not None else None


def _closes_insertion(row: Row, at: int) -> bool:
    """A comma, or a quotation that holds one: “the report, marked “secret,” warns”."""
    if row.low[at] == ",":
        return True
    return row.low[at] == QUOTATION and last_sign(row, at) == ","


def _age(row: Row, part: Phrase) -> bool:
    """Whether a part is a number alone; “PW4” is somebody."""
    return part.beyond - part.first == 1 and (
        row.flags[part.first] & (DIGIT | CAPITAL) == DIGIT
    )


def _before_insertion(row: Row, floor: int, beyond: int) -> Phrase | None:
    """“diplomats, speaking on condition of anonymity because …, said”."""
    for k in range(beyond - 2, floor + 1, -1):
        if row.low[k] in {";", ":", "—", "–"} or row.flags[k] & QUOTED:
            return None
        if row.low[k - 1] != ",":
            continue
        flags = row.flags[k]
        plain = not flags & (NOUN_KIND | CAPITAL | DETERMINER)
        at = k + 1 if row.low[k] == "and" else k  # “, and who asked …,”
        related = row.low[at] in _WHO or "which" in row.low[at : at + 4]
        trade = trade_in_ing(row, Phrase(k, beyond))
        if related or (flags & (ING | PARTICIPLE) and plain and not trade):
            return subject_before(row, floor, k - 1)
        if _told_apart(row, k, beyond):
            named = subject_before(row, floor, k - 1)
            return Phrase(named.first, beyond - 1) if named else None
    return None


def _told_apart(row: Row, k: int, beyond: int) -> bool:
    """“Vericount, the company that supplied them, said”: it tells which one."""
    if k < 2 or not row.flags[k] & DETERMINER or not row.flags[k - 2] & CAPITAL:
        return False
    for at in range(k + 2, beyond - 2):
        if row.low[at] == "that" and row.flags[at - 1] & NOUN_KIND:
            return bool(row.flags[at + 1] & VERB)
    return False


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
        not nominal(row, parts[at]) or _goes_on_with_place(row, parts, at)
    ):
        at -= 1
    first = start_of_subject(row, parts[at].first, parts[at].beyond)
    if first is None:
        return None
    end = parts[at].beyond
    if at + 1 < len(parts) and _age(row, parts[at + 1]):
        end = parts[at + 1].beyond
    if first > parts[at].first or at == 0:
        return Phrase(first, end)
    lead = at
    while lead > 0:
        over = 2 if lead > 1 and _age(row, parts[lead - 1]) else 1
        if not _apposed(row, parts[lead - over], parts[lead]):
            break
        since = (
            row.flags[parts[lead - over].first] & DATE
        )  # “since May, two men, one …”
        if since or opens_aside(row, parts[lead - over]):
            break  # “Speaking through an interpreter, Mr Ruiz, a welder, said”
        lead -= over
    start = start_of_subject(row, parts[lead].first, parts[lead].beyond)
    return Phrase(first if start is None else start, end)


def _goes_on_with_place(row: Row, parts: list[Phrase], at: int) -> bool:
    """“Tolliver, of Mill Lane, Upper Harrow,”: a place after a place."""
    here, before = parts[at], parts[at - 1]
    return bool(row.flags[before.first] & PREPOSITION) and all(
        row.flags[k] & CAPITAL for k in range(here.first, here.beyond)
    )


def _apposed(row: Row, left: Phrase, right: Phrase) -> bool:
    """Whether `left, right` may be a phrase and its apposition."""
    thing = any(f & DOCUMENT for f in row.flags[left.first : left.beyond])
    somebody = any(f & PERSON for f in row.flags[left.first : left.beyond])
    person = any(f & PERSON for f in row.flags[right.first : right.beyond])
    if thing and person and not somebody:
        return False
    if not nominal(row, left) or "whose" in row.low[left.first : left.beyond]:
        return False
    return not has_sure_verb(row, left.first, left.beyond)


def _trim_setting(row: Row, first: int, limit: int) -> Phrase:
    """Cut "on Tuesday", "in a statement" off a phrase's end."""
    return Phrase(first, max(phrase_end(row, first, limit), first + 1))
