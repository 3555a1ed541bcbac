"""Why somebody is not named, how the outlet spoke to them, and who only seems named.

Read from the words beside a speaker: "who asked not to be named because …", "during a
telephone call", "whose name has been changed".
"""

import re
from bisect import bisect_right

from tracker.engine.aliases import REACH
from tracker.engine.characters import Character
from tracker.engine.hints import Hints
from tracker.engine.names import FIRST_NAMES
from tracker.engine.results import SpeakerKind
from tracker.engine.spans import Span

_HINTS_OF_ANONYMITY = Hints(
    "nonym", "name", "dentified", "authori", "mentioned", "real",
)  # fmt: skip
_HINTS_OF_CONTACT = Hints(
    "phone", "call", "interview", "mail", "message", "letter", "chat", "day",
    "reached", "speaking",
)  # fmt: skip
_OTHERS_TOO = re.compile(
    r"\bnames?, like (?:those|that) of (?:all |the )*others?\b[^.;\n]{0,80}"
    r"(?:has|have|had) been changed|\bnames of (?:all )?the [^.;\n]{0,40}"
    r"(?:has|have|had) been changed"
)
"""“whose name, like those of the other women in this story, has been changed”."""
_ASKED = re.compile(
    r"(?:conditions? of anonymity|(?:spoke|speaking) anonymously"
    r"|(?:not|declin\w+|refus\w+) (?:to )?"
    r"(?:be |give |print |use |publish |reveal |disclose )?(?:\w+ )?"
    r"(?:named|identified|quoted by name|name|photographed|mentioned)"
    r"|request\w* anonymity|anonymity|to withhold \w+ name"
    r"|name\w* (?:be|was|were) withheld"
    r"|(?:not|n['’]t) authori[sz]ed to (?:speak|talk|comment|discuss)[^,.;]{0,60}"
    r"|name\w* (?:has|have|had) been changed|identified only by[^,.;]{0,30}"
    r"|a pseudonym|not (?:his|her|their) real name)",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"[\s,]{0,3}\b(?P<why>(?:because|since|for fear|out of fear|fearing|citing|due to"
    r"|owing to|to avoid|to protect|lest|for (?:his|her|their|security|safety|fear)"
    r"|in order to|given|discussing|as (?:he|she|they|the|it))\b[^.;!?\n]{0,160})",
    re.IGNORECASE,
)
_UNAUTHORISED = re.compile(
    r"(?:is|are|was|were)(?: not|n['’]t) authori[sz]ed to "
    r"(?:speak|talk|comment|discuss)[^,.;]{0,60}",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"(?:name\w* (?:has|have|had) been changed|not (?:his|her|their) real name"
    r"|a pseudonym|asked to be (?:called|known as)|using a pseudonym"
    r"|not (?:a|the) real name"
    r"|(?:is|are|am) (?:being )?call(?:ed|ing) (?:him|her|them)\b"
    r"|as (?:he|she|they) (?:asked|wish\w*|want\w*|prefer\w*) to be (?:called|known)"
    r"|an assumed name|a false name|an alias|real name (?:is|was) (?:being )?withheld)",
    re.IGNORECASE,
)
_RENAMED = re.compile(
    r"[\s(*\[]{0,4}(?:His|Her|Their|The|All|Some)?\s?(?:real |own |first )?[Nn]ames?"
    r"(?: and [^.]{0,40}|, like [^.,]{2,40},)? (?:has|have|had) been changed"
)
_CONTACT = re.compile(
    r"\b(?:(?:during|in|through|via|by|over|on) "
    r"(?:a |an |the |his |her |their |several |three |two )?(?:\w+ )?"
    r"(?:tele)?(?:phone|call|interview|e-?mail|text message|message|letter|chat"
    r"|video call)s?\b(?: (?:call|interview|conversation)s?\b)?"
    r"(?: with (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)?"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|reached (?:by|through|via) [^,.;\n]{0,40}"
    r"|speaking (?:over|by|from|through|via) [^,.;\n]{0,40})"
)
_STOP = re.compile(r", |[.;]? (?:said|told|added|who|insisted|claimed)\b")


def mark(text: str, characters: list[Character], sentences: list[Span]) -> None:
    """Tie grounds and contacts to the speakers they stand beside; unmask pseudonyms."""
    starts = [sentence.start for sentence in sentences]
    if "been changed" in text:
        _changed_later(text, characters, sentences)
        if _OTHERS_TOO.search(text):
            _all_changed(characters)
    for character in characters:
        for span in list(character.spans):
            at = bisect_right(starts, span.start) - 1
            if at < 0:
                continue
            end = min(sentences[at].end, span.start + REACH)
            if _HINTS_OF_ANONYMITY.within(text, span.start, end):
                _grounds(text, character, span, end)
                _pseudonym(text, character, span, end)
            if _HINTS_OF_CONTACT.within(text, span.start, end):
                _contacts(text, character, span, end)


def _changed_later(text: str, characters: list[Character], parted: list[Span]) -> None:
    """“Anna said so. Her name has been changed.”: said in a sentence of its own."""
    for at, sentence in enumerate(parted):
        words = sentence.of(text)
        if len(words) > REACH or _RENAMED.match(words) is None:
            continue
        every = words.lstrip("(*[ ").startswith(("Names", "All", "The names"))
        before = parted[at - 1] if at else sentence
        for character in characters:
            if character.kind is not SpeakerKind.NAMED_PERSON:
                continue
            near = any(before.meets(span) for span in character.spans)
            if near or (every and len(character.name) == 1):
                character.kind = SpeakerKind.ANONYMOUS_PERSON
                character.evidence = (
                    "a pseudonym: the copy says that names were changed"
                )


def _all_changed(characters: list[Character]) -> None:
    """Bare first names are invented where the copy says so of all."""
    for character in characters:
        first_only = len(character.name) == 1 and character.name[0] in FIRST_NAMES
        if first_only and character.kind is SpeakerKind.NAMED_PERSON:
            character.kind = SpeakerKind.ANONYMOUS_PERSON
            character.evidence = "a pseudonym: the copy says that names were changed"


def _grounds(text: str, character: Character, span: Span, end: int) -> None:
    asked = _ASKED.search(text, span.start, end)
    if asked is None:
        return
    unauthorised = _UNAUTHORISED.search(text, span.start, end)
    why = _GROUND.match(text, asked.end(), end)
    if why is None and unauthorised is not None:
        character.grounds.append(Span(*unauthorised.span()))
    if why is not None:
        beyond = why.end("why")
        if why.end("why") > span.end > why.start("why"):
            beyond = span.end
        stop = _STOP.search(text, why.start("why"), beyond)
        place = Span(why.start("why"), stop.start() if stop else beyond)
        character.grounds.append(place.trimmed(text, ',”"'))


def _contacts(text: str, character: Character, span: Span, end: int) -> None:
    found = _CONTACT.search(text, span.end, min(end, span.end + 120))
    if found is not None:
        character.contacts.append(Span(*found.span()))


def _pseudonym(text: str, character: Character, span: Span, end: int) -> None:
    if character.kind is not SpeakerKind.NAMED_PERSON:
        return
    if _CHANGED.search(text, span.start, end) is not None:
        character.kind = SpeakerKind.ANONYMOUS_PERSON
        character.evidence = "a pseudonym: the copy says that the name was changed"
