r"""Cells that no spreadsheet runs, disarmed by the database and restored exactly.

A cell that begins with something a spreadsheet takes for a formula, also after blanks
that it skips, gets an apostrophe in front; so does one that begins with an apostrophe,
or the guard could not be undone, and one that begins with a semicolon or a quotation
mark, after which a spreadsheet told the wrong separator starts a new cell. TAB, LF
and CR become the visible signs ␉ ␊ ␍ for the same reason; where those signs stand in
the original themselves, ␛ goes before them; it also goes between a semicolon and what
would be a formula after it. `restored` in the stand-alone verifier is the way back.
"""

from collections.abc import Sequence

from psycopg import sql

FORMULAS = "=+@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b-"
TRIGGERS = "'\";" + FORMULAS
BLANKS = " \u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
SIGNS = "\u2409\u240a\u240d"
ESCAPE = "\u241b"
# Between cells that are looked at together; if it stands in a cell, that costs time.
BETWEEN = "\x1f"

STARTS = sql.Literal(f"^[{BLANKS}]*[{TRIGGERS}]")
SUSPECT = sql.Literal(
    f"[\t\n\r{SIGNS}{ESCAPE}]|(^|{BETWEEN})[{BLANKS}]*[{TRIGGERS}]"
    f"|;[{BLANKS}]*[{FORMULAS}]"
)
AFTER_SEMICOLON = sql.Literal(f"(;[{BLANKS}]*)([{FORMULAS}])")
MARKED = sql.Literal(f"([{SIGNS}{ESCAPE}])")


def suspect(columns: Sequence[str]) -> sql.Composable:
    """Does any of these cells need the guard? One look for the whole row."""
    if not columns:
        return sql.SQL("false")
    cells = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("concat_ws({}, {}) ~ {}").format(
        sql.Literal(BETWEEN), cells, SUSPECT
    )


def guarded(column: str) -> sql.Composed:
    """The cell, disarmed."""
    return sql.SQL(
        "CASE WHEN {cell} ~ {starts} THEN '''' ELSE '' END || translate("
        "regexp_replace(regexp_replace({cell}, {marked}, {escape}, 'g'), "
        "{after}, {parted}, 'g'), {raw}, {signs})"
    ).format(
        cell=sql.Identifier(column),
        starts=STARTS,
        marked=MARKED,
        escape=sql.Literal(ESCAPE + r"\1"),
        after=AFTER_SEMICOLON,
        parted=sql.Literal(r"\1" + ESCAPE + r"\2"),
        raw=sql.Literal("\t\n\r"),
        signs=sql.Literal(SIGNS),
    )


def json_guarded(column: str) -> sql.Composed:
    """The JSON, equal and with no semicolon: it always stands inside a string."""
    return sql.SQL("replace({}::text, ';', {})").format(
        sql.Identifier(column), sql.Literal(r"\u003b")
    )
