"""Figures with their units, and words for days resolved against the dateline."""

import re
from datetime import date, timedelta

from tracker.engine.results import DatePhrase, Figure
from tracker.engine.spans import Span

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        [
            "_",
            "_",
            "twenty",
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
        ]
    )
    if word != "_"
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "tn": 1e12,
    "k": 1e3,
    "dozen": 12.0,
}
_WORDS = "|".join(
    [*_SMALL, *_TENS, "hundred", "thousand", "million", "billion", "trillion", "dozen"]
)
_UNITS = "|".join(
    """per cent|percent|percentage points?|kilograms?|kgs?|kilomet(?:er|re)s?|km|tons?|
tonnes?|met(?:er|re)s?|miles?|lit(?:er|re)s?|hectares?|acres?|won|yuan|dollars?|euros?|
pounds?|rubles?|roubles?|yen|som|rupees?|people|persons?|workers|soldiers|troops|men|
women|children|patients|cases|deaths|homes|houses|families|days?|weeks?|months?|years?|
hours?|minutes?|seconds?|degrees?|barrels?|bags?|machines?|teachers?|students?|
employees?""".replace("\n", "").split("|")
)
_FIGURE = re.compile(
    rf"(?P<money>[$€£¥₩]\s?)?(?:(?P<digits>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)"
    rf"|(?P<words>\b(?:{_WORDS})\b(?:[- ](?:and )?(?:{_WORDS})\b){{0,6}}))"
    r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|bn|tn|m|k)\b)?"
    rf"(?P<unit>\s?%|[ -](?:{_UNITS})\b)?",
    re.IGNORECASE,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?"
    r"(?:,?\s+(?P<y1>\d{4}))?"
    rf"|(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH})\b\.?\s+(?P<y3>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<rel>today|yesterday|tomorrow|tonight|last night)"
    r"|(?P<way>last |next |this |on )?(?P<day>" + "|".join(_DAYS) + r")"
    r"|(?:in|since|of|by|until|during)\s+(?P<year>(?:19|20)\d\d)"
    r"|the (?P<d3>\d{1,2})(?:st|nd|rd|th)\b)\b",
    re.IGNORECASE,
)


def figures(text: str, start: int, end: int) -> tuple[Figure, ...]:
    """Return the figures in text[start:end], dates left out."""
    days = [match.span() for match in _DATE.finditer(text, start, end)]
    found = []
    for match in _FIGURE.finditer(text, start, end):
        at, stop = match.span()
        if any(a < stop and at < b for a, b in days) or _glued(text, at, stop):
            continue
        unit = (match["unit"] or "").strip(" -") or (match["money"] or "").strip()
        found.append(Figure(Span(at, stop), _value(match), unit.lower()))
    return tuple(found)


def _glued(text: str, at: int, stop: int) -> bool:
    """Whether the digits belong to a word: "B52", "No-4x"."""
    before = text[at - 1] if at else " "
    after = text[stop] if stop < len(text) else " "
    return before.isalnum() or after.isalnum() or before == "_"


def _value(match: re.Match[str]) -> float | None:
    scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
    if match["digits"]:
        digits = match["digits"].replace(",", "")
        return float(digits) * scale if len(digits) < 40 else None
    return _spelled(match["words"]) * scale


def _spelled(words: str) -> float:
    """Return the value of "two hundred and forty"."""
    total = current = 0.0
    for word in re.split(r"[- ]+", words.lower()):
        if word in _SMALL or word in _TENS:
            current += _SMALL.get(word, _TENS.get(word, 0))
        elif word == "hundred":
            current = (current or 1) * 100
        elif word == "dozen":
            current = (current or 1) * 12
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0.0
    return total + current


def dates(
    text: str, start: int, end: int, dateline: date | None
) -> tuple[DatePhrase, ...]:
    """Return the words for days in text[start:end], with the day where it is fixed."""
    return tuple(
        DatePhrase(Span(*match.span()), _day(match, dateline))
        for match in _DATE.finditer(text, start, end)
    )


def _day(match: re.Match[str], dateline: date | None) -> date | None:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return _date(year, month, day)
    if match["rel"]:
        return _relative(match["rel"].lower(), dateline)
    if match["day"]:
        return _weekday(
            (match["way"] or "").strip().lower(), match["day"].lower(), dateline
        )
    if match["d3"] and dateline is not None:
        return _date(dateline.year, dateline.month, int(match["d3"]))
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if match[d]:
            month, day = _MONTHS[match[m].lower()], int(match[d])
            if match[y]:
                return _date(int(match[y]), month, day)
            return _nearest(month, day, dateline)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _relative(word: str, dateline: date | None) -> date | None:
    if dateline is None:
        return None
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
    return _shifted(dateline, shift)


def _weekday(way: str, name: str, dateline: date | None) -> date | None:
    """A bare weekday is the last one up to the dateline; "next" looks ahead."""
    if dateline is None:
        return None
    back = (dateline.weekday() - _DAYS.index(name)) % 7
    if way == "next":
        return _shifted(dateline, 7 - back)
    if way == "last":
        return _shifted(dateline, -(back or 7))
    return _shifted(dateline, -back)


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _nearest(month: int, day: int, dateline: date | None) -> date | None:
    """Without a year: the one that lies nearest to the dateline."""
    if dateline is None:
        return None
    near = [
        found
        for year in (dateline.year - 1, dateline.year, dateline.year + 1)
        if 1 <= year <= 9999 and (found := _date(year, month, day)) is not None
    ]
    return min(near, key=lambda found: abs((found - dateline).days), default=None)
