"""Names that the copy gives in place of one, or that somebody gave for their own.

"identified only by his initial, T.", "whom we will call Peter", "surnamed Hao".
"""

import re

from tracker.engine.characters import PEOPLE, Character
from tracker.engine.hints import Hints
from tracker.engine.results import SpeakerKind
from tracker.engine.spans import Span

REACH = 260
"""How far behind a mention, in code points, what is told of it is looked for."""
_HINTS_OF_ALIAS = Hints("name", "pseudonym", "alias", "known", "called", "guerre",
                        " by ", "identified", "referred")  # fmt: skip
_ONLY_AS = re.compile(
    r"(?:(?:gave|giv(?:e|es|ing)) (?:his|her|their) "
    r"(?:(?:(?:first|given|last) )?name|surname) (?:only )?as "
    r"|only (?:his|her|their) (?:(?:first|given|family|last|middle) name"
    r"|surname|nickname|initials?)(?: as|,) "
    r"|(?:asked|asking) to be (?:called|known as) "
    r"|(?:us(?:es?|ing)|under) (?:the|an?) "
    r"(?:pseudonym|name|alias|nickname|nom de guerre) "
    r"|(?:goes|going|went) by (?:the name (?:of )?|the nickname )?"
    r"|(?:identified|known|named|referred to|called) (?:[^,.;\n]{0,30} )?"
    r"(?:only (?:by|as) [^.;\n]{0,40}?"
    r"|(?:by|as|under) (?:an?|his|her|their|the) "
    r"(?:nickname|initial|initials|first name|given name|family name|surname"
    r"|pseudonym|middle name|alias)[, ]{1,2}))"
    r"(?P<name>\b[A-Z][\w’'-]*\.?(?: [A-Z]\b)?)",
)
_WE_CALL = re.compile(
    r",? (?:who|whom|which)\b[^.;\n“\"]{0,80}?"
    r"\b(?:call(?:s|ing)?|(?:called|known|referred to) (?:here )?(?:only )?(?:as )?)"
    r" ?(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2})"
)
"""“, whom we will call Peter,”, “, who is referred to as Witness B,”."""
_IDENTIFIED = re.compile(
    r",? (?:(?:who )?(?:(?:was|is) )?(?:(?:only|simply) )?"
    r"(?:identified|named|introduced)"
    r"(?: (?:himself|herself|by [^,.;\n]{2,40}))?(?: (?:only|simply))? as |surnamed )"
    r"(?:(?:Mrs?|Ms|Dr)\.? )?(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]*\.?){0,2})"
)
_WHO = re.compile(r", who [^,.;\n“”\"]{2,80}")
_CAPITALS = re.compile(r"\b[A-Z][\w’-]+")
_SENTENCE_END = re.compile(r"(?:(?<=\w{4})|(?<=[’”\"']))[.!?][’”\"']?\s+")
_NAME_PROPER = re.compile(r"\b(?:(?:first|given|family|last) name|surname)\b")
_CODES = frozenset(
    {"witness", "source", "agent", "patient", "person", "victim", "subject"}
    | {"employee", "officer", "worker", "defendant", "informant"}
)
_NAME = r"(?P<name>(?:[A-Z][\w’'-]{1,20} ){0,3}[A-Z][\w’'-]{1,20})"
_WHOSE_NAME = re.compile(
    rf"\b{_NAME},? (?:an? |the |who |\d)?[^.;\n]{{0,40}}?"
    r"\bwhose (?:real |full |first )?names?\b[^.;\n]{0,90}?"
    r"(?:has|have|had|was|were) (?:also )?(?:been )?(?:changed|altered)"
)
_HELPERS = ("is", "are", "am", "will", "shall", "we", "’ll", "'ll", "being")
_CALLED = re.compile(
    rf"\b(?:{'|'.join(_HELPERS)}|[Ll]et[’']s|[Ll]et us) (?:be )?"
    r"(?:calls?|called|calling|refer to|referring to) "
    r"(?:(?:him|her|them) )?(?:only )?(?:as )?"
    rf"{_NAME}(?=[ ,.;—–-])"
)
_NOT_REAL = re.compile(
    rf"\b{_NAME}(?: \(| ?[,—–-] ?| is | isn[’']t )"
    r"(?:not (?:his|her|their) real name|an? (?:pseudonym|alias)"
    r"|name changed|an assumed name)"
)
_NAME_ASKED_FOR = re.compile(
    r"\b(?P<name>[A-Z][\w’'-]{1,20})(?:\s?[,—–-]{1,2}\s?| )"
    r"(?:(?:that|this|it|which) )?(?:is|was) "
    r"(?:what|how|(?:the|a) name) (?:she|he|they|we|I)\b"
    r"|\b(?P<said>[A-Z][\w’'-]{1,20}), as (?:we|I) (?:(?:will|shall) )?"
    r"(?:call|know|refer to) (?:him|her|them)\b"
)
"""“Ana—that is what she asked to be called—”, “Ana is a name she chose”."""
_BY_ANOTHER = re.compile(
    rf"\b{_NAME}, [^.;\n“”]{{0,140}}?\b(?:identified|referred to|appears?) (?:here )?"
    r"(?:by|under|with) an? (?:changed|false|different|assumed|invented) name\b"
)
"""“Samira, who like the others is identified by a changed name”."""
_CAN_BE = re.compile(
    rf"\b[Hh](?:is|er) name[^.;\n“”]{{0,40}}? (?:can|will|shall|could) be {_NAME}"
)
"""“Her name, she says, can be Ines”."""
_INVENTED = (
    (_CAN_BE, Hints(" be "), ("can", "will", "shall", "could")),
    (_BY_ANOTHER, Hints(" name"), ("changed", "false", "different", "assumed",
        "invented")),
    (_NAME_ASKED_FOR, Hints(" as we ", " as I "), (",",)),
    (_NAME_ASKED_FOR, Hints(" what ", " how ", " a name ", " the name "),
        ("is", "was")),
    (_CALLED, Hints(" call", " refer"), (*_HELPERS, "be", "et’s", "et's", "et us")),
    (_WHOSE_NAME, Hints(" name", " real", " full", " first"), ("whose",)),
    (_NOT_REAL, Hints("pseudonym", "n alias", "real name", "name changed",
        "assumed name"), ("",)),
)  # fmt: skip
"""How copy says that a name is invented, and words without which it does not.

Each word counts only behind one of those that come last.
"""


