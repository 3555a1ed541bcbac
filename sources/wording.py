"""How the copy words its sources, checked against what the desk's record says.

Pure: a text and who speaks in it go in, findings come out. Each finding names its
rule, the words, why they trouble, and what would be vaguer or truer.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sources.reading import (
    ANONYMITY,
    CHANNELS,
    DAYS,
    HEADS,
    NEUTRAL,
    WORD,
    Copy,
    Voice,
    is_plural,
    telling,
)
from sources.words import either, words
from tracker.engine.normalise import plain
from tracker.engine.spans import Span, hull


class Rule(StrEnum):
    PLURAL = "plural"
    ONE_AS_TWO = "one_as_two"
    TWO_AS_ONE = "two_as_one"
    BARE = "bare"
    UNAGREED = "unagreed"
    FORBIDDEN = "forbidden"
    NO_REASON = "no_reason"
    ROTE = "rote"
    DECLINED = "declined"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble with the wording, where it stands, and a way out."""

    rule: Rule
    span: Span
    message: str
    suggestion: str


def check(
    text: str,
    voices: Iterable[Voice],
    quoted: Sequence[Span] = (),
    reported: Sequence[Span] = (),
) -> tuple[Finding, ...]:
    """Return what is wrong with how `text` words these voices, in its order.

    `quoted` is direct speech, whose words are the speaker's; `reported` is what the
    outlet reports them to have said. Days and telephones in either are not contacts.
    """
    copy = Copy(text, [v for v in voices if v.mentions], quoted, reported)
    found = {
        (finding.rule, finding.span): finding
        for rule in _RULES
        for finding in rule(copy)
    }
    return tuple(sorted(found.values(), key=lambda f: (f.span, f.rule)))


_NUMBERS = words("wording", "numbers")
_REFUSING = words("wording", "refusing") | NEUTRAL
_REASONS = re.compile(rf"\b{either('wording', 'reasons')}\b")
_ROTE = re.compile(either("wording", "rote"))
_REFUSALS = re.compile(either("wording", "refusals"))
_CONTACTS = re.compile(rf"\b(?:{CHANNELS}|{DAYS})(?!\w)")
_NEW = re.compile(r"(?:an?|another|some|one(?: of)?)\b")
_MEMBER = re.compile(rf"one of (?:them|the (?:{'|'.join(sorted(_NUMBERS | HEADS))}))\b")
_ONE_MORE = re.compile(r"(?:one|another|an? (?:second|third|fourth))(?:$|,)")
_OF_SOMEBODY = re.compile(r"\bof (?:one|an?|another)\b")
_CHAINED = re.compile(r"(?:an? (?:second|third|fourth)|another|an? colleague)\b")
_DEFINITE = re.compile(r"(?:the|this|that)\b")
_ORDINAL = re.compile(r"\b(?:second|third|fourth|fifth|another|other)\b(?!-)")
_ALL = re.compile(r"(?:all|both|neither|none|they|the people)\b")
_POINTS_BACK = re.compile(r"\bfor (?:that|this) reason\b")
_RELATIVE = re.compile(r",\s+(?:who|whose|which)\b[^,]*$")


def _plural(copy: Copy) -> Iterator[Finding]:
    """Several sources in the copy, one in the record."""
    people: dict[str, set[str]] = {}
    for voice in copy.voices:
        for mention in voice.mentions:
            people.setdefault(copy.words(mention), set()).add(voice.key)
    for voice in copy.voices:
        for mention in copy.narrated(voice):
            said = copy.words(mention)
            if voice.heads == 1 and is_plural(said) and len(people[said]) == 1:
                yield Finding(
                    Rule.PLURAL,
                    mention,
                    "The copy speaks of several sources; the record has one.",
                    "Say “a source”, or name on record who else said it.",
                )
                break


def _one_as_two(copy: Copy) -> Iterator[Finding]:
    """One source brought in twice, so that it reads as two."""
    for voice in copy.voices:
        if voice.heads != 1:
            continue
        intro: str | None = None
        for mention in copy.narrated(voice):
            said = copy.words(mention)
            if is_plural(said):
                continue
            if intro is None:
                intro = said
            elif _NEW.match(said) or (
                _ORDINAL.search(said) and not _ORDINAL.search(intro)
            ):
                yield Finding(
                    Rule.ONE_AS_TWO,
                    mention,
                    "This is the same source as before, but reads as another one.",
                    "Say “the source” or “the same source” from here on.",
                )
                break


