"""Is it true, as exported: claims, decisions, cross-checks and annotations."""

from typing import Final

from claims.workflow import Status
from tracker.datasets import Dataset, Profile, register
from tracker.datasets.columns import (
    HAS_STATUS,
    IN_SCOPE,
    REVIEWER,
    identity,
    moment,
    number,
    person,
    text,
    token,
    yes_or_no,
)
from tracker.datasets.dataset import (
    INSIDE,
    NOBODY,
    NOT_PUBLIC,
    OUTSIDE,
    Column,
    Kind,
)
from tracker.datasets.events import EVENTS

# For outsiders a claim exists once an article that states it is published.
STATED_IN_PUBLIC: Final = (
    "EXISTS (SELECT FROM claims_occurrence AS stated JOIN tracker_article AS article "
    "ON article.id = stated.article_id "
    "WHERE stated.claim_id = {claim} AND stated.ended_at IS NULL "
    "AND article.status = 'published')"
)
OF_ARTICLE: Final = (
    "({{article}}::uuid IS NULL OR EXISTS (SELECT FROM claims_occurrence AS stated "
    "WHERE stated.claim_id = {claim} AND stated.ended_at IS NULL "
    "AND stated.article_id = {{article}}::uuid))"
)
LAST_DECISION: Final = (
    "LATERAL (SELECT * FROM claims_verification AS decision "
    "WHERE decision.claim_id = one.id "
    "ORDER BY decision.created_at DESC, decision.claim_version DESC LIMIT 1)"
)


def public_only(claim: str) -> dict[Profile, str]:
    stated = STATED_IN_PUBLIC.format(claim=claim)
    return dict.fromkeys((Profile.REVIEWER, Profile.PUBLIC), stated)


def origins(corroboration: str) -> tuple[Column, ...]:
    """How many origins: the number inside, a band outside."""
    count = f"({corroboration} ->> 'origins')::integer"
    return (
        number("origins", count, "Origins judged independent of each other.", INSIDE),
        Column(
            "origins",
            f"CASE WHEN {count} >= 3 THEN '3+' ELSE ({count})::text END",
            "Origins judged independent of each other: 0, 1, 2 or 3+.",
            OUTSIDE,
        ),
        Column(
            "independence",
            f"{corroboration} ->> 'independence'",
            "Are they independent, of shared origin, or is that not established.",
        ),
    )


def occurrences() -> tuple[Column, ...]:
    """Where the claim is made: places inside, words of published articles outside."""
    made = (
        "(SELECT jsonb_agg(jsonb_build_object({told}) ORDER BY place.created_at, "
        "place.id) FROM claims_occurrence AS place "
        "JOIN tracker_span AS span ON span.id = place.span_id "
        "JOIN tracker_article AS article ON article.id = place.article_id "
        "WHERE place.claim_id = one.id AND place.ended_at IS NULL{only})"
    )
    inside = (
        "'article', article.id, 'text', span.text_id, 'start', span.start, "
        "'end', span.\"end\", 'words', span.exact"
    )
    outside = f"'article', {token('article.id')}, 'words', span.exact"
    published = " AND article.status = 'published'"
    return (
        Column(
            "occurrences",
            made.format(told=inside, only=""),
            "Where it is made: article, text, code points, words.",
            INSIDE,
            Kind.JSON,
        ),
        Column(
            "occurrences",
            made.format(told=outside, only=published),
            "Where it is made: pseudonym of the published article, words.",
            OUTSIDE,
            Kind.JSON,
        ),
    )


def evidence(bearing: str) -> Column:
    return number(
        bearing,
        "(SELECT count(*) FILTER (WHERE given.bearing = '" + bearing + "') "
        "FROM claims_evidence AS given "
        "WHERE given.claim_id = one.id AND given.withdrawn_at IS NULL)",
        f"Pieces of evidence that stand: {bearing}.",
        INSIDE,
    )


CLAIMS: Final = Dataset(
    name="claims",
    title="Claims",
    about="Every claim: where it is stated, its evidence, and what the desk decided.",
    source=(
        f"claims_claim AS one LEFT JOIN {LAST_DECISION} AS last ON true "
        f"WHERE {IN_SCOPE} AND {HAS_STATUS} AND " + OF_ARTICLE.format(claim="one.id")
    ),
    order="one.created_at, one.id",
    tables=(
        "claims_claim",
        "claims_evidence",
        "claims_occurrence",
        "claims_verification",
        "claims_standardsversion",
        "tracker_article",
        "tracker_membership",
        "tracker_span",
    ),
    statuses=tuple(Status.values),
    only=public_only("one.id"),
    columns=(
        *identity("claim", "one.id", "Which claim."),
        text("text", "one.text", "What is claimed."),
        Column("type", "one.type", "What kind of claim."),
        yes_or_no("checkable", "one.checkable", "Can it be checked."),
        Column("status", "one.status", "What the desk decided."),
        number("version", "one.version", "Of the claim's wording and facts.", INSIDE),
        number(
            "articles",
            "(SELECT count(DISTINCT article_id) FROM claims_occurrence AS stated "
            "WHERE stated.claim_id = one.id AND stated.ended_at IS NULL)",
            "In how many articles it is stated.",
            NOT_PUBLIC,
        ),
        *occurrences(),
        *map(evidence, ("supports", "refutes", "context")),
        *origins("last.corroboration"),
        number(
            "standards",
            "(SELECT number FROM claims_standardsversion AS standards "
            "WHERE standards.id = last.standards_id)",
            "By which version of the desk's standards.",
        ),
        *moment("decided_at", "last.created_at", "When it was decided."),
        *person("decided_by", "last.decided_by_id", "one.desk_id", "Who decided."),
        text("reason", "last.reason", "Why.", INSIDE),
        text("note_to_readers", "last.note_to_readers", "What readers are told."),
        *moment("entered_at", "one.created_at", "When it was entered.", NOBODY),
        *person("entered_by", "one.entered_by_id", "one.desk_id", "Who entered it."),
    ),
)

