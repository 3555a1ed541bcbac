"""What the copy tells about an unnamed source, dimension by dimension.

Pure. Each facet is a piece of the jigsaw: the words, where they stand, and a value
under which the same piece in another article is known again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from sources import places
from sources.reading import CHANNELS, DAYS, WORD, Copy, Voice
from sources.words import words
from tracker.engine.normalise import plain
from tracker.engine.spans import Span


class Dimension(StrEnum):
    PLACE = "place"
    OCCUPATION = "occupation"
    GENDER = "gender"
    AGE = "age"
    CONTACT_DAY = "contact_day"
    CHANNEL = "channel"
    TRAVEL = "travel"
    FAMILY = "family"
    NETWORK = "network"
    CIRCUMSTANCE = "circumstance"

    @property
    def label(self) -> str:
        """Return it in words."""
        return self.value.replace("_", " ").capitalize()


class Facet(NamedTuple):
    """One thing told: `value` is equal wherever the same thing is told."""

    dimension: Dimension
    value: str
    span: Span
    words: str


Found = tuple[Dimension, str, Span]

_KINDS = words("places", "kinds")
_BODIES = words("places", "bodies")
_KIN = words("places", "kin")
_WOMEN, _MEN = words("places", "women"), words("places", "men")
_SOMEBODY = words("places", "somebody")
_TIES = words("places", "ties")
_NO_OCCUPATION = _SOMEBODY | _KIN | _KINDS | _BODIES
_KNOWING = re.compile("|".join(sorted(words("places", "knowing"))))
_KIN_WORD = "|".join(sorted(_KIN, key=len, reverse=True))
_BODY_WORD = "|".join(sorted(_BODIES, key=len, reverse=True))
_AGE = re.compile(
    r"in (?:his|her|their) (?:early |mid-?|late )?(?:teens|\d0s|\w+ties)"
    r"|\b\d{1,2}-year-old|\baged \d{1,2}\b|,\s*\d{1,2}(?=,|$)"
    r"|\b(?:\d+|\w+) years?'? (?:of )?experience"
)
_CHANNEL = re.compile(rf"\b{CHANNELS}(?!\w)")
_DAY = re.compile(rf"\b{DAYS}(?!\w)")
_JOURNEY = (
    r"(?:left|fled|defected|escaped|crossed|emigrated|visited|returned|travell?ed"
    r"|moved|came back)"
)
_TRAVEL = re.compile(rf"\b{_JOURNEY}\b(?:(?! and {_JOURNEY}\b)[^,.;])*")
_HAS_KIN = re.compile(
    r"\b(?:has|have|had|his|her|their|whose) (?:an? )?(?:(?:elder|younger|older|late"
    rf"|two|three|own) )?(?:{_KIN_WORD})\b"
)
_AGED = re.compile(
    r"\bin (?:his|her|their) (?:early |mid-?|late )?(?:teens|\d0s|\w+ties)"
    r"|\b(?:both |all )?aged \d{1,2}\b"
)
_IS_KIN = re.compile(rf"\b(?:{_KIN_WORD})\b")
_OWN_KIN = re.compile(rf"\b(?:my|our) (?:\w+ )?(?:{_KIN_WORD})\b")
_OWN_BODY = re.compile(rf"\b(?:my|our) (?:\w+ )?(?:{_BODY_WORD})\b")
_CLAUSE = re.compile(r"\b(?:who|whose)\b(?:(?! and who\b)[^,.;])*")
_SPLIT = re.compile(r",\s*")
_LEAD = re.compile(
    r"(?:(?:an?|the|this|that|one|two|three|four|five|six|seven|eight|nine|ten|some"
    r"|several|many|both|all|another|other|first|second|third|fourth|of|inside|local"
    r"|same|also|former(?= source)|\d{1,2}-year-old)\b[\s,]*)+"
)
_TAIL = re.compile(
    r"\s(?:in|at|from|of|for|with|who|whose|that|which|reached|introduced|involved"
    r"|near|inside|outside|on|under|speaking|named|surnamed|close|familiar|aged"
    r"|briefed|based|working|waiting|living)\b"
)
_ROLE = re.compile(r"\b(?:introduced|identified|known) as (.+)$")
_PHRASE = re.compile(
    r"\b(?:in|at|from|near|inside|outside|on|for|of|to|with)\s+"
    r"((?:the |an? |his |her |their |three |two |several )?[^,;]+?)"
    r"(?=\s+(?:in|at|from|near|of|who|whose|with|on|reached|and|that)\b|[,;]|$)"
)
_AND_IN = re.compile(r"\band(?: one)? (?:in|at|from) ([A-Z]\w+)")
_BEFORE_NOUN = re.compile(r"^(?:the|an?|his|her|their|same)\s+")
_IDLE = {"a", "an", "the", "of", "who", "whose", "is", "has", "had", "during"}
_GOES_ON = re.compile(r"\b(?:he|she)\b")
_PRONOUN = re.compile(r"\b(?:she|her|hers|herself|he|him|his|himself)\b")


def facets(
    text: str,
    voice: Voice,
    *,
    others: Iterable[Voice] = (),
    own: Sequence[Span] = (),
    quoted: Sequence[Span] = (),
    reported: Sequence[Span] = (),
) -> tuple[Facet, ...]:
    """Return what `text` tells about the voice, in its order, each thing once.

    `own` are the voice's own direct words ("my son", "our farm"). `others` keep a
    pronoun from being taken for the wrong person's.
    """
    copy = Copy(text, [voice, *others], quoted, reported)
    found = [
        *(piece for m in copy.narrated(voice) for piece in _in_mention(copy, m)),
        *_around(copy, voice),
        *(piece for span in own for piece in _in_own_words(copy, span)),
    ]
    once: list[Facet] = []
    for dimension, value, span in sorted(found, key=lambda f: f[2]):
        if not any(f.dimension == dimension and _within(value, f.value) for f in once):
            once.append(Facet(dimension, value, span, span.of(text)))
    return tuple(once)


def _within(value: str, known: str) -> bool:
    """Whether a value says nothing beyond the known one ("student", "year student")."""
    return set(value.split()) <= set(known.split())


def described(wording: str) -> tuple[Facet, ...]:
    """Return what a descriptor alone tells, before it is ever published."""
    return facets(wording, Voice("", (Span(0, len(wording)),))) if wording else ()


def _in_mention(copy: Copy, mention: Span) -> Iterator[Found]:
    said = copy.words(mention)
    for match in _AGE.finditer(said):
        yield Dimension.AGE, _age(match[0]), _at(mention, match)
    yield from _gender(said, mention)
    yield from _occupation(copy, mention)
    yield from _places(copy, mention)
    for match in _CLAUSE.finditer(said):
        if not _KNOWING.search(match[0]) and " " in match[0]:
            yield Dimension.CIRCUMSTANCE, _gist(match[0]), _at(mention, match)
    for match in _IS_KIN.finditer(said):
        yield Dimension.FAMILY, match[0], _at(mention, match)


def _around(copy: Copy, voice: Voice) -> Iterator[Found]:
    """Yield what the outlet's own words say next to a mention."""
    last: list[Voice] = []
    for sentence in _near(copy, voice):
        here = copy.heard(sentence)
        own = sentence.of(copy.own)
        if here == [voice]:
            mentions = [m for m in copy.narrated(voice) if sentence.meets(m)]
            start = mentions[0].start - sentence.start
            yield from _after(own, sentence, start, mentions)
        elif not here and last == [voice] and _GOES_ON.match(own):
            yield from _after(own, sentence, 0, [])
        if voice in here:
            since = copy.told_from(sentence) - sentence.start
            for pattern, dimension in (
                (_CHANNEL, Dimension.CHANNEL),
                (_DAY, Dimension.CONTACT_DAY),
            ):
                for match in pattern.finditer(own, since):
                    at = _at(sentence, match)
                    if voice in copy.nearest(at.start, sentence):
                        yield dimension, _gist(match[0]), at
        last = here or last


