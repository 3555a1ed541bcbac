"""Ties every quote to a speaker: walks quotes and plain sentences in order."""

from collections.abc import Iterator

from tracker.engine.mentions import describe
from tracker.engine.phrases import Phrase, is_verb, subject_before
from tracker.engine.quotes import Draft
from tracker.engine.results import SpeakerKind
from tracker.engine.spans import Span
from tracker.engine.speakers import Cast, Character
from tracker.engine.streams import Row
from tracker.engine.tokens import (
    CAPITAL,
    DETERMINER,
    ING,
    NOUN_KIND,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
)

_SUBJECTS = frozenset(
    {
        SpeakerKind.ANONYMOUS_PERSON,
        SpeakerKind.ANONYMOUS_GROUP,
        SpeakerKind.NAMED_PERSON,
        SpeakerKind.DOCUMENT,
        SpeakerKind.ORGANISATION,
    }
)


def attribute(
    rows: list[Row], drafts: list[Draft]
) -> tuple[Cast, dict[int, Character | None]]:
    """Return the cast and, by `id` of a draft, its speaker."""
    return _Walk(rows, drafts).run()


class _Walk:
    def __init__(self, rows: list[Row], drafts: list[Draft]) -> None:
        self.rows, self.drafts = rows, drafts
        self.cast = Cast()
        self.spoken: dict[int, Character | None] = {}
        self.previous: Draft | None = None

    def run(self) -> tuple[Cast, dict[int, Character | None]]:
        outer = [d for d in self.drafts if not d.nested]
        nested = [d for d in self.drafts if d.nested]
        sources = [d.source for d in outer if d.source is not None]
        events: list[tuple[int, int, Draft | tuple[Row, Phrase]]] = []
        for index, draft in enumerate(outer):
            at = draft.source.start if draft.source else draft.content[0].start
            if (
                draft.source is not None
                and draft.shared is not None
                and draft.cue is not None
            ):
                at = draft.cue.start
            events.append((at, index, draft))
        for row in self.rows:
            if row.within is None:
                events.extend(_subjects(row, sources))
        events.sort(key=lambda event: (event[0], event[1]))
        for at, _, thing in events:
            if isinstance(thing, Draft):
                self._outer(thing, at)
            else:
                row, phrase = thing
                mention = describe(row, phrase)
                if mention.kind in _SUBJECTS or mention.pronoun in {"he", "she"}:
                    self.cast.meet(mention, at, speaks=False)
        for draft in sorted(nested, key=lambda d: d.start):
            self._nested(draft, outer)
        return self.cast, self.spoken

    def _outer(self, draft: Draft, at: int) -> None:
        if (
            draft.shared is not None
            and draft.shared.source == draft.source
            and id(draft.shared) in self.spoken
        ):
            character = self.spoken[id(draft.shared)]
        elif draft.phrase is not None:
            character = self.cast.meet(
                describe(draft.row, draft.phrase), at, speaks=True
            )
        elif draft.cue is not None:
            character = None
        else:
            character = self._context(draft)
        if character is not None:
            character.spoke = True
            self.cast.see(character, draft.content[-1].end)
        self.spoken[id(draft)] = character

    def _context(self, draft: Draft) -> Character | None:
        return self.cast.last()

    def _nested(self, draft: Draft, outer: list[Draft]) -> None:
        around = next(
            (
                d
                for d in outer
                if any(
                    p.start <= draft.start and draft.content[-1].end <= p.end
                    for p in d.content
                )
                and draft.row.within in d.regions
            ),
            None,
        ) or next(
            (
                d
                for d in outer
                if any(p.start <= draft.start < p.end for p in d.content)
            ),
            None,
        )
        speaker = self.spoken.get(id(around)) if around is not None else None
        if draft.shared is not None and id(draft.shared) in self.spoken:
            self.spoken[id(draft)] = self.spoken[id(draft.shared)]
            return
        if draft.phrase is None:
            self.spoken[id(draft)] = None
            return
        mention = describe(draft.row, draft.phrase)
        self.spoken[id(draft)] = self.cast.meet(
            mention, draft.start, speaks=True, nested=speaker, outer=speaker
        )


def _subjects(
    row: Row, sources: list[Span]
) -> Iterator[tuple[int, int, tuple[Row, Phrase]]]:
    """Yield the subjects of plain sentences that may be people or documents."""
    for order, (first, beyond) in enumerate(row.sentences):
        verb = next((k for k in range(first + 1, beyond) if is_verb(row, k)), None)
        if verb is None:
            continue
        phrase = subject_before(row, first, verb)
        if phrase is None:
            continue
        span = row.span(phrase.first, phrase.beyond)
        if any(span.meets(source) for source in sources):
            continue
        flags = row.flags[phrase.first : phrase.beyond]
        opens = flags[0]
        if opens & (PARTICIPLE | ING | SUBORDINATOR | PREPOSITION) and not opens & (
            DETERMINER | CAPITAL
        ):
            continue
        if opens & (PARTICIPLE | ING) and not opens & NOUN_KIND:
            continue
        if not any(f & (NOUN_KIND | CAPITAL | PRONOUN) for f in flags):
            continue
        yield span.start, order, (row, phrase)
