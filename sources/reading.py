"""The copy as the checks read it: who is mentioned where, and in whose words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from sources.words import either, words
from tracker.engine.normalise import plain, small
from tracker.engine.pipeline import divide
from tracker.engine.sentences import LINE_ENDS, each_paragraph
from tracker.engine.spans import Span

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
NEUTRAL = words("wording", "neutral")
HEADS = words("wording", "heads")
ANONYMITY = re.compile(either("wording", "anonymity"))
CHANNELS = either("wording", "channels")
DAYS = either("wording", "days")
_OFFICERS = re.compile(either("wording", "officers"))
_AS_OFFICER = re.compile(rf"\W*(?:who )?{either('wording', 'officers')}")
_SAID_BEFORE = re.compile(r"(?:\S+\s+){6,}\S+,\s+(?:according to\s+)?$")
_SINGULAR = re.compile(r"(?:an?|another|one|this|that|he|she)\b")


@dataclass(frozen=True, slots=True)
class Voice:
    """An unnamed speaker as the record knows it: one source, however often named.

    `heads` is how many people are behind it, None when that is not known. `agreed` is
    None for a speaker who is no source on file.
    """

    key: str
    mentions: tuple[Span, ...]
    heads: int | None = 1
    agreed: tuple[str, ...] | None = None
    forbidden: tuple[str, ...] = ()


class Copy:
    """The text with its voices, sentences and what of it is the outlet's own words."""

    def __init__(
        self,
        text: str,
        voices: Sequence[Voice],
        quoted: Sequence[Span],
        reported: Sequence[Span],
    ) -> None:
        self.text = text
        self.folded = small(plain(text))
        self.voices = sorted(voices, key=lambda v: min(v.mentions))
        ordered = sorted(quoted)
        # Where each begins, and how far any that began by then reaches.
        self._quoted = (
            [span.start for span in ordered],
            list(accumulate((span.end for span in ordered), max)),
        )
        # Asked for again and again, for every sentence.
        self._narrated = {
            voice.key: sorted(m for m in voice.mentions if not self.inside(m))
            for voice in self.voices
        }
        self.own = self._without([*quoted, *reported])
        self._divided: dict[Span, tuple[Span, ...]] = {}

    def _without(self, said: Sequence[Span]) -> str:
        """Return the folded text with what is said blanked out, mentions put back."""
        blank = "\0" * len(self.folded)
        own = _with(self.folded, said, blank)
        told = (m for mentions in self._narrated.values() for m in mentions)
        return _with(own, told, self.folded)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        return tuple(each_paragraph(self.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(s for place in self.paragraphs for s in self.sentences_in(place))

    def sentences_in(self, paragraph: Span) -> tuple[Span, ...]:
        """Return a paragraph's sentences. None reaches over its end.

        Most of an article says nothing of one voice, and is never divided for it.
        """
        if paragraph not in self._divided:
            at = paragraph.start
            self._divided[paragraph] = tuple(
                Span(at + s.start, at + s.end) for s in divide(paragraph.of(self.text))
            )
        return self._divided[paragraph]

    def paragraphs_from(self, span: Span) -> Iterator[Span]:
        """Yield the paragraph in which a span begins, and those after it."""
        before = max(self.text.rfind(sign, 0, span.start) for sign in LINE_ENDS)
        return each_paragraph(self.text, before + 1)

    def opens_sentence(self, span: Span) -> bool:
        paragraph = next(self.paragraphs_from(span), span)
        return any(s.start == span.start for s in self.sentences_in(paragraph))

    def inside(self, mention: Span) -> bool:
        """Whether a mention stands in what somebody else says."""
        starts, reach = self._quoted
        before = bisect_right(starts, mention.start)
        return before > 0 and reach[before - 1] >= mention.end

    def narrated(self, voice: Voice) -> list[Span]:
        """Return the voice's mentions in the outlet's own words, in order."""
        return self._narrated[voice.key]

    def words(self, span: Span) -> str:
        return span.of(self.folded)

    def telling(self, span: Span) -> set[str]:
        """Return the words that say something about who it is."""
        return telling(self.words(span))

    def told_from(self, sentence: Span) -> int:
        """Return where a sentence stops being what was said: "…, two workers said".

        What a source said needs no quotation on record to be the source's words.
        """
        for mention in self._beginning_in(sentence):
            before = self.own[sentence.start : mention.start]
            # Where it fails, as it mostly does, the pattern takes long to say so.
            attributed = before.rstrip().endswith((",", " to"))
            if (
                mention.end <= sentence.end
                and attributed
                and _SAID_BEFORE.search(before)
            ):
                return mention.start
        return sentence.start

    def _beginning_in(self, span: Span) -> Iterator[Span]:
        """Yield the mentions that begin in it, in order."""
        at = bisect_left(self._mentions, span.start, key=_begins)
        while at < len(self._mentions) and self._mentions[at][0].start < span.end:
            yield self._mentions[at][0]
            at += 1

    def nearest(self, at: int, sentence: Span) -> list[Voice]:
        """Return whoever is mentioned last before a place, else first after it."""
        here = [
            (mention.start, voice)
            for voice in self.heard(sentence)
            for mention in self.narrated(voice)
            if sentence.meets(mention)
        ]
        before = [start for start, _ in here if start <= at]
        closest = max(before) if before else min(start for start, _ in here)
        return [voice for start, voice in here if start == closest]

    @cached_property
    def _mentions(self) -> tuple[tuple[Span, Voice], ...]:
        """Every mention in the outlet's own words with whose it is, in order."""
        every = ((m, voice) for voice in self.voices for m in self.narrated(voice))
        return tuple(sorted(every, key=lambda pair: pair[0]))

    @cached_property
    def _reach(self) -> list[int]:
        """How far any mention that began by then reaches."""
        return list(accumulate((mention.end for mention, _ in self._mentions), max))

    def heard(self, span: Span) -> list[Voice]:
        """Return whoever is mentioned in it, in the article's order of voices."""
        here: set[str] = set()
        at = bisect_left(self._mentions, span.end, key=_begins) - 1
        while at >= 0 and self._reach[at] > span.start:
            mention, voice = self._mentions[at]
            if mention.end > span.start:
                here.add(voice.key)
            at -= 1
        return [voice for voice in self.voices if voice.key in here] if here else []

    def is_officer(self, voice: Voice) -> bool:
        """Whether the voice speaks for an office, or is no source of the outlet's."""
        for mention in self.narrated(voice)[:1]:
            around = next((s for s in self.sentences if s.meets(mention)), mention)
            after = self.own[mention.end : around.end]
            if _OFFICERS.search(self.words(mention)) or _AS_OFFICER.match(after):
                return True
        return False


def _begins(each: tuple[Span, Voice]) -> int:
    return each[0].start


def _with(text: str, spans: Iterable[Span], other: str) -> str:
    """Return the text with these spans as they are in another of its length."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        parts += (text[at:start], other[max(at, start) : end])
        at = max(at, end)
    return "".join((*parts, text[at:]))


def telling(wording: str) -> set[str]:
    """Return the words of an attribution that say something about its source."""
    found = (word.removesuffix("'s") for word in WORD.findall(plain(wording).lower()))
    return {word for word in found if len(word) > 1 and word not in NEUTRAL}


def is_plural(wording: str) -> bool:
    """Whether an attribution speaks of several people."""
    said = plain(wording).lower().strip()
    if _SINGULAR.match(said):
        return False
    head = re.split(r",| (?:of|from|in|at|on|with|who|whose|near|to)\b", said)[0]
    found = WORD.findall(head) or [""]
    last = found[-1]
    return bool(HEADS & set(found)) or (
        last.endswith("s") and not last.endswith(("ss", "'s", "us")) and last != "his"
    )
