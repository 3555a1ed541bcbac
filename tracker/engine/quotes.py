"""From the rows of a paragraph to its quotes, and quotes that go on over paragraphs."""

from tracker.engine.cues import cues
from tracker.engine.drafting import Draft, from_report
from tracker.engine.frames import Report
from tracker.engine.reports import report
from tracker.engine.results import QuoteType
from tracker.engine.streams import QUOTATION, Row
from tracker.engine.unreported import unreported

_FIRST_PERSON = frozenset({"i", "we"})
_PLAIN_REPORTS = frozenset({"bare_clause", "question_clause"})


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
    for sentence in row.sentences:
        reports: list[Report] = []
        made: dict[int, Draft] = {}  # of reports that live as long, so that ids hold
        for cue in cues(row, *sentence):
            new = report(row, sentence, cue, reports)
            if new is None or _nested_thought(row, new) or _again(new, reports):
                continue
            reports.append(new)
            draft = from_report(new, made)
            made[id(new)] = draft
            found.append(draft)
        if len(reports) > 1:
            idle = {id(made[id(lost)]) for lost in _swallowed(reports)}
            found = [draft for draft in found if id(draft) not in idle]
        if row.within is None and row.region:
            taken = {at for new in reports for a, b in new.pieces for at in range(a, b)}
            found.extend(unreported(row, sentence, taken))
    return found


def _swallowed(reports: list[Report]) -> list[Report]:
    """Passives without a speaker in what another cue reports as a whole.

    “Directors were warned that …, minutes show”: the minutes speak, and all of it.
    """
    whole = [r for r in reports if r.source is not None and r.rule.startswith("after_")]
    return [
        made
        for made in reports
        if made.source is None
        and made.rule.startswith("passive")
        and any(
            a <= made.stretch[0] and made.stretch[1] <= b
            for r in whole
            for a, b in r.pieces
        )
    ]


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
        if low in _FIRST_PERSON and not (quoted or new.rule in _PLAIN_REPORTS):
            return True
    return False
