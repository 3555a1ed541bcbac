"""What a text asserts: one statement a sentence, who answers for it, can it be checked.

Each sentence is weighed by the signs of `lexicons/checkworthy.txt`; what can be
settled by evidence is checkable, whoever says it. Opinions, predictions, the author's
hedged inference, and remarks about the reporting itself are not.
"""

from datetime import date

from tracker.engine.assertions import Nearby, assertion
from tracker.engine.beside import TELLING, beside
from tracker.engine.reading import Reading, read
from tracker.engine.results import Quote, Speaker, Statement, StatementKind
from tracker.engine.spans import Span
from tracker.engine.splitting import Tokens
from tracker.engine.worth import Terms, checkable_by, worth_of

SETTLED = 0.45
"""A claim missed costs more than one offered in vain: best over folds of training."""
_INFERENCE = 0.3
"""At most so likely is what the author only infers, or says of the work itself."""
_OWN_WORK = frozenset({"hedge", "talk", "gesture"})
_UNSETTLED = frozenset({StatementKind.OPINION, StatementKind.PREDICTION})
_VIEWS = frozenset(
    {"feeling", "judgement", "ought", "others_copula", "hedge", "generic"}
)


def statements(
    tokens: Tokens,
    sentences: list[Span],
    quotes: tuple[Quote, ...],
    speakers: tuple[Speaker, ...],
    dateline: date | None,
) -> tuple[Statement, ...]:
    """Return one statement for every sentence that asserts something."""
    kinds = {speaker.key: speaker.kind for speaker in speakers}
    found = []
    nearby = Nearby(quotes)
    for sentence in sentences:
        unit = assertion(tokens.text, sentence, nearby.touching(sentence))
        if unit is not None:
            found.append(read(tokens, sentence, unit, kinds, dateline))
    terms = Terms(tokens.low)
    told = [None, *((one.rule, TELLING & one.seen) for one in found), None]
    return tuple(
        _judged(one, beside(one.rule, told[at], told[at + 2]), terms)
        for at, one in enumerate(found)
    )


def _judged(one: Reading, more: set[str], terms: Terms) -> Statement:
    """Weigh what was read of a sentence, and what its neighbours add."""
    seen = one.seen
    signs = seen | more
    checkable = checkable_by(signs, one.own, terms)
    if one.quote is None and not seen.isdisjoint(_OWN_WORK):
        checkable = min(checkable, _INFERENCE)
    kind = _kind(one, settled=checkable >= SETTLED)
    settled = checkable >= SETTLED and kind not in _UNSETTLED
    return Statement(
        start=one.span.start,
        end=one.span.end,
        text=one.words,
        checkable=settled,
        kind=kind,
        speaker=one.quote.speaker if one.quote is not None else None,
        confidence=round(checkable if settled else 1 - min(checkable, SETTLED), 3),
        rule=one.rule,
        figures=one.numbers,
        dates=one.days,
        places=one.places,
        negated=one.negated,
        hedged="hedge" in seen or "hearsay" in seen,
        worth=round(worth_of(one.whole, one.sentence, terms), 3),
        signs=tuple(sorted(signs)),
    )


def _kind(
    one: Reading,
    *,
    settled: bool,
) -> StatementKind:
    seen, low, days = one.seen, one.own.low, one.days
    if "document" in seen:
        return StatementKind.DOCUMENT_WORDING
    future = "forecast" in seen
    if future and not days and "would" not in low and "gonna" not in low:
        return StatementKind.PREDICTION
    if "vow" in seen:
        return StatementKind.PREDICTION
    if "wanted" in seen:
        return StatementKind.OPINION
    if not settled and not seen.isdisjoint(_VIEWS):
        return (
            StatementKind.CAUSE
            if "cause" in seen and "hedge" in seen
            else StatementKind.OPINION
        )
    if "figure" in seen and one.numbers:
        return StatementKind.QUANTITY
    if "order" in seen:
        return StatementKind.ORDER_OR_POLICY
    if "cause" in seen and "because" in low:
        return StatementKind.CAUSE
    if days and len(low) < 16:
        return StatementKind.TIME
    return StatementKind.EVENT
