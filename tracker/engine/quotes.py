"""From reports and quotation marks to quotes: spans, type, cue and source words."""

from dataclasses import dataclass, field

from tracker.engine.cues import cues
from tracker.engine.frames import Report
from tracker.engine.lexicon import words
from tracker.engine.marks import Region
from tracker.engine.phrases import (
    Phrase,
    has_verb,
    is_verb,
    phrase_after,
    subject_before,
)
from tracker.engine.reports import report
from tracker.engine.results import QuoteType
from tracker.engine.spans import Span
from tracker.engine.streams import DASHES, QUOTATION, STOPS, Row, last_sign
from tracker.engine.tokens import (
    CAPITAL,
    CLOSED,
    DETERMINER,
    NUMBER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    PUNCTUATION,
)

_CALLED = words("scare", "before")
_TITLED = words("scare", "titles")
_SHORT = 3
_FIRST_PERSON = frozenset({"i", "we"})


@dataclass(slots=True)
class Draft:
    """A quote before its speaker is known."""

    type: QuoteType
    content: list[Span]
    cue: Span | None
    source: Span | None
    row: Row
    sentence: tuple[int, int]
    phrase: Phrase | None
    rule: str
    regions: list[Region] = field(default_factory=list)
    shared: "Draft | None" = None
    subject: tuple[Row, Phrase] | None = None
    base: str = ""

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def nested(self) -> bool:
        """Whether the report stands inside somebody else's quotation."""
        return self.row.within is not None and not self.row.within.torn

    def absorb(self, later: "Draft") -> None:
        """Take over the pieces of a later paragraph, and its attribution if it has."""
        self.content.extend(later.content)
        self.regions.extend(later.regions)
        if self.source is None and later.source is not None:
            self.source, self.phrase, self.cue = later.source, later.phrase, later.cue
            self.row, self.rule = later.row, later.rule


def drafts(rows: list[Row]) -> list[Draft]:
    """Return the quotes of one paragraph, outer and nested, unsorted."""
    found: list[Draft] = []
    for row in rows:
        found.extend(_in_row(row))
    return _repair_unclosed(rows, found)


def _repair_unclosed(rows: list[Row], found: list[Draft]) -> list[Draft]:
    """A mark that nobody closed: `“The phone, he said.` ends before its attribution."""
    torn = {id(r): r for r in rows[0].region.values() if not r.closed}
    if not torn:
        return found
    alone: dict[int, Draft] = {}
    within: dict[int, list[Draft]] = {}
    for draft in found:
        if draft.rule == "quotation_alone" and id(draft.regions[0]) in torn:
            alone[id(draft.regions[0])] = draft
        if draft.row.within is not None and id(draft.row.within) in torn:
            within.setdefault(id(draft.row.within), []).append(draft)
    dropped = set()
    for key, region in torn.items():
        inner = [
            d
            for d in within.get(key, ())
            if d.rule in {"after_clause", "inverted"}
            and d.source is not None
            and d.content[0].start == region.content_start
        ]
        if key in alone and inner:
            region.torn = True
            inner[0].type = QuoteType.DIRECT
            inner[0].rule = "unclosed_quotation"
            dropped.add(id(alone[key]))
    return [d for d in found if id(d) not in dropped]


def _goes_on(draft: Draft, holder: dict[int, Draft]) -> Draft | None:
    """Return the quote that `draft` goes on with, if it begins as one that does."""
    first = draft.regions[0] if draft.regions else None
    before = first.continues if first is not None else None
    if before is None or before.torn or draft.nested:
        return None
    return holder.get(id(before))


def join_paragraphs(found: list[Draft]) -> list[Draft]:
    """Make one quote of a quotation that goes on over paragraphs, a piece for each."""
    holder: dict[int, Draft] = {}
    kept: list[Draft] = []
    for draft in found:
        start = _goes_on(draft, holder)
        if start is None:
            kept.append(draft)
        else:
            start.absorb(draft)
        if not draft.nested:
            for region in draft.regions:
                holder[id(region)] = start or draft
    return kept


