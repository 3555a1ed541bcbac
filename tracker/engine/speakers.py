"""Who is who: one speaker a person over the article, and never two in one on a guess.

A phrase is tied to a speaker already met (`recognition.py`) or is somebody new; what
might be the same person becomes a suggested link.
"""

from tracker.engine.characters import Character
from tracker.engine.mentions import Manner, Mention
from tracker.engine.recognition import Recognition
from tracker.engine.results import Speaker, SpeakerKind, SpeakerLink

_MOST_LINKS = 3


class Cast(Recognition):
    """All characters of one article, in order of appearance."""

    def meet(
        self,
        mention: Mention,
        at: int,
        *,
        speaks: bool,
        nested: Character | None = None,
        outer: Character | None = None,
    ) -> Character:
        """Return the character a mention names, a new one if nobody fits."""
        found = self._find(mention, nested=nested, outer=outer)
        if found is None:
            found = self._introduce(mention)
            found.inner = nested is not None
        else:
            found.learn(mention)
        self.see(found, at)
        found.spoke = found.spoke or speaks
        return found

    def see(self, character: Character, at: int) -> None:
        """Bring a character into view at position `at`."""
        character.seen = max(character.seen, at)
        if self.order and self.order[-1] is character:
            return
        self.order.append(character)

    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(c.speaker() for c in self.characters if c.spoke)

    def _introduce(self, mention: Mention) -> Character:
        kind = mention.kind
        if mention.pronoun in {"he", "she"}:
            kind = SpeakerKind.ANONYMOUS_PERSON
        character = Character(
            key=f"s{len(self.characters) + 1}",
            kind=kind,
            mention=mention,
            plural=mention.plural,
            ordinal=mention.ordinal
            if mention.ordinal and mention.ordinal > 1
            else None,
            evidence=mention.evidence,
        )
        character.learn(mention)
        if kind is SpeakerKind.ANONYMOUS_PERSON and not mention.pronoun:
            peers = [
                c for c in self._known() if c.kind is kind and mention.head in c.nouns
            ]
            self.heads[mention.head] += 1
            character.rank = self.heads[mention.head]
            for peer in peers[-_MOST_LINKS:]:
                if mention.manner is not Manner.INDEFINITE or not _says_other(mention):
                    character.links.append(
                        SpeakerLink(peer.key, f"both are called “{mention.head}”")
                    )
        self.characters.append(character)
        return character


def _says_other(mention: Mention) -> bool:
    first = mention.text.split()[0].lower()
    return first in {"another", "other"} or mention.ordinal is not None