def pseudonyms(text: str) -> frozenset[str]:
    """Return the names that the copy itself calls invented, in small letters.

    Of several words the last too: the first may only open a sentence.
    """
    found = [
        (match["name"] or match["said"]).lower()
        for pattern, hints, before in _INVENTED
        if hints.behind(text, before)
        for match in pattern.finditer(text)
    ]
    return frozenset([*found, *(name.rpartition(" ")[2] for name in found)])


def learn_behind(character: Character, text: str, span: Span) -> None:
    """“the source, who is based in Dandong, said”: the source in Dandong, from then."""
    told = _WHO.match(text, span.end)
    if told is not None and character.kind is SpeakerKind.ANONYMOUS_PERSON:
        character.words |= {name.lower() for name in _CAPITALS.findall(told[0])}


def call(character: Character, text: str, span: Span) -> None:
    """Give somebody unnamed the name, or what stands for one, told behind a mention."""
    if character.plural or character.name or character.kind not in PEOPLE:
        return
    called = _called_so(text, span)
    if called:
        character.name, character.kind = called, SpeakerKind.NAMED_PERSON
        character.evidence = "a name the copy gives"
        return
    alias = _alias_after(text, span)
    if not alias:
        return
    character.name = alias[-1:]
    character.nouns.update(alias[:-1])  # “Major C” is the major
    if _gives_name(text, span):
        character.kind = SpeakerKind.NAMED_PERSON
        character.evidence = "a name the speaker gave"


def _called_so(text: str, span: Span) -> tuple[str, ...]:
    """Return the name of “a prisoner, identified as Ilie G.”, in small letters."""
    found = _IDENTIFIED.match(text, span.end)
    given = found["name"].lower().split() if found is not None else ()
    name = tuple(w.rstrip(".") if len(w) > len("g.") else w for w in given)
    code = name and (name[0] in _CODES or not name[0].isalpha())
    return () if code else name  # “identified only as Witness B” is no name


def _gives_name(text: str, span: Span) -> bool:
    """“who gave his name only as Tomas”: a name nobody says is another's."""
    found = _only_as(text, span)
    given = found is not None and found[0].startswith(("gave", "giv"))
    given = given or (found is not None and bool(_NAME_PROPER.search(found[0])))
    return given and len(found["name"].strip(".")) > 1 if found else False


def _alias_after(text: str, span: Span) -> tuple[str, ...]:
    """Return the words in place of a name: “identified only by his initial, T.”."""
    found = (
        _only_as(text, span)
        or _WE_CALL.match(text, span.end)
        or _WE_CALL.search(text, span.start, span.end)
    )
    every = found["name"].lower().split() if found is not None else []
    return tuple(w if len(w) < len("t.") + 1 else w.rstrip(".") for w in every)


def _only_as(text: str, span: Span) -> re.Match[str] | None:
    end = min(len(text), span.start + REACH)
    if not _HINTS_OF_ALIAS.within(text, span.start, end):
        return None
    found = _ONLY_AS.search(text, span.start, end)
    if found is None:
        return None
    parted = list(_SENTENCE_END.finditer(text, span.end, found.start()))
    own = not parted or text[parted[-1].end() :].startswith(("He ", "She ", "They "))
    return found if own else None
