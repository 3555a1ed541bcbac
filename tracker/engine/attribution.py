"""Ties every quote to a speaker: walks quotes and plain sentences in order."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from tracker.engine.aliases import call, learn_behind, pseudonyms
from tracker.engine.characters import PEOPLE, Character
from tracker.engine.drafting import Draft
from tracker.engine.kinds import GUESSES
from tracker.engine.mentions import Mention, Sex, as_document, describe
from tracker.engine.onlookers import (
    only_a_word,
    plain_subjects,
    subject_within,
)
from tracker.engine.results import QuoteType, SpeakerKind
from tracker.engine.roles import names, people, roles
from tracker.engine.spans import Places
from tracker.engine.speakers import Cast
from tracker.engine.streams import Row
from tracker.engine.turns import (
    Turns,
    is_somebody,
    own_name,
    speaks_of_itself,
    subordinate,
)

if TYPE_CHECKING:
    from tracker.engine.phrases import Phrase
    from tracker.engine.spans import Span

_LOOK_BACK = 12
_NEARBY = 12
_SHOWS = frozenset({"show", "suggest", "indicate", "reveal", "state", "confirm"})
_HEARERS = frozenset({"him", "her", "he", "she"})
_SOMEBODY = frozenset({"he", "she"})
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
        invented = pseudonyms(rows[0].text) if rows else frozenset()
        named = names(rows)
        self.cast = Cast(roles(named), invented)
        self.cast.background = people(named, invented, self.cast.roles)
        self.spoken: dict[int, Character | None] = {}
        self.pieces: list[tuple[Span, Draft]] = []
        self.floor: Draft | None = None
        self.turns = Turns()
        self.begun: dict[int, Character] = {}

    def run(self) -> tuple[Cast, dict[int, Character | None]]:
        outer = [d for d in self.drafts if not d.nested]
        nested = [d for d in self.drafts if d.nested]
        sources = Places(d.source for d in outer if d.source is not None)
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
                events.extend(plain_subjects(row, sources))
        events.sort(key=lambda event: (event[0], event[1]))
        for at, _, thing in events:
            if isinstance(thing, Draft):
                self._outer(thing, at)
            else:
                row, phrase = thing
                mention = describe(row, phrase)
                name = own_name(row, phrase)
                if name is not None:
                    self.cast.name(name, mention.text[:3].lower(), at)
                    continue
                if only_a_word(row, phrase, mention):
                    continue
                known = mention.kind in _SUBJECTS and mention.evidence not in GUESSES
                if known or mention.pronoun in {"he", "she"}:
                    named = is_somebody(row, phrase, mention)
                    if named is not None:
                        self.cast.identify(mention, named, at)
                        continue
                    met = self.cast.meet(mention, at, speaks=False)
                    call(met, row.text, mention.span)
        for draft in outer:
            for piece in draft.content:
                self.pieces.append((piece, draft))
        self.pieces.sort(key=lambda pair: pair[0])
        for draft in sorted(nested, key=lambda d: d.start):
            self._nested(draft)
        return self.cast, self.spoken

    def _outer(self, draft: Draft, at: int) -> None:
        if (
            draft.shared is not None
            and draft.shared.source == draft.source
            and id(draft.shared) in self.spoken
        ):
            character = self.spoken[id(draft.shared)]
            draft.tie = "shared"
        elif draft.phrase is not None:
            mention = describe(draft.row, draft.phrase)
            if draft.base in _SHOWS and mention.evidence in GUESSES:
                mention = mention._replace(kind=SpeakerKind.DOCUMENT)
            if draft.base == "read" and not mention.evidence.startswith("a role"):
                mention = as_document(mention)
            if speaks_of_itself(draft, mention) and not self.cast.knows(mention):
                mention = mention._replace(kind=SpeakerKind.ORGANISATION)
            character = self._met(draft, mention, at)
            self.begun[mention.span.start] = character
            _learn_sex(character, draft)
            call(character, draft.row.text, mention.span)
            learn_behind(character, draft.row.text, mention.span)
        elif draft.cue is not None:
            character = None
        else:
            character = self._context(draft)
            draft.tie = "context"
        if character is not None:
            self.turns.take(draft, character)
            character.spoke = True
            self.cast.see(character, draft.content[-1].end)
        self.spoken[id(draft)] = character
        self._give_back(draft, at)

    def _met(self, draft: Draft, mention: Mention, at: int) -> Character:
        """Meet the speaker, and note how the phrase led to it."""
        begun = self.begun.get(mention.span.start)
        if begun is not None:  # “said a mechanic who says he drove”: one phrase
            draft.tie = "shared"
            return begun
        before = len(self.cast.characters)
        opens = draft.content[0].of(draft.row.text).split(None, 1)
        alike = opens and opens[0].lower() in _SOMEBODY
        if draft.rule == "after_clause" and mention.pronoun in _SOMEBODY and not alike:
            self.cast.told_of = draft.content[0].start
        character = self.cast.meet(mention, at, speaks=True)
        self.cast.told_of = -1
        new = "_new" if len(self.cast.characters) > before else ""
        draft.tie = f"{mention.manner.name.lower()}{new}"
        return character

    def _give_back(self, draft: Draft, at: int) -> None:
        """Whoever is only reported to speak inside a report does not keep the floor."""
        around = self.floor
        if around is None or not (
            any(p.start <= at < p.end for p in around.content)
            or subordinate(around, draft)
        ):
            self.floor = draft
            return
        holder = self.spoken.get(id(around))
        if holder is not None:
            self.cast.see(holder, at)

    def _context(self, draft: Draft) -> Character | None:
        return self.turns.whose(draft) or self.cast.last()

    def _around(self, draft: Draft) -> Draft | None:
        """Return the quote in which a nested report stands."""
        at = bisect_right(self.pieces, draft.start, key=lambda pair: pair[0].start)
        for piece, outer in reversed(self.pieces[max(0, at - _LOOK_BACK) : at]):
            if draft.start < piece.end and outer.type is not QuoteType.INDIRECT:
                return outer
        return None

    def _told_of(
        self, around: Draft, speaker: Character | None, mention: Mention
    ) -> Character | None:
        """“He said the survivor was well. “She asked for tea,””: whom he told of."""
        at = bisect_right(self.pieces, around.start, key=lambda pair: pair[0].start)
        for piece, before in reversed(self.pieces[max(0, at - 3) : at]):
            near = 0 <= around.start - piece.end < _NEARBY
            if not near or before.type is QuoteType.DIRECT:
                continue
            if self.spoken.get(id(before)) is not speaker or speaker is None:
                return None
            named = subject_within(before.row, piece)
            found = describe(before.row, named) if named is not None else None
            if found is None or found.kind not in PEOPLE or found.pronoun:
                return None
            if found.sex is not None and found.sex is not mention.sex:
                return None
            character = self.cast.meet(found, piece.start, speaks=True, nested=speaker)
            character.learn(mention)
            return character
        return None

    def _nested(self, draft: Draft) -> None:
        around = self._around(draft)
        speaker = self.spoken.get(id(around)) if around is not None else None
        if draft.shared is not None and id(draft.shared) in self.spoken:
            self.spoken[id(draft)] = self.spoken[id(draft.shared)]
            draft.tie = "shared"
            return
        if draft.phrase is None:
            self.spoken[id(draft)] = None
            return
        mention = describe(draft.row, draft.phrase)
        draft.tie = "nested"
        if mention.pronoun in {"he", "she"} and around is not None:
            told = self._told_of(around, speaker, mention)
            if told is not None:
                self.spoken[id(draft)] = told
                return
        self.spoken[id(draft)] = self.cast.meet(
            mention, draft.start, speaks=True, nested=speaker, outer=speaker
        )


def _learn_sex(character: Character, draft: Draft) -> None:
    """“Lykke said he had learned”: who says "he" of nobody else means himself."""
    if character.sex is not None or draft.type is QuoteType.DIRECT:
        return
    if character.kind not in PEOPLE or draft.rule not in {"bare_clause", "that_clause"}:
        return
    told = draft.cue.end if draft.cue is not None else draft.start
    between = draft.row.text[told : draft.start].split()
    if not _HEARERS.isdisjoint(between):
        return  # “put it to him that he had slept”: whom he means is told
    opens = draft.content[0].of(draft.row.text).split(None, 1)
    character.sex = {"he": Sex.MALE, "she": Sex.FEMALE}.get(opens[0] if opens else "")
