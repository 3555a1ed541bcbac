"""Columns that mean one thing inside the newsroom and another outside.

Inside: ids, moments, people. Outside: pseudonyms under the export's own key and days,
so that two exports never join and nobody is counted or followed.
"""

from typing import Final

from tracker.datasets.dataset import (
    EVERYBODY,
    INSIDE,
    NOT_PUBLIC,
    OUTSIDE,
    Column,
    Kind,
    Profile,
)

REVIEWER: Final = frozenset({Profile.REVIEWER})

# A row of a ledger, which must call its main table by this name.
IN_SCOPE: Final = (
    "({desk}::uuid IS NULL OR one.desk_id = {desk}::uuid) "
    "AND ({since}::date IS NULL OR one.created_at >= {since}::date) "
    "AND ({until}::date IS NULL OR one.created_at < {until}::date + 1) "
    "AND ({chosen}::uuid[] IS NULL OR one.id = ANY ({chosen}::uuid[]))"
)
HAS_STATUS: Final = "({status}::text = '' OR one.status = {status}::text)"


def stamp(moment: str) -> str:
    """SQL for a moment in UTC, to the microsecond."""
    return (
        f"to_char(({moment}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    )


def token(value: str) -> str:
    """SQL for a pseudonym under the export's own key: two exports never join."""
    return (
        "left(encode(sha256(convert_to(current_setting('sourceline.export_key') || "
        f"({value})::text, 'UTF8')), 'hex'), 16)"
    )


def identity(
    name: str, sql: str, about: str, outside: frozenset[Profile] = OUTSIDE
) -> tuple[Column, ...]:
    """An id inside, a pseudonym outside."""
    return (
        Column(name, f"({sql})::text", about, INSIDE),
        Column(name, token(sql), f"{about} Pseudonym of this export.", outside),
    )


def moment(
    name: str, sql: str, about: str, outside: frozenset[Profile] = OUTSIDE
) -> tuple[Column, ...]:
    """A moment inside, a day outside."""
    return (
        Column(name, stamp(sql), f"{about} In UTC.", INSIDE),
        Column(name, f"left({stamp(sql)}, 10)", f"{about} The day.", outside),
    )


def person(name: str, user: str, desk: str, about: str) -> tuple[Column, ...]:
    """An id inside; for a reviewer pseudonym and roles; for the public nothing."""
    held = f"held.user_id = {user} AND held.desk_id = {desk}"
    roles = (
        "(SELECT string_agg(DISTINCT role, ',' ORDER BY role) "
        "FROM tracker_membership AS held WHERE " + held + ")"
    )
    return (
        *identity(name, user, about, REVIEWER),
        Column(f"{name}_role", roles, "In which role.", NOT_PUBLIC),
    )


def text(
    name: str, sql: str, about: str, profiles: frozenset[Profile] = EVERYBODY
) -> Column:
    """Something that people typed."""
    return Column(name, sql, about, profiles, Kind.TEXT)


def number(
    name: str, sql: str, about: str, profiles: frozenset[Profile] = EVERYBODY
) -> Column:
    return Column(name, sql, about, profiles, Kind.INTEGER)


def yes_or_no(
    name: str, sql: str, about: str, profiles: frozenset[Profile] = EVERYBODY
) -> Column:
    return Column(name, f"CASE WHEN {sql} THEN 'yes' ELSE 'no' END", about, profiles)
