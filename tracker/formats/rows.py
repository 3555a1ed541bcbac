"""Articles in bulk: JSON Lines or CSV, row by row, each readable or with its reason."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import StringIO
from pathlib import PurePath
from typing import Final

from tracker.errors import Invalid, SourcelineError
from tracker.formats import strict_json
from tracker.formats.encoding import decode
from tracker.formats.html import markup_to_text
from tracker.formats.limits import MAX_TEXT_BYTES
from tracker.formats.words import plain, storable

COLUMNS: Final = frozenset(
    {"title", "text", "html", "byline", "language", "url", "external_id", "dateline"}
)
_DELIMITERS: Final = (",", ";", "\t")

csv.field_size_limit(MAX_TEXT_BYTES)


class Sheet(StrEnum):
    """Kinds of bulk file."""

    JSON_LINES = "jsonl"
    CSV = "csv"

    @classmethod
    def of(cls, name: str) -> "Sheet":
        """Tell by the file's name. Raises Invalid for any other."""
        ending = PurePath(name).suffix.lower().removeprefix(".")
        if ending in {"jsonl", "ndjson"}:
            return cls.JSON_LINES
        if ending == "csv":
            return cls.CSV
        raise Invalid("Only jsonl and csv files hold articles in bulk.")


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as a row has it; `text` is plain already."""

    number: int
    title: str
    text: str
    byline: str = ""
    language: str = ""
    url: str = ""
    external_id: str = ""
    dateline: date | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read, and why."""

    number: int
    error: SourcelineError


def read_rows(content: bytes, kind: Sheet) -> Iterator[ArticleRow | BadRow]:
    """Yield each row in order.

    `number` is the line of a JSON Lines file, or the row that a spreadsheet shows
    (the header is row 1). Raises Invalid when the file as a whole cannot be read.
    """
    text = decode(content)
    rows = _json_lines(text) if kind is Sheet.JSON_LINES else _csv_rows(text)
    for number, found in rows:
        if isinstance(found, SourcelineError):
            yield BadRow(number, found)
            continue
        try:
            yield article_row(number, found)
        except SourcelineError as error:
            yield BadRow(number, error)


def article_row(number: int, fields: Mapping[str, object]) -> ArticleRow:
    """Check one row's fields. Raises Invalid naming the field."""
    if unknown := fields.keys() - COLUMNS:
        known = ", ".join(sorted(COLUMNS))
        raise Invalid(
            f"Unknown field “{min(unknown)[:40]}”; known are {known}.",
            field=min(unknown)[:40],
        )
    words = {name: _string(name, fields.get(name)) for name in COLUMNS}
    if bool(words["text"].strip()) == bool(words["html"].strip()):
        raise Invalid("Give the article as either text or html.", field="text")
    if not words["title"].strip():
        raise Invalid("The title is missing.", field="title")
    try:
        text = plain(words["text"] or markup_to_text(words["html"]))
    except Invalid as error:
        raise Invalid(error.message, **{"field": "text", **error.facts}) from None
    return ArticleRow(
        number,
        title=words["title"].strip(),
        text=text,
        byline=words["byline"].strip(),
        language=words["language"].strip(),
        url=words["url"].strip(),
        external_id=words["external_id"].strip(),
        dateline=_day(words["dateline"].strip()),
    )


def _string(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | float) or not isinstance(value, str | int):
        raise Invalid(f"“{name}” must be a string.", field=name)
    return str(value)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise Invalid(
            "The dateline must be a day such as 2024-05-31.", field="dateline"
        ) from None


def _json_lines(text: str) -> Iterator[tuple[int, Mapping[str, object] | Invalid]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = strict_json.parse(line)
        except Invalid as error:
            yield number, error
            continue
        yield (
            number,
            (
                value
                if isinstance(value, dict)
                else Invalid("The line is not a JSON object.")
            ),
        )


def _csv_rows(text: str) -> Iterator[tuple[int, Mapping[str, object] | Invalid]]:
    storable(text)
    delimiter = _delimiter(text.partition("\n")[0])
    records = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        header = [name.strip().lower() for name in next(records)]
        _check_header(header)
        for number, record in enumerate(records, start=2):
            if len(record) == len(header):
                yield number, dict(zip(header, record, strict=True))
            elif any(record):
                yield (
                    number,
                    Invalid(
                        f"The row has {len(record)} cells and the header {len(header)}."
                    ),
                )
    except csv.Error as error:
        # After a quote that never closes, nothing further can be told apart.
        yield number + 1, Invalid(f"The file is not CSV from here on: {error}.")


def _delimiter(header: str) -> str:
    """The one that makes most known columns of the header."""

    def known(delimiter: str) -> int:
        names = {name.strip(' "\r\ufeff').lower() for name in header.split(delimiter)}
        return len(names & COLUMNS)

    return max(_DELIMITERS, key=known)


def _check_header(header: list[str]) -> None:
    if len(set(header)) != len(header):
        raise Invalid("A column stands twice in the header.")
    if not {"title"} < set(header):
        raise Invalid("The first row must name the columns, title and text at least.")
    if unknown := set(header) - COLUMNS:
        raise Invalid(
            f"Unknown column “{min(unknown)[:40]}”; known are "
            f"{', '.join(sorted(COLUMNS))}.",
        )
