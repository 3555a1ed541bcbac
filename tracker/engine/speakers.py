"""Who is who: one speaker a person over the article, and never two in one on a guess.

A phrase is tied to a speaker already met (`recognition.py`) or is somebody new; what
might be the same person becomes a suggested link.
"""

from tracker.engine.characters import Character
from tracker.engine.mentions import Manner, Mention
from tracker.engine.recognition import Recognition
from tracker.engine.results import Speaker, SpeakerKind, SpeakerLink

_MOST_LINKS = 3
_ONE_OF = frozenset({"one", "another", "other", "second", "third", "first"})


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
        if found.name:
            found.nouns |= self.roles.get(found.name[-1], frozenset())
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

    def _nouns_of_group(self, mention: Mention) -> set[str]:
        """“one of them”, “the other” of two sources: each is "the source" later."""
        if mention.head not in _ONE_OF and not mention.partitive:
            return set()
        group = self._recent(lambda c: c.kind is SpeakerKind.ANONYMOUS_GROUP, within=6)
        if group is None:
            return set()
        return {noun.removesuffix("s") for noun in group.nouns if noun.endswith("s")}

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
        ofgroup = self._nouns_of_group(mention)
        character.nouns |= ofgroup
        if kind is SpeakerKind.ANONYMOUS_PERSON and not mention.pronoun:
            peers = [
                c for c in self._known() if c.kind is kind and mention.head in c.nouns
            ]
            head = min(ofgroup, default=mention.head)
            self.heads[head] += 1
            character.rank = self.heads[head]
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