def _near(copy: Copy, voice: Voice) -> Iterator[Span]:
    """Yield the sentences that can tell of the voice.

    They are those of its paragraphs, and of what follows until another voice is heard.
    What follows and begins nothing with "he" or "she" is not divided: it tells nothing.
    """
    mentions = copy.narrated(voice)
    following = False
    for paragraph in copy.paragraphs_from(mentions[0]) if mentions else ():
        here = copy.heard(paragraph)
        if voice in here or (following and _GOES_ON.search(paragraph.of(copy.own))):
            yield from copy.sentences_in(paragraph)
        elif following:
            yield paragraph
        following = voice in here or (following and not here)
        if not following and paragraph.end >= mentions[-1].end:
            return


def _after(
    own: str, sentence: Span, start: int, mentions: Sequence[Span]
) -> Iterator[Found]:
    """Yield pronouns, age, journeys, kin and clauses after a lone mention."""
    start = max(start, 0)
    for match in _AGED.finditer(own, start):
        yield Dimension.AGE, _age(match[0]), _at(sentence, match)
    for match in _PRONOUN.finditer(own, start):
        yield from _gender(match[0], _at(sentence, match))
        break
    for match in _TRAVEL.finditer(own, start):
        yield Dimension.TRAVEL, _gist(match[0]), _at(sentence, match)
    for match in _HAS_KIN.finditer(own, start):
        kin = match[0].split()[-1]
        yield Dimension.FAMILY, kin, _at(sentence, match)
        place = _PHRASE.search(own, match.end())
        if place and place.start() <= match.end() + 1:
            yield from _classified(place[1], _at(sentence, place, 1))
    for match in _CLAUSE.finditer(own, start):
        told = _KNOWING.search(match[0]) or _TRAVEL.search(match[0])
        inside = any(
            mention.end - mention.start > len("whose")
            and _at(sentence, match).meets(mention)
            for mention in mentions
        )
        if not told and not inside and not _HAS_KIN.search(match[0]):
            yield Dimension.CIRCUMSTANCE, _gist(match[0]), _at(sentence, match)