def _two_as_one(copy: Copy) -> Iterator[Finding]:
    """Two sources under one wording, so that they read as one."""
    seen: dict[frozenset[str], str] = {}
    for voice in copy.voices:
        mentions = copy.narrated(voice)
        if voice.heads != 1 or not mentions:
            continue
        said = copy.words(mentions[0])
        tells = frozenset(copy.telling(mentions[0]))
        if not tells or is_plural(said):
            continue
        if tells in seen and not _ORDINAL.search(said):
            yield Finding(
                Rule.TWO_AS_ONE,
                mentions[0],
                "An earlier, different source has the same wording.",
                "Say “another source …”, so that readers can tell them apart.",
            )
        seen.setdefault(tells, voice.key)


def _bare(copy: Copy) -> Iterator[Finding]:
    """A source of whom nothing is said."""
    for voice in copy.voices:
        mentions = copy.narrated(voice)
        if not mentions:
            continue
        said = copy.words(mentions[0])
        found = set(WORD.findall(said))
        if (
            found & {"source", "sources"}
            and not found & {"inside", "local", "same"}
            and not _DEFINITE.match(said)
            and not re.match(r"one of\b", said)
            and not telling(said)
        ):
            yield Finding(
                Rule.BARE,
                mentions[0],
                "Readers are told nothing that makes this source credible.",
                _agreed(voice) or "Say how the source knows, as vaguely as agreed.",
            )


def _agreement(copy: Copy) -> Iterator[Finding]:
    """Wordings that the source forbade, or that were never agreed."""
    for voice in copy.voices:
        if voice.agreed is None and not voice.forbidden:
            continue
        allowed = {word for wording in voice.agreed or () for word in telling(wording)}
        reported: set[frozenset[str]] = set()
        for mention in copy.narrated(voice):
            tells = frozenset(copy.telling(mention))
            if not tells or tells in reported:
                continue
            if any(telling(wording) <= tells for wording in voice.forbidden):
                reported.add(tells)
                yield Finding(
                    Rule.FORBIDDEN,
                    mention,
                    "The source forbade this wording.",
                    _agreed(voice) or "Agree a wording with the source first.",
                )
            elif voice.agreed is not None and tells - allowed:
                reported.add(tells)
                more = ", ".join(f"“{word}”" for word in sorted(tells - allowed))
                yield Finding(
                    Rule.UNAGREED,
                    mention,
                    f"This says more than was agreed: {more}."
                    if voice.agreed
                    else "No wording has been agreed with this source.",
                    _agreed(voice) or "Agree a wording with the source first.",
                )


def _agreed(voice: Voice) -> str:
    return f"Agreed: “{voice.agreed[0]}”." if voice.agreed else ""


def _no_reason(copy: Copy) -> Iterator[Finding]:
    """Anonymity that the copy does not explain."""
    explained = _explained(copy)
    in_group = had_group = False
    for voice in copy.voices:
        mentions = copy.narrated(voice)
        if not mentions:
            continue
        said = copy.words(mentions[0])
        if is_plural(said):
            in_group = _leading(said) in _NUMBERS
            had_group = True
            if not _is_group_of_sources(said):
                continue
        elif _MEMBER.match(said) or (had_group and _ONE_MORE.match(said)):
            in_group = had_group = True
            continue
        elif (_DEFINITE.match(said) and not _OF_SOMEBODY.search(said)) or (
            in_group and _CHAINED.match(said)
        ):
            continue
        else:
            in_group = False
        if voice.key not in explained and not copy.is_officer(voice):
            yield Finding(
                Rule.NO_REASON,
                mentions[0],
                "Nowhere does the copy say why this source is not named.",
                "Say why, as concretely as is safe.",
            )


def _leading(said: str) -> str:
    first = WORD.search(said)
    return first[0] if first else ""


