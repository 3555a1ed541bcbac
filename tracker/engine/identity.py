"""Whether two names, or two nouns, can be one speaker’s."""

from tracker.engine.characters import Character
from tracker.engine.lexicon import families, words
from tracker.engine.mentions import Mention
from tracker.engine.results import SpeakerKind

_BODY_AND_PERSON = {SpeakerKind.ORGANISATION, SpeakerKind.NAMED_PERSON}
BY_NAME = frozenset({"role and name", "title and name"})
"""Evidence by which somebody is surely a person, named beside what he is."""
_BODY = words("nouns", "any_body")
_ANY_SORT = words("nouns", "any_sort")
_ALIKE = {
    kind: tuple(frozenset(line.split()) for line in families("alike")[name])
    for kind, name in (
        (SpeakerKind.ANONYMOUS_PERSON, "people"),
        (SpeakerKind.DOCUMENT, "documents"),
        (SpeakerKind.ORGANISATION, "bodies"),
    )
}


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


def short_for(mention: Mention, known: Character) -> bool:
    """Whether initials are meant: “the Committee to Protect Miners … the CPM”."""
    short = mention.text.removeprefix("The ").removeprefix("the ").replace(".", "")
    full = [word for word in known.mention.text.split() if word[0].isupper()]
    if full[:1] == ["The"]:
        full = full[1:]
    initials = "".join(word[0] for word in full)
    return len(short) > 1 and short.isupper() and short == initials


def body_and_person(character: Character, mention: Mention) -> bool:
    """Whether one is surely a body and the other surely somebody: never one."""
    if {character.kind, mention.kind} != _BODY_AND_PERSON:
        return False
    return character.evidence in BY_NAME or mention.evidence in BY_NAME


def akin(kind: SpeakerKind, noun: str) -> frozenset[str]:
    """Return the nouns by which what is called `noun` may be meant as well."""
    return frozenset().union(*(a for a in _ALIKE.get(kind, ()) if noun in a))


def may_be_called(known: Character, head: str) -> bool:
    """Whether a body of another sort is not meant: a newspaper is no ministry."""
    sorts = (known.nouns | known.words) & _BODY - _ANY_SORT
    if head in _ANY_SORT:
        return True
    if not sorts:
        return head not in {"ministry", "office"}
    return not sorts.isdisjoint(akin(known.kind, head) | {head})


def all_akin(own: frozenset[str], known: Character, mention: Mention) -> bool:
    """Whether each word is known of somebody, or is grown from a place that is.

    “an official of Solenne … the Solennese official”.
    """
    return all(
        word in known.words
        or (
            word.capitalize() in mention.text
            and any(
                len(w) > 3 and word.startswith(w[: max(4, len(w) - 2)])
                for w in known.words
            )
        )
        for word in own
    )