def _in_own_words(copy: Copy, span: Span) -> Iterator[Found]:
    said = copy.words(span)
    for match in _OWN_KIN.finditer(said):
        yield Dimension.FAMILY, match[0].split()[-1], _at(span, match)
    for match in _OWN_BODY.finditer(said):
        yield Dimension.NETWORK, match[0].split()[-1], _at(span, match)


def _gender(said: str, at: Span) -> Iterator[Found]:
    for match in WORD.finditer(said):
        for value, family in (("woman", _WOMEN), ("man", _MEN)):
            if match[0] in family:
                yield Dimension.GENDER, value, _at(at, match)
                return


def _occupation(copy: Copy, mention: Span) -> Iterator[Found]:
    """Yield the head of each part of the phrase that names what somebody does."""
    said = copy.words(mention)
    role = _ROLE.search(said)
    if role:
        yield from _as_occupation(
            copy, Span(mention.start + role.start(1), mention.end)
        )
    at = mention.start
    for part in _SPLIT.split(said):
        start = copy.folded.index(part, at) if part else at
        at = start + len(part)
        lead = _LEAD.match(part)
        skipped = lead.end() if lead else 0
        tail = _TAIL.search(part, max(0, skipped - 1))
        end = tail.start() if tail else len(part)
        yield from _as_occupation(copy, Span(start + min(skipped, end), start + end))


def _as_occupation(copy: Copy, span: Span) -> Iterator[Found]:
    phrase = span.trimmed(copy.text)
    lead = _LEAD.match(copy.words(phrase))
    phrase = Span(phrase.start + (lead.end() if lead else 0), phrase.end)
    found = WORD.findall(copy.words(phrase))
    if not found or found[-1] in _NO_OCCUPATION:
        return
    if found[-1] in _TIES:
        yield Dimension.NETWORK, found[-1], phrase
        return
    named = phrase.of(copy.text).split()
    if named[0][:1].isupper() and not (len(found) > 1 and copy.opens_sentence(phrase)):
        # A place's or body's name may stand before it: "the Kangsong worker".
        if len(found) == 1 or all(word[:1].isupper() for word in named):
            return
        name = named[0]
        if name.casefold() not in _NATIONS:
            yield (
                Dimension.PLACE,
                places.ladder(name)[0],
                Span(phrase.start, phrase.start + len(name)),
            )
            phrase = Span(phrase.start + len(name) + 1, phrase.end)
    yield Dimension.OCCUPATION, _gist(copy.words(phrase)), phrase


_NATIONS = frozenset({"western", "council", "eastern", "foreign"})


def _places(copy: Copy, mention: Span) -> Iterator[Found]:
    text = mention.of(copy.text)
    clauses = [Span(*match.span()) for match in _CLAUSE.finditer(copy.words(mention))]
    for match in _PHRASE.finditer(plain(text)):
        # What a clause about the person says is one circumstance.
        if any(clause.meets(Span(*match.span())) for clause in clauses):
            continue
        yield from _classified(match[1], _at(mention, match, 1))
    for match in _AND_IN.finditer(text):
        yield from _classified(match[1], _at(mention, match, 1))


def _classified(phrase: str, at: Span) -> Iterator[Found]:
    """Yield a phrase after "in", "at" or "from" as a place or as a body."""
    bare = _BEFORE_NOUN.sub("", phrase.strip())
    found = [word.removesuffix("'s") for word in WORD.findall(bare)]
    if not found:
        return
    head = found[-1].lower()
    if head in _BODIES:
        yield Dimension.NETWORK, _gist(bare.lower()), at
    elif head in _KINDS or bare[:1].isupper():
        yield Dimension.PLACE, places.ladder(bare)[0], at


def _age(said: str) -> str:
    digits = re.search(r"\d+", said)
    return f"{digits[0]}" if digits else _gist(said)


def _gist(said: str) -> str:
    """Return the words of a phrase without those that carry nothing."""
    found = [w.removesuffix("'s") for w in WORD.findall(plain(said).lower())]
    return " ".join(word for word in found if word not in _IDLE) or said


def _at(outer: Span, match: "re.Match[str]", group: int = 0) -> Span:
    return Span(outer.start + match.start(group), outer.start + match.end(group))