def _is_group_of_sources(said: str) -> bool:
    """Whether several people are sources of the outlet's, not a crowd."""
    heads = HEADS & set(WORD.findall(said))
    return _leading(said) in _NUMBERS or bool(
        heads - {"people"} or (heads and telling(said))
    )


def _explained(copy: Copy) -> set[str]:
    """Return the keys of the voices whose anonymity the copy explains."""
    found: set[str] = set()
    before: list[Voice] = []
    for sentence in copy.sentences:
        here = copy.heard(sentence)
        own = sentence.of(copy.own)
        if _gives_a_reason(own):
            if _ALL.match(own) or not (here or before):
                found |= {voice.key for voice in [*before, *here]}
            else:
                found |= {voice.key for voice in here or before[-1:]}
                found |= _sharing(copy, sentence)
        before += here
    return found


def _gives_a_reason(own: str) -> bool:
    """Whether a sentence says that somebody is not named, and then why."""
    for anonymity in ANONYMITY.finditer(own):
        rest = own[anonymity.start() :]
        if _POINTS_BACK.search(own):
            return True
        if _RELATIVE.search(own[: anonymity.start()]):
            # The relative clause ends at its comma; a "because" after it is another's.
            rest = rest.split(",")[0]
        if _REASONS.search(rest):
            return True
    return False


def _sharing(copy: Copy, sentence: Span) -> set[str]:
    """Return voices whose names of places or bodies stand in a group's explanation."""
    names = {w.lower() for w in re.findall(r"\b[A-Z]\w{2,}", sentence.of(copy.text))}
    head = WORD.findall(sentence.of(copy.own))
    if not is_plural(" ".join(head[:2])):
        return set()
    return {
        voice.key
        for voice in copy.voices
        for mention in copy.narrated(voice)[:1]
        if telling(copy.words(mention)) & names
        or telling(copy.words(mention)) & set(head[:2])
    }


def _rote(copy: Copy) -> Iterator[Finding]:
    """A reason that any source could give."""
    for sentence in copy.sentences:
        own = sentence.of(copy.own)
        if not ANONYMITY.search(own):
            continue
        for match in _ROTE.finditer(own):
            yield Finding(
                Rule.ROTE,
                Span(sentence.start + match.start(), sentence.start + match.end()),
                "A rote reason tells readers nothing.",
                "Say what would happen to the source.",
            )
            break


def is_rote(reason: str) -> bool:
    """Whether the reason on file is one that any source could give."""
    return bool(_ROTE.search(plain(reason).lower()))


def _declined(copy: Copy) -> Iterator[Finding]:
    """Somebody "declined to comment" whose organisation is the unnamed source's."""
    for sentence in copy.sentences:
        own = sentence.of(copy.own)
        for match in _REFUSALS.finditer(own):
            subject = re.split(r"[;,]\s", own[: match.start()])[-1] or own
            names = {w for w in telling(subject) if w not in _REFUSING}
            for voice in copy.voices:
                if copy.is_officer(voice):
                    continue
                known = set().union(*map(copy.telling, copy.narrated(voice)))
                shared = names & known
                if shared and (shared == names or len(shared) > 1):
                    yield Finding(
                        Rule.DECLINED,
                        Span(
                            sentence.start + match.start(), sentence.start + match.end()
                        ),
                        "An unnamed source of the same body is quoted in this article.",
                        "Leave the refusal out, or say what the body was asked.",
                    )
                    break


def _contact(copy: Copy) -> Iterator[Finding]:
    """When and how the newsroom reached a source that must not be found."""
    for sentence in copy.sentences:
        here = [voice for voice in copy.heard(sentence) if not copy.is_officer(voice)]
        own = sentence.of(copy.own)
        since = copy.told_from(sentence) - sentence.start
        places = [
            Span(sentence.start + match.start(), sentence.start + match.end())
            for match in _CONTACTS.finditer(own, since)
        ]
        if here and places:
            yield Finding(
                Rule.CONTACT,
                hull(places),
                "This tells how or when the source was reached; call records can be "
                "searched by it.",
                "Leave it out, or say “recently”.",
            )


_RULES = (
    _plural,
    _one_as_two,
    _two_as_one,
    _bare,
    _agreement,
    _no_reason,
    _rote,
    _declined,
    _contact,
)
