"""Rows straight from the database: CSV and JSON Lines written by COPY."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from psycopg import sql

from tracker.datasets.dataset import Column, Kind
from tracker.datasets.guard import guarded, json_guarded, suspect

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

BOM = b"\xef\xbb\xbf"
CHUNK = 1 << 17


def csv_copy(rows: sql.Composable, columns: Sequence[Column]) -> sql.Composed:
    """COPY of the guarded view: every cell quoted, text disarmed."""
    texts = [column.name for column in columns if column.kind is Kind.TEXT]
    cells = [_cell(column) for column in columns]
    return sql.SQL(
        "COPY (SELECT {cells} FROM (SELECT *, {suspect} AS suspect FROM ({rows}) "
        "AS recorded OFFSET 0) AS looked_at) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"
    ).format(cells=sql.SQL(", ").join(cells), suspect=suspect(texts), rows=rows)


def _cell(column: Column) -> sql.Composable:
    plain = sql.Identifier(column.name)
    match column.kind:
        case Kind.TEXT:
            return sql.SQL("CASE WHEN suspect THEN {} ELSE {} END").format(
                guarded(column.name), plain
            )
        case Kind.JSON:
            return json_guarded(column.name)
        case _:
            return plain


def jsonl_copy(rows: sql.Composable, columns: Sequence[Column]) -> sql.Composed:
    """COPY of the exact values, one JSON object a line.

    The quote and the separator are bytes that JSON never holds unescaped, so COPY
    adds nothing of its own.
    """
    members = sql.SQL(", ").join(
        sql.SQL("{}, {}").format(sql.Literal(column.name), sql.Identifier(column.name))
        for column in columns
    )
    return sql.SQL(
        "COPY (SELECT json_build_object({}) FROM ({}) AS recorded) TO STDOUT "
        "(FORMAT csv, QUOTE E'\\x01', ESCAPE E'\\x01', DELIMITER E'\\x02')"
    ).format(members, rows)


def header(columns: Sequence[Column]) -> bytes:
    return ",".join(f'"{column.name}"' for column in columns).encode() + b"\r\n"


def lines(cursor: "CursorWrapper", statement: sql.Composable) -> Iterator[bytes]:
    """Yield what COPY writes, in pieces of whole lines; memory stays flat."""
    piece = bytearray()
    copy: Any
    with cursor.copy(statement) as copy:
        for row in copy:
            piece += row
            if len(piece) >= CHUNK:
                yield bytes(piece)
                piece.clear()
    if piece:
        yield bytes(piece)


def csv_lines(
    cursor: "CursorWrapper",
    rows: sql.Composable,
    columns: Sequence[Column],
    *,
    bom: bool = False,
) -> Iterator[bytes]:
    """Yield the CSV: RFC 4180, UTF-8. Every line break ends a line; no cell has one."""
    yield (BOM if bom else b"") + header(columns)
    for piece in lines(cursor, csv_copy(rows, columns)):
        yield piece.replace(b"\n", b"\r\n")


def jsonl_lines(
    cursor: "CursorWrapper", rows: sql.Composable, columns: Sequence[Column]
) -> Iterator[bytes]:
    return lines(cursor, jsonl_copy(rows, columns))
