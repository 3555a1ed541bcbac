"""Whether two names can be one speaker’s."""

from tracker.engine.characters import Character
from tracker.engine.mentions import Mention
from tracker.engine.results import SpeakerKind

_BODY_AND_PERSON = {SpeakerKind.ORGANISATION, SpeakerKind.NAMED_PERSON}
_SURE = frozenset({"role and name", "title and name"})


def same_name(known: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if known == name or known[-1] == name[-1]:
        return (
            len(known) == 1
            or len(name) == 1
            or known[0] == name[0]
            or known[0][0] == name[0][0]
        )
    if len(name) == 1:
        return name[0] in known
    return len(known) == 1 and known[0] in name


def body_and_person(character: Character, mention: Mention) -> bool:
    """Whether one is surely a body and the other surely somebody: never one."""
    if {character.kind, mention.kind} != _BODY_AND_PERSON:
        return False
    return character.evidence in _SURE or mention.evidence in _SURE
