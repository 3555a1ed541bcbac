"""Whose turn it is to speak, and who a sentence says that somebody is."""

from tracker.engine.characters import Character
from tracker.engine.drafting import Draft
from tracker.engine.lexicon import words
from tracker.engine.mentions import Manner, Mention, describe
from tracker.engine.phrases import Phrase, phrase_after
from tracker.engine.results import QuoteType, SpeakerKind
from tracker.engine.streams import Row
from tracker.engine.tokens import CAPITAL, DETERMINER, POSSESSIVE

BODIES_OR_PEOPLE = words("nouns", "organisation") & words("nouns", "person")
"""“the publisher”: somebody, or a firm, if it calls itself "it"."""
_IS = frozenset({"is", "was", "are", "were"})
_GAP = 60


class Turns:
    """Question and answer, a paragraph each, of which only the first are attributed."""

    def __init__(self) -> None:
        self.last: list[tuple[Character, int, bool]] = []

    def take(self, draft: Draft, character: Character) -> None:
        if draft.type is not QuoteType.DIRECT or draft.nested:
            return
        end = draft.content[-1].end
        if draft.cue is not None:
            end = max(end, draft.cue.end)
        if draft.source is not None:
            end = max(end, draft.source.end)
        if self.last and self.last[-1][0] is character:
            self.last.pop()
        self.last = [*self.last[-1:], (character, end, _asks(draft))]

    def whose(self, draft: Draft) -> Character | None:
        """Return who is asked, or asks again, when two speak in turn."""
        if len(self.last) < 2 or draft.type is not QuoteType.DIRECT:
            return None
        (before, _, asked), (_, end, asks) = self.last
        between = draft.row.text[end : draft.content[0].start]
        if len(between) > _GAP or "\n" not in between or between.count(".") > 1:
            return None
        if asks is not asked and _asks(draft) is asked:
            return before
        return None


def _asks(draft: Draft) -> bool:
    return draft.content[-1].of(draft.row.text).endswith("?")


def is_somebody(row: Row, phrase: Phrase, mention: Mention) -> Mention | None:
    """Return the name in “The owner is Dan Farr, 52, …”, if it is one in full."""
    at = phrase.beyond
    if mention.manner is not Manner.DEFINITE or mention.plural or at + 2 >= len(row):
        return None
    if mention.kind is not SpeakerKind.ANONYMOUS_PERSON or row.low[at] not in _IS:
        return None
    flags = row.flags[at + 1]
    if not flags & CAPITAL or flags & (DETERMINER | POSSESSIVE):
        return None
    beyond = next(end for first, end in row.sentences if first <= at < end)
    named = phrase_after(row, at + 1, beyond)
    if named is None:
        return None
    found = describe(row, named)
    if found.manner is not Manner.NAME or len(found.name) < 2:
        return None
    return found
