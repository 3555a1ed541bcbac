"""Whose turn it is to speak, and who a sentence says that somebody is."""

from tracker.engine.characters import Character
from tracker.engine.common_nouns import ONE_NAME
from tracker.engine.drafting import Draft
from tracker.engine.itself import maybe_itself, of_itself
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
_AFTER = frozenset({"after", "when", "because", "as", "while", "before", "although"})


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


def subordinate(around: Draft, draft: Draft) -> bool:
    """“The judge warned “…” after a man shouted “…””: the judge keeps the floor."""
    if draft.source is None or around.source is None or draft.row is not around.row:
        return False
    if draft.sentence != around.sentence or around.source.end > draft.source.start:
        return False
    between = draft.row.text[around.source.end : draft.source.start].lower().split()
    return between[-1:] != [] and between[-1] in _AFTER


def speaks_of_itself(draft: Draft, mention: Mention) -> bool:
    """“Sorovia said it was following events”: a name that calls itself "it".

    Not a whole name that says "its …", as Ana Roe may of a firm spoken of before.
    """
    if mention.sex or draft.type is QuoteType.DIRECT:
        return False
    said = draft.content[0].of(draft.row.text)
    if mention.evidence == "the name of a document":
        return of_itself(said)  # “Cortex Letters says it is aware”
    if mention.kind is not SpeakerKind.NAMED_PERSON:
        firm = mention.head in BODIES_OR_PEOPLE and not mention.plural
        return firm and maybe_itself(said)
    if mention.evidence == ONE_NAME:
        return of_itself(said)
    whole = mention.evidence == "a personal name" and "," not in mention.text
    return whole and said[:4].lower() != "its " and of_itself(said)


def own_name(row: Row, phrase: Phrase) -> Mention | None:
    """Return the name in “His name is Petar”, “Her name was Vesna Roe”."""
    at = phrase.beyond
    if row.low[phrase.first : at] not in (["his", "name"], ["her", "name"]):
        return None
    if at + 1 >= len(row) or row.low[at] not in _IS:
        return None
    flags = row.flags[at + 1]
    if not flags & CAPITAL or flags & DETERMINER:
        return None
    beyond = next(end for first, end in row.sentences if first <= at < end)
    named = phrase_after(row, at + 1, beyond)
    found = describe(row, named) if named is not None else None
    return found if found is not None and found.manner is Manner.NAME else None


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
