"""Quotations that no verb reports: alone, after a colon, after any other verb."""

from tracker.engine.actors import subject_before
from tracker.engine.cues import cues
from tracker.engine.drafting import SHORT, Draft, bare, trimmed
from tracker.engine.phrases import RUNS, Phrase, phrase_after
from tracker.engine.predicates import has_verb, is_verb
from tracker.engine.streams import DASHES, QUOTATION, STOPS, Row, last_sign
from tracker.engine.tokens import (
    ADVERB,
    CAPITAL,
    DETERMINER,
    DOCUMENT,
    OPENER,
    PRONOUN,
    PUNCTUATION,
)
from tracker.engine.verbs import reporting

_PASSIVE = frozenset({"was", "were"})
_COPULAS = frozenset({"is", "was"})


def unreported(row: Row, sentence: tuple[int, int], taken: set[int]) -> list[Draft]:
    """Quotations that no verb reports: alone, after a colon, after any other verb."""
    first, beyond = sentence
    at = [k for k in range(first, beyond) if row.low[k] == QUOTATION and k not in taken]
    if not at:
        return []
    rest = [
        k
        for k in range(first, beyond)
        if k not in at and not row.flags[k] & PUNCTUATION
    ]
    if not rest:
        return [
            bare(row, sentence, [k], "quotation_alone") for k in at if _speaks(row, k)
        ]
    made = (
        _after_dash(row, sentence, at)
        or _after_other_verb(row, sentence, at)
        or _after_colon(row, sentence, at)
    )
    if made is None:
        made = _as_predicate(row, sentence, at) or _all_he_will_say(row, sentence, at)
    return [made] if made is not None else []


def _speaks(row: Row, at: int) -> bool:
    """Whether a quotation that makes a sentence of its own is speech."""
    return len(row.region[at].content.of(row.text).split()) > 0


def _after_dash(row: Row, sentence: tuple[int, int], at: list[int]) -> Draft | None:
    """“…” — Odile Marn: a name after a dash, and nothing else."""
    first, beyond = sentence
    k = at[0]
    while beyond > k and row.low[beyond - 1] in STOPS:
        beyond -= 1
    if k != first or k + 2 >= beyond or row.low[k + 1] not in DASHES:
        return None
    if not row.flags[k + 2] & CAPITAL or has_verb(row, k + 2, beyond):
        return None
    phrase = phrase_after(row, k + 2, beyond)
    return bare(row, sentence, [k], "after_dash", phrase) if phrase else None


def announcement(row: Row) -> tuple[Row, Phrase, tuple[int, int]] | None:
    """Return who is announced by a paragraph that ends in a colon, and the verb."""
    if len(row) < 3 or row.low[-1] != ":":
        return None
    first, beyond = row.sentences[-1]
    for cue in reversed(cues(row, first, beyond)):
        if cue.form is None or cue.passive:
            continue
        phrase = subject_before(row, first, cue.first)
        if phrase is not None:
            return row, phrase, (cue.first, cue.beyond)
    return None


def take_announced(
    found: list[Draft], told: tuple[Row, Phrase, tuple[int, int]] | None
) -> None:
    """Give a quotation that opens a paragraph the speaker announced before it."""
    if told is None or not found:
        return
    opening = min(found, key=lambda d: d.start)
    if opening.rule != "quotation_alone" or opening.nested:
        return
    row, phrase, cue = told
    opening.row, opening.phrase, opening.rule = row, phrase, "announced"
    opening.source, opening.cue = trimmed(row, phrase), row.span(*cue)


