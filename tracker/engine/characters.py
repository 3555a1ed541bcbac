"""A speaker in the making: what its mentions have told so far."""

from dataclasses import dataclass, field

from tracker.engine.mentions import Manner, Mention, Sex
from tracker.engine.results import Speaker, SpeakerKind, SpeakerLink
from tracker.engine.spans import Span

PEOPLE = frozenset({SpeakerKind.ANONYMOUS_PERSON, SpeakerKind.NAMED_PERSON})
GROUPS = frozenset({SpeakerKind.ANONYMOUS_GROUP, SpeakerKind.ORGANISATION})
THINGS = frozenset({SpeakerKind.DOCUMENT, SpeakerKind.ORGANISATION})


@dataclass(slots=True)
class Character:
    """A speaker in the making."""

    key: str
    kind: SpeakerKind
    mention: Mention
    spans: dict[Span, None] = field(default_factory=dict)
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    name: tuple[str, ...] = ()
    sex: Sex | None = None
    plural: bool = False
    ordinal: int | None = None
    rank: int = 0
    seen: int = -1
    spoke: bool = False
    evidence: str = ""
    inner: bool = False
    links: list[SpeakerLink] = field(default_factory=list)
    grounds: list[Span] = field(default_factory=list)
    contacts: list[Span] = field(default_factory=list)

    def learn(self, mention: Mention) -> None:
        """Take over what a further mention tells."""
        self.spans[mention.span] = None
        if mention.manner is not Manner.PRONOUN:
            self.nouns |= mention.nouns
            self.words |= mention.words
        self.sex = self.sex or mention.sex
        if len(mention.name) > len(self.name):
            self.name = mention.name

    def may_be(self, sex: Sex | None) -> bool:
        """Whether what is known of the sex does not speak against it."""
        return self.sex is None or sex is None or self.sex is sex

    def speaker(self) -> Speaker:
        return Speaker(
            key=self.key,
            kind=self.kind,
            descriptor=self.mention.text,
            mentions=tuple(sorted(self.spans)),
            grounds=tuple(sorted(set(self.grounds))),
            contacts=tuple(sorted(set(self.contacts))),
            maybe_same_as=tuple(self.links),
            evidence=self.evidence,
        )
