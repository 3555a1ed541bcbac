"""The audit events: the dataset whose every row is proved by the chain itself."""

from collections.abc import Iterable
from typing import Final

from tracker.datasets.columns import stamp, token
from tracker.datasets.dataset import (
    INSIDE,
    NOT_PUBLIC,
    Column,
    Dataset,
    Kind,
    Profile,
)

# What an outsider may see of a change: the states of things, never their words.
SHOWN_OUTSIDE: Final = (
    "claims_claim.status",
    "claims_claim.checkable",
    "claims_claim.type",
    "claims_crosscheck.relation",
    "claims_evidence.bearing",
    "claims_evidence.credibility",
    "claims_verification.from_status",
    "claims_verification.to_status",
    "claims_verification.move",
    "claims_quoteverification.from_status",
    "claims_quoteverification.to_status",
    "claims_quoteverification.move",
    "sources_quote.status",
    "sources_quote.fidelity",
    "tracker_article.status",
    "tracker_revision.number",
    "tracker_text.sha256",
    "tracker_text.characters",
)
# What of the sources' tables is about copy, not about a source. Every other table of
# theirs, and one that is added tomorrow, is a source's file or speaks of who works
# with whom: its events are shown to keepers alone, elsewhere they are only counted.
ABOUT_COPY: Final = (
    "sources_acceptance",
    "sources_jigsawfloor",
    "sources_quote",
    "sources_quotepiece",
)
# Whose words they are, under which terms, in the original; notes that not every member
# may read.
PRIVATE_FIELDS: Final = (
    "claims_annotation.body",
    "claims_claim.attributed_to_id",
    "claims_suggestedspeaker.source_id",
    "sources_quote.agreement_id",
    "sources_quote.original_language",
    "sources_quote.original_text",
    "sources_quote.source_id",
    "sources_quote.translation",
)
# Verdicts are sealed for a time, to keepers too: they leave only as commitments.
SEALED_FIELDS: Final = ("claims_secondreading.reason", "claims_secondreading.verdict")


def _array(values: Iterable[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{value}'" for value in values) + "]"


def _among(fields: Iterable[str]) -> str:
    """SQL for whether the field `name` of an event is one of these."""
    return f"event.table_name || '.' || name = ANY ({_array(fields)})"


def _tables(fields: Iterable[str]) -> list[str]:
    return sorted({field.partition(".")[0] for field in fields})


OF_THE_FILES: Final = (
    "(starts_with(event.table_name, 'sources_') "
    f"AND event.table_name <> ALL ({_array(ABOUT_COPY)}))"
)
# Does this profile see anything of this event?
EVENT_SHOWN: Final = {
    Profile.INTERNAL: f"({{restricted}} OR NOT {OF_THE_FILES})",
    Profile.LEGAL: f"(NOT {OF_THE_FILES})",
    Profile.REVIEWER: (
        f"event.table_name = ANY ({_array(_tables(SHOWN_OUTSIDE))}) "
        "AND event.op <> 'note'"
    ),
}
# Does this profile see this field of this event? Over `event` and `name`.
FIELD_SHOWN: Final = (
    f"CASE WHEN {_among(SEALED_FIELDS)} THEN false ELSE CASE {{profile}} "
    f"WHEN 'internal' THEN {{restricted}} OR NOT ({_among(PRIVATE_FIELDS)}) "
    f"WHEN 'legal' THEN NOT ({_among(PRIVATE_FIELDS)}) "
    f"ELSE {_among(SHOWN_OUTSIDE)} END END"
)
# Without looking at each field: are all of them shown inside?
ALL_SHOWN: Final = (
    f"(event.table_name <> ALL ({_array(_tables(SEALED_FIELDS))}) AND ({{restricted}} "
    f"OR event.table_name <> ALL ({_array(_tables(PRIVATE_FIELDS))})))"
)
IN_SCOPE: Final = (
    "event.seq <= {last} "
    "AND ({desk}::uuid IS NULL OR event.desk_id = {desk}::uuid) "
    "AND ({since}::date IS NULL OR event.at >= {since}::date) "
    "AND ({until}::date IS NULL OR event.at < {until}::date + 1)"
)

_STAMP = stamp("event.at")
_INTERNAL = frozenset({Profile.INTERNAL})
_REVIEWER = frozenset({Profile.REVIEWER})
_TEXT = Kind.TEXT


def _parts(array: str) -> str:
    """SQL for one of an event's arrays, with the fields that the profile sees."""
    each = f"unnest(event.names, {array}) AS field (name, part)"
    return f"(SELECT json_agg(part) FROM {each} WHERE {FIELD_SHOWN})"  # noqa: S608 (constants of this code)


_ARRAYS = (
    ("fields", "event.names", "Which fields changed."),
    ("before", "event.olds", "From what, each as JSON."),
    ("after", "event.news", "To what, each as JSON."),
)

EVENTS = Dataset(
    name="events",
    title="Audit events",
    about="Every recorded change and act, in the order in which it happened.",
    source=f"audit.event WHERE {IN_SCOPE}",
    order="event.seq",
    profiles=NOT_PUBLIC,
    only=EVENT_SHOWN,
    columns=(
        Column("seq", "event.seq", "Number on the chain.", kind=Kind.INTEGER),
        Column("at", _STAMP, "When it was sealed, in UTC.", INSIDE),
        Column(
            "day", f"left({_STAMP}, 10)", "The day on which it happened.", _REVIEWER
        ),
        Column("actor", "event.actor", "Who did it: id.", INSIDE, Kind.TEXT),
        Column("person", token("event.actor"), "Who did it: pseudonym.", _REVIEWER),
        Column("actor_role", "event.actor_role", "In which role.", kind=Kind.TEXT),
        Column("request_id", "event.request_id", "For what request.", _INTERNAL, _TEXT),
        Column("desk_id", "event.desk_id::text", "On which desk.", INSIDE),
        Column("action", "event.action", "What was done.", kind=Kind.TEXT),
        Column("table_name", "event.table_name", "In which table.", kind=Kind.TEXT),
        Column("row_id", "event.row_id", "To which row.", INSIDE, Kind.TEXT),
        Column("row", token("event.row_id"), "To which row: pseudonym.", _REVIEWER),
        Column("op", "event.op", "insert, update, delete or note."),
        Column("reason", "event.reason", "Why.", INSIDE, Kind.TEXT),
        *(
            Column(
                name,
                f"CASE WHEN {ALL_SHOWN} THEN array_to_json({array}) "
                f"ELSE {_parts(array)} END",
                about,
                _INTERNAL,
                Kind.JSON,
            )
            for name, array, about in _ARRAYS
        ),
        *(
            Column(name, _parts(array), about, NOT_PUBLIC - _INTERNAL, Kind.JSON)
            for name, array, about in _ARRAYS
        ),
    ),
)