def _in_row(row: Row) -> list[Draft]:
    found: list[Draft] = []
    made: dict[int, Draft] = {}
    for sentence in row.sentences:
        reports: list[Report] = []
        for cue in cues(row, *sentence):
            new = report(row, sentence, cue, reports)
            if new is None or _nested_thought(row, new) or _again(new, reports):
                continue
            reports.append(new)
            draft = _draft(new, made)
            made[id(new)] = draft
            found.append(draft)
        taken = {at for new in reports for a, b in new.pieces for at in range(a, b)}
        if row.within is None:
            found.extend(_uncued(row, sentence, taken))
    return found


def _again(new: Report, reports: list[Report]) -> bool:
    """Whether an earlier cue of the sentence reports the very same words."""
    return any(made.pieces == new.pieces for made in reports)


def _nested_thought(row: Row, new: Report) -> bool:
    """Inside a quotation only reports with a source of their own count."""
    if row.within is None:
        return False
    if new.source is None and new.shared is None:
        return True
    if new.source is not None and new.source.beyond - new.source.first == 1:
        low = row.low[new.source.first]
        if low in {"it", "this", "that", "you"}:
            return True
        quoted = any(QUOTATION in row.low[a:b] for a, b in new.pieces)
        if low in _FIRST_PERSON and not (quoted or new.rule == "bare_clause"):
            return True
    return False


def _draft(new: Report, made: dict[int, Draft]) -> Draft:
    row = new.row
    content = [_piece(row, a, b) for a, b in new.pieces]
    regions = [
        row.region[a] for a, b in new.pieces if b == a + 1 and row.low[a] == QUOTATION
    ]
    shared = made.get(id(new.shared)) if new.shared is not None else None
    subject = None
    if new.shared is not None and shared is None and new.shared.source is not None:
        subject = (row, new.shared.source)
    phrase = new.source
    if phrase is None and shared is not None:
        phrase = shared.phrase
    if phrase is None and subject is not None:
        phrase = subject[1]
    phrase = _worded(row, phrase)
    return Draft(
        type=_type(row, new.pieces, named=new.rule == "named"),
        content=content,
        cue=row.span(new.cue.first, new.cue.beyond) if new.cue else None,
        source=_trimmed(row, phrase) if phrase is not None else None,
        row=row,
        sentence=new.sentence,
        phrase=phrase,
        rule=new.rule,
        regions=regions,
        shared=shared,
        base=new.cue.base if new.cue else "",
    )


def _worded(row: Row, phrase: Phrase | None) -> Phrase | None:
    """Return a phrase that holds words, None for bare marks."""
    if phrase is None:
        return None
    flags = row.flags[phrase.first : phrase.beyond]
    return phrase if any(not flag & PUNCTUATION for flag in flags) else None


def _trimmed(row: Row, phrase: Phrase) -> Span:
    return row.span(phrase.first, phrase.beyond).trimmed(row.text, ",;:–—―")


def _piece(row: Row, first: int, beyond: int) -> Span:
    if beyond == first + 1 and row.low[first] == QUOTATION:
        return row.region[first].content
    return row.span(first, beyond).trimmed(row.text, ",;:—–")


def _type(row: Row, pieces: list[tuple[int, int]], *, named: bool = False) -> QuoteType:
    quoted = plain = False
    for a, b in pieces:
        for at in range(a, b):
            if row.low[at] == QUOTATION:
                quoted = (
                    quoted
                    or len(pieces) == 1 == b - a
                    or b - a == 1
                    or named
                    or not is_scare(row, at)
                )
            elif not row.flags[at] & PUNCTUATION:
                plain = True
    if quoted:
        return QuoteType.MIXED if plain else QuoteType.DIRECT
    return QuoteType.INDIRECT


