"""Who is who: one speaker a person over the article, and never two in one on a guess.

A phrase is tied to a speaker already met (`recognition.py`) or is somebody new; what
might be the same person becomes a suggested link.
"""

from tracker.engine.characters import PEOPLE, Character
from tracker.engine.guesses import NAMELESS, ONE_OF
from tracker.engine.mentions import Manner, Mention, Sex
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
        if found.name:
            found.nouns |= self._roles_of(found.name)
            if " ".join(found.name) in self.invented:
                found.kind = SpeakerKind.ANONYMOUS_PERSON
                found.evidence = "a pseudonym: the name was changed, as the copy says"
        self.see(found, at)
        found.spoke = found.spoke or speaks
        return found

    def identify(self, mention: Mention, named: Mention, at: int) -> None:
        """“The owner is Dan Farr”: the owner, who may have spoken, has a name now."""
        known = self._by_name(named)
        if known is None:
            known = self.meet(mention, at, speaks=False)
            if known.kind is SpeakerKind.ANONYMOUS_PERSON and not known.name:
                known.kind, known.evidence = named.kind, named.evidence
        known.learn(mention)
        known.learn(named)
        self.see(known, at)

    def knows(self, mention: Mention) -> bool:
        """Whether a name is that of somebody already met."""
        known = self._by_name(mention) if mention.name else None
        return known is not None and known.kind in PEOPLE

    def name(self, named: Mention, whose: str, at: int) -> None:
        """“His name is Petar”: whoever was last in view has a name now."""
        sex = Sex.MALE if whose == "his" else Sex.FEMALE
        known = self._by_name(named) or self._recent(
            lambda c: c.kind in PEOPLE and c.sex in {sex, None} and not c.name, within=4
        )
        if known is None:
            known = self.meet(named, at, speaks=False)
        elif known.kind is SpeakerKind.ANONYMOUS_PERSON:
            known.kind, known.evidence = named.kind, named.evidence
        known.learn(named)
        known.sex = known.sex or sex
        if " ".join(known.name) in self.invented:
            known.kind = SpeakerKind.ANONYMOUS_PERSON
        self.see(known, at)

    def see(self, character: Character, at: int) -> None:
        """Bring a character into view at position `at`."""
        character.seen = max(character.seen, at)
        if self.order and self.order[-1] is character:
            return
        self.order.append(character)

    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(c.speaker() for c in self.characters if c.spoke)

    def _of_group(self, mention: Mention) -> tuple[set[str], set[str]]:
        """Return nouns and words of whoever “one of them”, “the other” is one.

        Each of two sources is "the source" later, of board members "the board member".
        """
        if mention.head not in ONE_OF and not mention.partitive:
            return set(), set()
        own = {noun for noun in mention.nouns if noun.endswith("s")}
        group = self._recent(
            lambda c: (
                c.kind is SpeakerKind.ANONYMOUS_GROUP
                and (not own or not own.isdisjoint(c.nouns))
            ),
            within=6,
        )
        shared = group.nouns if group is not None else set()
        many = own | {noun for noun in shared if noun.endswith("s")}
        words = group.words - many if group is not None else set()
        return {noun.removesuffix("s") for noun in many}, words

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
        ofgroup, shared = self._of_group(mention)
        character.nouns |= ofgroup
        character.words |= shared
        if kind is SpeakerKind.ANONYMOUS_PERSON and not mention.pronoun:
            peers = [
                c for c in self._known() if c.kind is kind and mention.head in c.nouns
            ]
            head = min(ofgroup, default=mention.head)
            self.heads[head] += 1
            character.rank = self.heads[head]
            for other in self._unnamed(mention)[-_MOST_LINKS:]:
                if other not in peers:
                    reason = f"spoke before, and may be “the {mention.head}”"
                    character.links.append(SpeakerLink(other.key, reason))
            for peer in peers[-_MOST_LINKS:]:
                if mention.manner is not Manner.INDEFINITE or not _says_other(mention):
                    character.links.append(
                        SpeakerLink(peer.key, f"both are called “{mention.head}”")
                    )
        holder = self._holder(mention)
        if holder:
            character.kind, character.name = SpeakerKind.NAMED_PERSON, holder
            character.evidence = "the only holder of the role that the text names"
        self.characters.append(character)
        return character

    def _roles_of(self, name: tuple[str, ...]) -> frozenset[str]:
        """Return the roles of a full name, or of the only one with the surname."""
        if name in self.roles:
            return self.roles[name]
        same = [nouns for full, nouns in self.roles.items() if full[-1] == name[-1]]
        return same[0] if len(name) == 1 and len(same) == 1 else frozenset()

    def _holder(self, mention: Mention) -> tuple[str, ...]:
        """“The coroner said … the coroner, Dr Marsh”: who alone has the role."""
        if mention.kind is not SpeakerKind.ANONYMOUS_PERSON or mention.plural:
            return ()
        bare = mention.text.lower().split() == ["the", mention.head]
        if not bare or mention.head in NAMELESS:
            return ()
        holders = [name for name, nouns in self.roles.items() if mention.head in nouns]
        if len({name[-1] for name in holders}) != 1:
            return ()
        return max(holders, key=len)


def _says_other(mention: Mention) -> bool:
    first = mention.text.split()[0].lower()
    return first in {"another", "other"} or mention.ordinal is not None
