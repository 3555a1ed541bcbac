"""A dataset is one definition of what can be exported, used by every way out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from psycopg import sql


class Profile(StrEnum):
    """For whom an export is; decides by allow-list which columns it has."""

    INTERNAL = "internal"
    LEGAL = "legal"
    REVIEWER = "reviewer"
    PUBLIC = "public"


INSIDE = frozenset({Profile.INTERNAL, Profile.LEGAL})
OUTSIDE = frozenset({Profile.REVIEWER, Profile.PUBLIC})
NOT_PUBLIC = INSIDE | {Profile.REVIEWER}
EVERYBODY = frozenset(Profile)
NOBODY: frozenset[Profile] = frozenset()

# The rows of a table as they stood after an event, told by the events themselves. What
# is on the chain only by its hash never changes: the row has it, if that is its hash.
AS_OF = """
    {name} AS MATERIALIZED (
        SELECT stood.* FROM (
            SELECT row_id, jsonb_object_agg(name, value::jsonb ORDER BY seq) AS doc
              FROM audit.event
              CROSS JOIN LATERAL unnest(names, news) AS field (name, value)
             WHERE table_name = {table} AND op IN ('insert', 'update')
               AND seq <= {{last}}
             GROUP BY row_id
        ) AS told
        CROSS JOIN LATERAL (
            SELECT CASE WHEN doc @? '$.* ? (exists(@.sha256) && exists(@.characters))'
                THEN doc || coalesce((
                    SELECT jsonb_object_agg(key, to_jsonb(present) -> key)
                      FROM public.{name} AS present
                      CROSS JOIN LATERAL jsonb_each(doc) AS long (key, value)
                     WHERE present.id = row_id::uuid
                       AND value ->> 'sha256' = encode(sha256(convert_to(
                           to_jsonb(present) ->> key, 'UTF8')), 'hex')
                ), jsonb_build_object()) ELSE doc END AS doc
        ) AS whole
        CROSS JOIN LATERAL jsonb_populate_record(NULL::public.{name}, whole.doc)
            AS stood
        WHERE NOT EXISTS (
            SELECT FROM audit.event WHERE table_name = {table} AND op = 'delete'
               AND row_id = stood.id::text AND seq <= {{last}})
    )"""


class Kind(StrEnum):
    """How a cell is written."""

    TEXT = "text"  # anything that people or programs typed: guarded
    PLAIN = "plain"  # our own words, ids and times: nothing a spreadsheet runs
    INTEGER = "integer"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its SQL, what it means, and which profiles have it.

    Two columns may share a name if no profile has both.
    """

    name: str
    expression: str
    about: str
    profiles: frozenset[Profile] = EVERYBODY
    kind: Kind = Kind.PLAIN


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows are asked for. No desk: every desk, which only an operator may."""

    desk_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    status: str = ""
    article_id: UUID | None = None
    chosen: tuple[UUID, ...] = ()
    sees_restricted: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows, columns and the profiles that may see them.

    `source` is what follows FROM. It and the columns are constants of the code; what
    the asker gave reaches SQL only as literals of `scope`, under these names: {desk},
    {since}, {until}, {status}, {article}, {chosen}, {restricted}, {last}, {profile}.
    """

    name: str
    title: str
    about: str
    source: str
    order: str
    columns: tuple[Column, ...]
    # The tables it reads that change; as of a moment they are told by the chain.
    tables: tuple[str, ...] = ()
    profiles: frozenset[Profile] = EVERYBODY
    # Rows that a profile does not see at all.
    only: Mapping[Profile, str] = field(default_factory=dict)
    # The statuses that it can be narrowed to.
    statuses: tuple[str, ...] = ()
    # Whether how many rows it has may be told while it is written.
    counted: bool = True

    @property
    def of_article(self) -> bool:
        """Whether it can be narrowed to one article."""
        return "{article}" in self.source

    @property
    def of_chosen(self) -> bool:
        """Whether it can be narrowed to rows by their ids."""
        return "{chosen}" in self.source

    def columns_for(self, profile: Profile) -> tuple[Column, ...]:
        """The columns on the profile's allow-list, in order."""
        return tuple(column for column in self.columns if profile in column.profiles)

    def rows(
        self, profile: Profile, scope: Scope, last: int, *, as_of: bool = False
    ) -> sql.Composed:
        """The query for the rows, every column as it is on record.

        `last` is the number of the last event that the export knows of; with `as_of`
        every table is as it stood then.
        """
        columns = ", ".join(
            f'{column.expression} AS "{column.name}"'
            for column in self.columns_for(profile)
        )
        where = f" AND ({self.only[profile]})" if profile in self.only else ""
        rows = f"{columns} FROM {self.source}{where} ORDER BY {self.order}"
        told = ", ".join(
            AS_OF.format(name=f'"{table}"', table=f"'{table}'") for table in self.tables
        )
        start = f"WITH {told} SELECT " if as_of and told else "SELECT "
        return sql.SQL(start + rows).format(**literals(profile, scope, last))


def literals(profile: Profile, scope: Scope, last: int) -> dict[str, sql.Literal]:
    """Everything that an asker says, by the names under which SQL may use it."""
    return {
        "desk": sql.Literal(scope.desk_id),
        "since": sql.Literal(scope.since),
        "until": sql.Literal(scope.until),
        "status": sql.Literal(scope.status),
        "article": sql.Literal(scope.article_id),
        "chosen": sql.Literal(list(map(str, scope.chosen)) or None),
        "restricted": sql.Literal(scope.sees_restricted),
        "last": sql.Literal(last),
        "profile": sql.Literal(profile.value),
    }