def is_scare(row: Row, at: int) -> bool:
    """Whether nobody is quoted with the words at `at`: terms, titles, names."""
    content = row.region[at].content.of(row.text).strip()
    parts = content.split()
    before = row.low[at - 1] if at else ""
    flags = row.flags[at - 1] if at else 0
    if before == "," and at > 1:
        before, flags = row.low[at - 2], row.flags[at - 2]
    if before in _CALLED or any(low in _TITLED for low in row.low[max(0, at - 3) : at]):
        return True
    strong = [w for w in parts if len(w) > 3]
    if (
        len(parts) > 1
        and strong
        and all(w[0].isupper() for w in strong)
        and content[-1:] not in {".", "!", "?", ","}
    ):
        return True
    if len(parts) <= _SHORT and content[-1:] not in {".", "!", "?", ","}:
        after = row.flags[at + 1] if at + 1 < len(row) else PUNCTUATION
        low_after = row.low[at + 1] if at + 1 < len(row) else "."
        if flags & (DETERMINER | POSSESSIVE | NUMBER) and not flags & PRONOUN:
            return True
        if not after & (PUNCTUATION | CLOSED) and flags & (PREPOSITION | DETERMINER):
            return True
        if (
            len(parts) == 1
            and before in {"and", "or", "word", "words", "term", "said"}
            and low_after not in STOPS
        ):
            return True
    return False


def _uncued(row: Row, sentence: tuple[int, int], taken: set[int]) -> list[Draft]:
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
            _bare(row, sentence, [k], "quotation_alone") for k in at if _speaks(row, k)
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


def _bare(
    row: Row,
    sentence: tuple[int, int],
    at: list[int],
    rule: str,
    phrase: Phrase | None = None,
    cue: tuple[int, int] | None = None,
) -> Draft:
    regions = [row.region[k] for k in at]
    phrase = _worded(row, phrase)
    return Draft(
        type=QuoteType.DIRECT,
        content=[region.content for region in regions],
        cue=row.span(*cue) if cue else None,
        source=_trimmed(row, phrase) if phrase else None,
        row=row,
        sentence=sentence,
        phrase=phrase,
        rule=rule,
        regions=regions,
    )


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
    return _bare(row, sentence, [k], "after_dash", phrase) if phrase else None


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
    opening.source, opening.cue = _trimmed(row, phrase), row.span(*cue)


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
        return _bare(row, sentence, pieces, "other_verb", phrase, (verb, verb + 1))
    return None


def _after_colon(row: Row, sentence: tuple[int, int], at: list[int]) -> Draft | None:
    first, _ = sentence
    k = at[0]
    if k - 1 <= first or row.low[k - 1] != ":":
        return None
    if (
        last_sign(row, k) not in STOPS
        and k + 1 < sentence[1]
        and row.low[k + 1] not in STOPS
    ):
        return None
    phrase = None
    if not has_verb(row, first, k - 1):
        phrase = phrase_after(row, first, k - 1)
    elif row.flags[first] & (CAPITAL | DETERMINER | PRONOUN):
        verb = next(v for v in range(first, k - 1) if is_verb(row, v))
        phrase = subject_before(row, first, verb) if verb > first else None
        if phrase is not None:
            return _bare(row, sentence, [k], "colon_context", None)
    return _bare(row, sentence, [k], "colon", phrase)


def _as_predicate(row: Row, sentence: tuple[int, int], at: list[int]) -> Draft | None:
    """“it “requests the Panel to report …””: the quotation is the verb phrase."""
    first, _ = sentence
    k = at[0]
    content = row.region[k].content.of(row.text).split()
    if len(content) <= _SHORT or k == first:
        return None
    inner = content[0].lower()
    if not inner.endswith("s") or not row.flags[k - 1] & PRONOUN:
        return None
    return _bare(row, sentence, [k], "predicate", Phrase(k - 1, k))


def _all_he_will_say(
    row: Row, sentence: tuple[int, int], at: list[int]
) -> Draft | None:
    k = at[0]
    if row.low[k + 1 : k + 3] != ["is", "all"] and row.low[k + 1 : k + 3] != [
        "was",
        "all",
    ]:
        return None
    for verb in range(k + 3, min(sentence[1], k + 12)):
        if row.low[verb] in {"say", "said", "says"}:
            phrase = subject_before(row, k + 3, verb)
            return _bare(row, sentence, [k], "all_said", phrase, (verb, verb + 1))
    return None
