"""Quotation marks: which words stand between them, nested, broken over paragraphs.

One scan with a stack. Straight and curly, double and single marks, guillemets,
low-high and corner marks. An apostrophe is not a mark; a mark that nobody closed
runs to the end of its paragraph unless the next paragraph opens with one again
(the convention for quotes over several paragraphs).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from tracker.engine.elision import elided
from tracker.engine.spans import Span

_SIGN = re.compile(r"[\"“”„‟«»‘’‚‛‹›\'`「」『』](?:(?<=')'|(?<=`)`)?")
"""One mark, or '' or ``; a class first, for which a text is searched fastest."""
_DOUBLE, _SINGLE, _GUILLEMET, _CORNER = "double", "single", "guillemet", "corner"
_FAMILY = {
    **dict.fromkeys('"“”„‟', _DOUBLE),
    "''": _DOUBLE,
    "``": _DOUBLE,
    **dict.fromkeys("‘’‚‛'`", _SINGLE),
    **dict.fromkeys("«»‹›", _GUILLEMET),
    **dict.fromkeys("「」『』", _CORNER),
}
_OPENING = frozenset((*"“„‟«‹‘‚‛「『", "``"))
_CLOSING = frozenset("”»›’」』")
_TURNED = {"“": "„", "«": "»", "‹": "›", "‘": "‚"}
"""Signs that close what the other sign opened: „so“, »so«."""
_BEFORE_OPENING = frozenset("([{—–-/:“„«‘\"'‚‹「『…•")
_ELISION = re.compile(
    r"(?:\d0s|em|tis|twas|til|cause|n|bout|round|cos)\b", re.IGNORECASE
)
_STOPS = frozenset(",.?!…")
_ENDS = frozenset("’'")
MOST_DEEP = 3


class _Role(Enum):
    OPENS = auto()
    CLOSES = auto()
    NOTHING = auto()


@dataclass(slots=True)
class Region:
    """Words between marks: `content`, from `opening` to `closing` with the marks.

    `depth` counts the regions around it; `continues` is the region of the paragraph
    before that this one goes on with; a `torn` one lacks its closing mark by mistake.
    """

    opening: int
    content_start: int
    content_end: int
    closing: int
    depth: int
    family: str
    closed: bool
    continues: "Region | None" = None
    torn: bool = False

    @property
    def content(self) -> Span:
        return Span(self.content_start, self.content_end)

    def contains(self, other: "Region") -> bool:
        """Whether the other, marks included, stands in the content of this one."""
        return self.content_start <= other.opening and other.closing <= self.content_end


class _Sign(NamedTuple):
    """One mark and its surroundings."""

    at: int
    end: int
    sign: str
    before: str
    after: str

    @property
    def family(self) -> str:
        return _FAMILY[self.sign]

    def looks_opening(self) -> bool:
        free = self.before.isspace() or self.before in _BEFORE_OPENING
        return free and not self.after.isspace()


@dataclass(slots=True)
class _Open:
    sign: _Sign
    slot: int


def regions(text: str, paragraphs: list[Span]) -> list[Region]:
    """Return every stretch between marks, outer before inner, in order."""
    found: list[Region] = []
    pending: Region | None = None
    for paragraph in paragraphs:
        signs = list(_signs(text, paragraph))
        here = _Scanner(text, paragraph, signs).run() if signs else []
        opener = here[0] if here else None
        if (
            pending is not None
            and opener is not None
            and opener.opening == paragraph.trimmed(text, "•").start
            and opener.family == pending.family
        ):
            opener.continues = pending
        found.extend(here)
        last = next((r for r in reversed(here) if r.depth == 0), None)
        pending = last if last is not None and not last.closed else None
    return found


class _Scanner:
    """Pairs the marks of one paragraph."""

    def __init__(self, text: str, paragraph: Span, signs: list[_Sign]) -> None:
        self.text = text
        self.paragraph = paragraph
        self.signs = signs
        self.stack: list[_Open] = []
        self.found: list[Region | None] = []

    def run(self) -> list[Region]:
        for order, sign in enumerate(self.signs):
            self._meet(sign, order)
        while self.stack:
            self._finish(self.paragraph.end, self.paragraph.end, closed=False)
        return [r for r in self.found if r and r.content_end > r.content_start]

    def _meet(self, sign: _Sign, order: int) -> None:
        held = self._held(sign.family)
        role = _role(self.text, sign, held)
        if role is _Role.OPENS:
            if held is not None:
                self._close_down_to(sign.family, sign.at, sign.at, closed=False)
            if len(self.stack) < MOST_DEEP:
                self.stack.append(_Open(sign, len(self.found)))
                self.found.append(None)
        elif role is _Role.CLOSES and held is not None:
            if sign.family != _SINGLE or not self._is_apostrophe(sign, order):
                self._close_down_to(sign.family, sign.at, sign.end, closed=True)
        elif role is _Role.CLOSES and sign.family == _DOUBLE and not self.stack:
            self._unopened(sign)

    def _held(self, family: str) -> str | None:
        """Return the sign that opened the innermost region of the family."""
        for held in reversed(self.stack):
            if held.sign.family == family:
                return held.sign.sign
        return None

    def _close_down_to(
        self, family: str, until: int, closing: int, *, closed: bool
    ) -> None:
        while self.stack[-1].sign.family != family:
            self._finish(until, until, closed=False)
        self._finish(until, closing, closed=closed)

    def _finish(self, until: int, closing: int, *, closed: bool) -> None:
        held = self.stack.pop()
        self.found[held.slot] = Region(
            opening=held.sign.at,
            content_start=held.sign.end,
            content_end=until,
            closing=closing,
            depth=len(self.stack),
            family=held.sign.family,
            closed=closed,
        )

    def _unopened(self, sign: _Sign) -> None:
        """A closing mark that nobody opened: the quote began with its sentence."""
        last = self.found[-1] if self.found else None
        floor = last.closing if last else self.paragraph.start
        place = Span(floor, sign.at).trimmed(self.text, "•—–-")
        if place.start < place.end and sign.before in _STOPS:
            self.found.append(
                Region(
                    opening=place.start,
                    content_start=place.start,
                    content_end=sign.at,
                    closing=sign.end,
                    depth=0,
                    family=_DOUBLE,
                    closed=True,
                )
            )

    def _is_apostrophe(self, sign: _Sign, order: int) -> bool:
        """Whether a closing single mark is rather a plural's possessive.

        "the trustees' accountant queried": no punctuation before the mark, a letter s,
        and a better mark to close with follows before anything opens.
        """
        following = self.text[sign.end : sign.end + 2]
        if sign.before in "sS" and following[:1] in _STOPS and following[1:] in _ENDS:
            return True  # “not the girls’,’ he said”
        if (
            sign.before not in "sS"
            or following[:1] != " "
            or not following[1:].islower()
        ):
            return False
        for later in self.signs[order + 1 : order + 8]:
            if later.family == _SINGLE:
                if self._may_be_plural(later):
                    continue
                opens = _role(self.text, later, None) is _Role.OPENS
                return not opens and (
                    later.before in _STOPS or later.before not in "sS"
                )
        return False

    def _may_be_plural(self, sign: _Sign) -> bool:
        """“the dogs’ dinner”: an s before the mark, a small letter after it."""
        following = self.text[sign.end : sign.end + 2]
        closes = following[:1] in _STOPS and following[1:] in _ENDS
        return sign.before == "s" and (
            closes or (following[:1] == " " and following[1:].islower())
        )


def _signs(text: str, paragraph: Span) -> Iterator[_Sign]:
    for match in _SIGN.finditer(text, paragraph.start, paragraph.end):
        at, end = match.span()
        before = text[at - 1] if at > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        inside = before.isalnum() and after.isalnum()
        if _FAMILY[match[0]] == _SINGLE and (inside or elided(text, at, end)):
            continue
        yield _Sign(at, end, match[0], before, after)


def _role(text: str, sign: _Sign, held: str | None) -> _Role:
    """Say what a mark does, given the sign that opened its family."""
    if sign.family == _SINGLE and _ELISION.match(text, sign.end) and held is None:
        return _Role.NOTHING
    if sign.sign in _OPENING:
        turned = held is not None and _TURNED.get(sign.sign) == held
        return _Role.CLOSES if turned else _Role.OPENS
    if sign.sign in _CLOSING:
        if sign.sign in "»›" and held is None and sign.looks_opening():
            return _Role.OPENS
        lone = sign.family == _SINGLE and sign.before.isspace()
        return _Role.NOTHING if lone else _Role.CLOSES
    if sign.looks_opening() and (sign.before.isspace() or held is None):
        return _Role.OPENS
    if sign.before.isspace() and sign.family == _SINGLE:
        return _Role.NOTHING
    return _Role.CLOSES
