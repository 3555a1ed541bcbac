"""Days and periods counted from a dateline: weeks, months, quarters and parts."""

import calendar
from datetime import date, timedelta

from tracker.engine.numerals import spelled

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def one(day: date | None) -> tuple[date, date] | None:
    return (day, day) if day is not None else None


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> tuple[date, date] | None:
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def quarter_of(year: int, quarter: int) -> tuple[date, date]:
    last = 3 * quarter
    return (
        date(year, last - 2, 1),
        date(year, last, calendar.monthrange(year, last)[1]),
    )


def part_of(part: str, year: int, month: int) -> tuple[date, date] | None:
    """Early, middle and late: a third of the month each."""
    whole = month_of(year, month)
    if whole is None:
        return None
    begins, ends = whole
    named = part.lower()
    if named == "mid":
        return begins.replace(day=11), begins.replace(day=20)
    if named in {"late", "the end of"}:
        return begins.replace(day=21), ends
    return begins, begins.replace(day=10)


def weekday(way: str, name: str, dateline: date) -> date | None:
    """A bare weekday is the last one up to the dateline; "next" looks ahead."""
    back = (dateline.weekday() - WEEKDAYS.index(name)) % 7
    if way == "next":
        return shifted(dateline, 7 - back)
    if way == "last":
        return shifted(dateline, -(back or 7))
    return shifted(dateline, -back)


def ago(count: str, unit: str, dateline: date) -> tuple[date, date] | None:
    """“two days ago” is a day; “two years ago” is a year."""
    words = {"a": 1, "an": 1, "a couple of": 2}
    many = words.get(count) or (int(count) if count.isdigit() else int(spelled(count)))
    if unit == "day":
        return one(shifted(dateline, -many))
    if unit == "week":
        return week_of(shifted(dateline, -7 * many))
    if unit == "month":
        months = 12 * dateline.year + dateline.month - 1 - many
        return month_of(months // 12, months % 12 + 1)
    year = dateline.year - many * (10 if unit == "decade" else 1)
    if year < date.min.year:
        return None
    return year_of(year) if unit == "year" else None


def whole_of(way: str, unit: str, dateline: date) -> tuple[date, date] | None:
    """“last week”, “this month”, “next year”."""
    shift = {"last": -1, "the previous": -1, "next": 1}.get(way, 0)
    if way == "the past":
        back = {"week": 7, "month": 30, "year": 365}[unit]
        begins = shifted(dateline, -back)
        return (begins, dateline) if begins is not None else None
    if unit == "week":
        return week_of(shifted(dateline, 7 * shift))
    if unit == "month":
        months = 12 * dateline.year + dateline.month - 1 + shift
        return month_of(months // 12, months % 12 + 1)
    year = dateline.year + shift
    return year_of(year) if date.min.year <= year <= date.max.year else None


def week_of(day: date | None) -> tuple[date, date] | None:
    """Monday to Sunday."""
    if day is None:
        return None
    begins = shifted(day, -day.weekday())
    ends = shifted(day, 6 - day.weekday())
    return (begins, ends) if begins is not None and ends is not None else None


def shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def nearest(month: int, day: int, dateline: date | None) -> date | None:
    """Without a year: the one that lies nearest to the dateline."""
    if dateline is None:
        return None
    near = [
        found
        for year in (dateline.year - 1, dateline.year, dateline.year + 1)
        if 1 <= year <= 9999 and (found := day_of(year, month, day)) is not None
    ]
    return min(near, key=lambda found: abs((found - dateline).days), default=None)
