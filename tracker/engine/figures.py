"""Figures with their units: numbers, ranges, shares, "tens of thousands"."""

import re
from collections.abc import Callable

from tracker.engine.days import spans_of_days
from tracker.engine.hints import Hints
from tracker.engine.lexicon import families
from tracker.engine.normalise import small
from tracker.engine.numerals import SCALES, SPELLED, spelled
from tracker.engine.results import Figure
from tracker.engine.spans import Span

_UNITS = "|".join(
    sorted(
        (
            u.replace("_", " ")
            for line in families("units")["units"]
            for u in line.split()
        ),
        key=len,
        reverse=True,
    )
)
_DOLLARS = "(?:us|c|a|hk|nz|s)"
_CODES = r"(?:usd|eur|gbp|krw|cny|rmb|jpy|chf)\s"
_MONEY = rf"{_DOLLARS}?\$|[€£¥₩]|{_CODES}"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = (
    r"(?:[ -]?(?:hundred|thousand|million|billion|trillion|bn|tn|mn|m|k)\b|[만억조])"
)
_SPELLED = rf"\b(?:{SPELLED})\b(?:[- ](?:and )?(?:{SPELLED})\b){{0,6}}"
_NUMBER = rf"(?:{_DIGITS}|{_SPELLED})"
_FIRST = "".join(sorted({word[0] for word in SPELLED.split("|")}))
_BEGINS = (
    rf"(?=[\d$€£¥₩]|\b(?=[{_FIRST}])(?:{SPELLED})"
    r"|[achnsu][ksz]?\$|[cegjkru][a-z]{2}\s)"
)
"""Looked for first, since most letters of a sentence begin no figure.

Dollars and codes are only guessed by their letters: the pattern itself tells them.
"""
_FIGURE = re.compile(
    rf"{_BEGINS}(?P<money>(?:{_MONEY})\s?)?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<words>{_SPELLED}))(?P<scale>{_SCALE})?"
    rf"(?:(?P<joint>\s?[–—-]\s?|\s(?:to|and|or)\s)(?:{_MONEY})?"
    rf"(?P<most>{_NUMBER})(?P<most_scale>{_SCALE})?(?![\w-]))?"
    r"(?P<unit>\s?%|\s?[원명톤개]"
    rf"|[ -](?:{_UNITS})\b(?: per (?:{_UNITS}|head|capita)\b)?)?"
)
_SHARES = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6,
    "seventh": 1 / 7, "eighth": 1 / 8, "ninth": 1 / 9, "tenth": 1 / 10,
}  # fmt: skip
_PARTS = "third|quarter|fifth|sixth|seventh|eighth|ninth|tenth"
_SHARE = re.compile(
    rf"\b(?:(?P<count>an?|one|two|three|four|five|six|seven|eight|nine)[ -]"
    rf"(?P<part>{_PARTS})s?|(?P<half>half))\b"
    r"(?= of\b|-| the\b| as\b| a\b|[.,;]|$)(?P<of> of an? (?:million|billion)\b)?"
    rf"|\b(?P<some>{_NUMBER}) (?:in|out of)(?: every)? (?P<all>{_NUMBER})\b(?!,?\d)"
)
_MANY = re.compile(
    r"\b(?P<many>(?:tens|scores|dozens|hundreds|thousands|millions|billions)"
    r"(?: of (?:thousands|millions|billions))?)\b(?: of)?"
    rf"(?P<unit> (?:{_UNITS})\b)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = ("between ", "from ")
_RANGES = frozenset({"to", "–", "—", "-"})
_LONGEST = 40
"""Digits; a longer number has no value."""


def figures(
    text: str, start: int, end: int, days: list[Span] | None = None
) -> tuple[Figure, ...]:
    """Return the figures in text[start:end] in order, dates left out.

    `days` are the words for days there, if they are known already.
    """
    taken = spans_of_days(text, start, end) if days is None else days
    found: list[Figure] = []
    low = small(text)
    for pattern, read, hints in _PATTERNS:
        if hints is not None and not hints.within(low, start, end):
            continue
        here: list[Figure] = []
        for match in pattern.finditer(low, start, end):
            here += read(match, text)
        if taken:
            here = [one for one in here if not any(map(one.span.meets, taken))]
        found += here
        taken = [*taken, *[figure.span for figure in here]]
    return tuple(sorted(found, key=lambda figure: figure.span))


def _share(match: re.Match[str], text: str) -> list[Figure]:
    """“a third of”, “two-thirds”, “one in five”."""
    del text
    span = Span(*match.span())
    if match["some"]:
        some, whole = _read(match["some"], ""), _read(match["all"], "")
        if some is None or not whole or some > whole:
            return []
        return [Figure(span, some / whole, "share")]
    count = (match["count"] or "a").lower()
    many = 1.0 if count in {"a", "an"} else spelled(count)
    share = many * _SHARES[(match["part"] or "half").lower()]
    if match["of"]:
        return [Figure(span, share * SCALES[match["of"].lower().split()[-1]])]
    return [Figure(span, share, "share")]


def _many(match: re.Match[str], text: str) -> list[Figure]:
    """“tens of thousands of people”: no value can be read, but a claim is made."""
    del text
    end = match.end("unit") if match["unit"] else match.end("many")
    unit = (match["unit"] or "").strip().lower()
    return [Figure(Span(match.start(), end), None, unit)]


def _figure(match: re.Match[str], text: str) -> list[Figure]:
    at, stop = match.span()
    if _glued(text, at, stop) or _YEAR.fullmatch(match[0]):
        return []
    money = text[match.start("money") : match.end("money")].strip()
    unit = (match["unit"] or "").strip(" -") or money
    scale = match["scale"] or ""
    if match["joint"] and not _is_range(match, text):
        first = Span(at, match.end("scale") if scale else _number_end(match))
        second = Span(match.start("most"), stop)
        return [
            Figure(first, _read(_number(match), scale), money),
            Figure(
                second, _read(match["most"], match["most_scale"] or ""), unit.lower()
            ),
        ]
    most = None
    if match["joint"]:
        most = _read(match["most"], match["most_scale"] or "")
        scale = scale or (match["most_scale"] or "")
    return [
        Figure(Span(at, stop), _read(_number(match), scale), unit.lower(), most=most)
    ]


def _is_range(match: re.Match[str], text: str) -> bool:
    """“10 to 15 years”, “between 10 and 20”; not “two or three”'s neighbours."""
    joint = match["joint"].strip().lower()
    if joint == "and":
        before = text[max(0, match.start() - 8) : match.start()].lower()
        return before.endswith(_BETWEEN)
    return joint in _RANGES or joint == "or"


def _number(match: re.Match[str]) -> str:
    return match["digits"] or match["words"]


def _number_end(match: re.Match[str]) -> int:
    return match.end("digits") if match["digits"] else match.end("words")


def _glued(text: str, at: int, stop: int) -> bool:
    """Whether the digits belong to a word: "B52", "No-4x"."""
    before = text[at - 1] if at else " "
    after = text[stop] if stop < len(text) else " "
    return (
        before.isalnum()
        or before == "_"
        or (after.isalnum() and not ("가" <= after <= "힣"))
    )


def _read(number: str, scale: str) -> float | None:
    """Return the value of digits or words, times what follows them."""
    times = SCALES.get(scale.strip(" -").lower(), 1.0)
    digits = number.replace(",", "")
    if digits[:1].isdecimal():
        return float(digits) * times if len(digits) < _LONGEST else None
    return spelled(number) * times


_Read = Callable[[re.Match[str], str], list[Figure]]
_PATTERNS: tuple[tuple[re.Pattern[str], _Read, Hints | None], ...] = (
    (_SHARE, _share, Hints("half", "third", "quarter", "fth", "xth", "nth", "hth",
        " out of ", " in ")),
    (_MANY, _many, Hints("tens", "scores", "dozens", "hundreds", "thousands", "ions")),
    (_FIGURE, _figure, None),
)  # fmt: skip
"""Each pattern, what reads it, and words without which it need not be tried."""