def _after_other_verb(
    row: Row, sentence: tuple[int, int], at: list[int]
) -> Draft | None:
    """““…,” she huffed.”: a comma within the marks, then any subject and verb."""
    first, beyond = sentence
    k = at[0]
    if last_sign(row, k) not in {",", "?", "!", "—", "…"} or k + 2 >= beyond:
        return None
    if k > first:
        return None
    for verb in range(k + 1, min(beyond, k + 14)):
        if row.low[verb] == QUOTATION:
            return None
        if not is_verb(row, verb):
            continue
        if row.low[verb + 1 : verb + 2] == ["all"]:
            return None
        if row.low[verb] in _PASSIVE and row.low[verb + 1 : verb + 2] == ["asked"]:
            return bare(row, sentence, [k], "passive_quote", None, (verb + 1, verb + 2))
        inverted = verb == k + 1
        phrase = (
            phrase_after(row, verb + 1, beyond)
            if inverted
            else subject_before(row, k + 1, verb)
        )
        if phrase is None:
            return None
        edge = phrase.beyond if inverted else verb + 1
        pieces = [k]
        pieces.extend(
            later
            for later in range(edge, beyond)
            if row.low[later] == QUOTATION and row.low[later - 1] == ","
        )
        return bare(row, sentence, pieces, "other_verb", phrase, (verb, verb + 1))
    return None


def _after_colon(row: Row, sentence: tuple[int, int], at: list[int]) -> Draft | None:
    first, _ = sentence
    k = at[0]
    if k - 1 <= first or row.low[k - 1] not in {":", ","}:
        return None
    paper = _paper_that_runs(row, first, k - 2)
    if row.low[k - 1] == ",":
        return bare(row, sentence, [k], "colon", *paper) if paper else None
    if (
        last_sign(row, k) not in STOPS
        and k + 1 < sentence[1]
        and row.low[k + 1] not in STOPS
    ):
        return None
    phrase = None
    if not has_verb(row, first, k - 1):
        opener = k - 1 == first + 1 and row.flags[first] & (OPENER | ADVERB)
        phrase = None if opener else phrase_after(row, first, k - 1)  # “Then: “…””
    elif row.flags[first] & (CAPITAL | DETERMINER | PRONOUN):
        verb = next(v for v in range(first, k - 1) if is_verb(row, v))
        phrase = subject_before(row, first, verb) if verb > first else None
        if phrase is not None:
            if paper is not None:
                return bare(row, sentence, [k], "colon", *paper)
            if row.low[verb] in _COPULAS and any(
                f & DOCUMENT for f in row.flags[phrase.first : phrase.beyond]
            ):
                return bare(row, sentence, [k], "colon", phrase)
            return bare(row, sentence, [k], "colon_context", None)
    return bare(row, sentence, [k], "colon", phrase)


def _paper_that_runs(
    row: Row, first: int, verb: int
) -> tuple[Phrase, tuple[int, int]] | None:
    """“Her letter began, “…””: a document and the verb before its own words."""
    if verb <= first or row.low[verb] not in RUNS:
        return None
    paper = subject_before(row, first, verb)
    if paper is None:
        return None
    written = any(f & DOCUMENT for f in row.flags[paper.first : paper.beyond])
    if row.low[verb + 1] == "," and not written:
        return None
    return paper, (verb, verb + 1)


def _as_predicate(row: Row, sentence: tuple[int, int], at: list[int]) -> Draft | None:
    """“it “requests the Panel to report …””: the quotation is the verb phrase."""
    first, _ = sentence
    k = at[0]
    content = row.region[k].content.of(row.text).split()
    if len(content) <= SHORT or k == first:
        return None
    inner = content[0].lower()
    if not inner.endswith("s") or not row.flags[k - 1] & PRONOUN:
        return None
    return bare(row, sentence, [k], "predicate", Phrase(k - 1, k))


def _all_he_will_say(
    row: Row, sentence: tuple[int, int], at: list[int]
) -> Draft | None:
    k = at[0]
    following = row.low[k + 1 : k + 3]
    if len(following) < 2 or following[0] not in _COPULAS:
        return None
    if following[1] not in {"all", "how", "what"}:
        return None
    for verb in range(k + 4, min(sentence[1], k + 12)):
        told = following[1] != "all" and row.low[verb] in reporting()
        if row.low[verb] in {"say", "said", "says"} or told:
            phrase = subject_before(row, k + 3, verb)
            return bare(row, sentence, [k], "all_said", phrase, (verb, verb + 1))
    return None
