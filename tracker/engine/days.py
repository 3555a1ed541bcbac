"""Words for days and periods, resolved against the dateline where they can be."""

import re
from datetime import date

from tracker.engine.normalise import small
from tracker.engine.numerals import SPELLED
from tracker.engine.periods import (
    WEEKDAYS,
    ago,
    day_of,
    month_of,
    nearest,
    one,
    part_of,
    quarter_of,
    shifted,
    weekday,
    whole_of,
    year_of,
)
from tracker.engine.results import DatePhrase
from tracker.engine.spans import Span

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
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_COUNT = rf"an?|a couple of|(?:{SPELLED})|\d{{1,3}}"
_OPENS = "|".join(
    (
        *_MONTHS,
        *WEEKDAYS,
        SPELLED,
        *("an? [cdmwy]", "today", "yesterday", "tomorrow", "tonight", "on [fmstw]"),
        *("last ", "this ", "next ", "first ", "second ", "third ", "fourth ", "fi"),
        *("q", r"the [\dbefpst]", "mid", "early", "late"),
        r"(?:in|since|until|by|during|of|from|to)[\s-][12adfjmnos]",
    )
)
"""How each form below begins: looked at first, since few words do so."""
_DATE = re.compile(
    rf"\b(?=\w)(?=\d|{_OPENS})(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:[–-](?P<e1>\d{{1,2}}))?\s+(?:of\s+)?"
    rf"(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)"
    rf"(?:[–-](?P<e2>\d{{1,2}})\b)?(?:,?\s+(?P<y2>\d{{4}}))?"
    rf"|(?P<part>mid|early|late|the end of|the beginning of|the start of)[- ]"
    rf"(?P<m4>{_MONTH})\b\.?(?:,?\s+(?P<y4>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH})\b\.?,?\s+(?P<y3>\d{{4}})"
    rf"|(?:in|since|until|by|during|of|last|this|next|from|to)\s(?P<m5>{_MONTH})\b(?!\.?\s\d)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<rel>today|yesterday|tomorrow|tonight|last night|this morning|this evening)"
    r"|(?P<way>last |next |this |on )?(?P<day>" + "|".join(WEEKDAYS) + r")"
    rf"|(?P<count>{_COUNT}) (?P<unit>day|week|month|year|decade)s? (?:ago|earlier)"
    r"|(?P<period>last|this|next|the previous|the past) (?P<whole>week|month|year)"
    r"|(?:the )?(?P<nth>first|second|third|fourth) (?P<of>quarter|half)"
    r"(?: of (?P<y5>(?:19|20)\d\d)| of (?P<which>last|this|next) year)?"
    r"|q(?P<q>[1-4])(?:[ ,]+(?P<y6>(?:19|20)\d\d))?"
    r"|(?:fiscal|financial)(?: year)? (?P<fiscal>(?:19|20)\d\d(?:[–/-]\d\d)?)"
    r"|(?:in|since|of|by|until|during|from|early|late|mid)[- ]"
    r"(?P<year>(?:19|20)\d\d)(?!s)"
    r"|the (?P<d3>\d{1,2})(?:st|nd|rd|th)\b(?! (?:century|time|floor|day|anniversary))"
    r")\b"
)
"""For text in small letters."""


def spans_of_days(text: str, start: int, end: int) -> list[Span]:
    """Return where words for days stand."""
    return [Span(*match.span()) for match in _DATE.finditer(small(text), start, end)]


def dates(
    text: str, start: int, end: int, dateline: date | None
) -> tuple[DatePhrase, ...]:
    """Return the words for days in text[start:end], with the time that they fix."""
    found = _DATE.finditer(small(text), start, end)
    return tuple(_phrase(match, dateline) for match in found)


def _phrase(match: re.Match[str], dateline: date | None) -> DatePhrase:
    first, last = _Reader(match, dateline).period() or (None, None)
    day = first if first == last else None
    return DatePhrase(Span(*match.span()), day, first, last)


class _Reader:
    """One phrase, read into the first and the last day that it can mean."""

    def __init__(self, match: re.Match[str], dateline: date | None) -> None:
        self.match, self.dateline = match, dateline

    def period(self) -> tuple[date, date] | None:
        match = self.match
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
            return one(day_of(year, month, day))
        for d, e, m, y in (("d1", "e1", "m1", "y1"), ("d2", "e2", "m2", "y2")):
            if match[d]:
                return self._days(match[d], match[e], match[m], match[y])
        if match["m3"]:
            return month_of(int(match["y3"]), _MONTHS[match["m3"].lower()])
        if match["year"]:
            return year_of(int(match["year"]))
        if self.dateline is None:
            return self._without_dateline()
        return self._relative(self.dateline)

    def _without_dateline(self) -> tuple[date, date] | None:
        match = self.match
        if match["part"] and match["y4"]:
            return part_of(
                match["part"], int(match["y4"]), _MONTHS[match["m4"].lower()]
            )
        if match["y5"]:
            return _fraction(match, int(match["y5"]))
        return quarter_of(int(match["y6"]), int(match["q"])) if match["y6"] else None

    def _days(
        self, first: str, last: str | None, name: str, year: str | None
    ) -> tuple[date, date] | None:
        month = _MONTHS[name.lower()]
        if year:
            begins = day_of(int(year), month, int(first))
        else:
            begins = nearest(month, int(first), self.dateline)
        if begins is None or not last:
            return one(begins)
        ends = day_of(begins.year, month, int(last))
        return (begins, ends) if ends is not None and ends >= begins else one(begins)

    def _relative(self, dateline: date) -> tuple[date, date] | None:
        match = self.match
        if match["rel"]:
            word = match["rel"].lower()
            shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(word, 0)
            return one(shifted(dateline, shift))
        if match["day"]:
            way = (match["way"] or "").strip().lower()
            return one(weekday(way, match["day"].lower(), dateline))
        if match["d3"]:
            return one(day_of(dateline.year, dateline.month, int(match["d3"])))
        if match["m4"] or match["m5"]:
            return self._in_month(dateline)
        if match["unit"]:
            return ago(match["count"].lower(), match["unit"].lower(), dateline)
        if match["whole"]:
            return whole_of(match["period"].lower(), match["whole"].lower(), dateline)
        if match["nth"]:
            year = dateline.year + {"last": -1, "next": 1}.get(match["which"] or "", 0)
            return _fraction(match, int(match["y5"] or year))
        if match["q"]:
            return quarter_of(int(match["y6"] or dateline.year), int(match["q"]))
        return None

    def _in_month(self, dateline: date) -> tuple[date, date] | None:
        """“in mid-March”, “since June”: the last such month up to the dateline."""
        match = self.match
        month = _MONTHS[(match["m4"] or match["m5"]).lower()]
        ahead = match[0].lower().startswith(("next", "by", "until"))
        year = dateline.year
        if match["y4"]:
            year = int(match["y4"])
        elif month > dateline.month and not ahead:
            year -= 1
        elif month < dateline.month and ahead:
            year += 1
        return (
            part_of(match["part"], year, month)
            if match["m4"]
            else month_of(year, month)
        )


def _fraction(match: re.Match[str], year: int) -> tuple[date, date] | None:
    """“the third quarter”, “the first half of 2024”: of a calendar year."""
    nth = _QUARTERS[match["nth"].lower()]
    if match["of"].lower() == "quarter":
        return quarter_of(year, nth)
    if nth > 2:
        return None
    return (quarter_of(year, 2 * nth - 1)[0], quarter_of(year, 2 * nth)[1])