DECISIONS: Final = Dataset(
    name="decisions",
    title="Verification decisions",
    about="Every decision about a claim, with the corroboration that it was judged on.",
    source=(
        "claims_verification AS one JOIN claims_claim AS claim "
        "ON claim.id = one.claim_id LEFT JOIN claims_standardsversion AS standards "
        f"ON standards.id = one.standards_id WHERE {IN_SCOPE} "
        "AND ({status}::text = '' OR one.to_status = {status}::text) AND "
        + OF_ARTICLE.format(claim="one.claim_id")
    ),
    order="one.created_at, one.id",
    tables=(
        "claims_verification",
        "claims_claim",
        "claims_standardsversion",
        "claims_occurrence",
        "tracker_article",
        "tracker_membership",
    ),
    statuses=tuple(Status.values),
    only=public_only("one.claim_id"),
    columns=(
        *identity("decision", "one.id", "Which decision."),
        *identity("claim", "one.claim_id", "About which claim."),
        text("text", "claim.text", "What is claimed, as worded now."),
        Column("move", "one.move", "What was decided."),
        Column("from_status", "one.from_status", "The status before."),
        Column("to_status", "one.to_status", "The status after."),
        *moment("decided_at", "one.created_at", "When it was decided."),
        *person("decided_by", "one.decided_by_id", "one.desk_id", "Who decided."),
        text("reason", "one.reason", "Why.", INSIDE),
        text("note_to_readers", "one.note_to_readers", "What readers are told."),
        number("claim_version", "one.claim_version", "Of the claim as judged.", INSIDE),
        number("standards", "standards.number", "Version of the desk's standards."),
        *origins("one.corroboration"),
        Column("corroboration", "one.corroboration", "All of it.", INSIDE, Kind.JSON),
        Column("findings", "one.findings", "What the rules said.", INSIDE, Kind.JSON),
    ),
)

CROSSCHECKS: Final = Dataset(
    name="crosschecks",
    title="Cross-checks",
    about="Every judged relation of two claims.",
    source=(
        "claims_crosscheck AS one "
        "JOIN claims_claim AS claim ON claim.id = one.claim_id "
        "JOIN claims_claim AS counterpart ON counterpart.id = one.other_id "
        f"WHERE {IN_SCOPE} AND ("
        + OF_ARTICLE.format(claim="one.claim_id")
        + " OR "
        + OF_ARTICLE.format(claim="one.other_id")
        + ")"
    ),
    order="one.created_at, one.id",
    tables=(
        "claims_crosscheck",
        "claims_claim",
        "claims_occurrence",
        "tracker_article",
        "tracker_membership",
    ),
    only={
        profile: f"{one} AND {other}"
        for (profile, one), other in zip(
            public_only("one.claim_id").items(),
            public_only("one.other_id").values(),
            strict=True,
        )
    },
    columns=(
        *identity("crosscheck", "one.id", "Which cross-check."),
        *identity("claim", "one.claim_id", "The one claim."),
        text("claim_text", "claim.text", "What it says."),
        *identity("other", "one.other_id", "The other claim."),
        text("other_text", "counterpart.text", "What it says."),
        Column("relation", "one.relation", "How they relate."),
        text("rationale", "one.rationale", "Why.", INSIDE),
        *moment("judged_at", "one.created_at", "When it was judged."),
        *person("judged_by", "one.entered_by_id", "one.desk_id", "Who judged."),
        *moment("ended_at", "one.ended_at", "When it was withdrawn.", REVIEWER),
    ),
)

ANNOTATIONS: Final = Dataset(
    name="annotations",
    title="Annotations",
    about="The desk's notes on passages. They never leave the newsroom.",
    source=(
        "claims_annotation AS one LEFT JOIN tracker_span AS span "
        f"ON span.id = one.span_id WHERE {IN_SCOPE} "
        "AND ({article}::uuid IS NULL OR one.article_id = {article}::uuid) "
        "AND (one.visibility = 'desk' OR one.visibility = 'keepers' AND {restricted})"
    ),
    order="one.created_at, one.id",
    tables=("claims_annotation", "tracker_span", "tracker_membership"),
    profiles=INSIDE,
    columns=(
        *identity("annotation", "one.id", "Which note."),
        *identity("article", "one.article_id", "On which article."),
        *identity("document", "one.document_id", "Or on which document."),
        *identity("parent", "one.parent_id", "In answer to which note."),
        text("passage", "span.exact", "On which words."),
        text("label", "one.label", "Its label."),
        text("body", "one.body", "What it says."),
        Column("visibility", "one.visibility", "Who of the desk may read it."),
        *moment("written_at", "one.created_at", "When it was written."),
        *person("written_by", "one.entered_by_id", "one.desk_id", "Who wrote it."),
        *moment("resolved_at", "one.resolved_at", "When it was resolved."),
        *moment("withdrawn_at", "one.withdrawn_at", "When its author took it back."),
    ),
)

TELLING_OF_VERDICTS: Final = frozenset({CLAIMS.name, DECISIONS.name, EVENTS.name})

register(CLAIMS, DECISIONS, CROSSCHECKS, ANNOTATIONS)
