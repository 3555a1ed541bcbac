"""Who said what, as exported: the quotes' ledger, and the sources by pseudonym.

Outside the newsroom a source is a pseudonym of one article in one export: one name
over forty quotes would be a travel diary. A list of sources would be their number,
so there is none for outsiders.
"""

from typing import Final

from sources.models.source import SourceStatus
from sources.workflow import QuoteStatus
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
from tracker.datasets.dataset import EVERYBODY, INSIDE, NOBODY, OUTSIDE, Column

INTERNAL: Final = frozenset({Profile.INTERNAL})
LEGAL: Final = frozenset({Profile.LEGAL})

# A source that only its keepers may see is named in no other export.
NAMED: Final = "(NOT source.restricted OR {restricted})"
PUBLISHED: Final = "article.status = 'published'"

# What somebody typed as the wording leaves only if readers have it: a draft may have
# described its source more closely.
PRINTED: Final = (
    "position(lower(one.attribution) IN lower((SELECT printed.content "
    "FROM tracker_revision AS revision "
    "JOIN tracker_text AS printed ON printed.id = revision.text_id "
    "WHERE revision.article_id = one.article_id "
    "ORDER BY revision.number DESC LIMIT 1))) > 0"
)

# How a source knows narrows down who it is. A reviewer reads it only where at least
# this many sources of the desk's published quotes speak and know in the same way.
SMALLEST_CROWD: Final = 5
CROWD: Final = (
    "LEFT JOIN (SELECT told.desk_id, told.basis, told.speaker_kind, "
    "count(DISTINCT told.source_id) AS sources FROM sources_quote AS told "
    "JOIN tracker_article AS told_in ON told_in.id = told.article_id "
    "WHERE told_in.status = 'published' GROUP BY 1, 2, 3) AS crowd "
    "ON (crowd.desk_id, crowd.basis, crowd.speaker_kind) "
    "= (one.desk_id, one.basis, one.speaker_kind)"
)

QUOTES: Final = Dataset(
    name="quotes",
    title="Quotes",
    about="Every quote: attribution, ground rules, and how true it is to its record.",
    source=(
        "sources_quote AS one JOIN tracker_article AS article "
        "ON article.id = one.article_id LEFT JOIN sources_source AS source "
        "ON source.id = one.source_id LEFT JOIN sources_agreement AS agreement "
        f"ON agreement.id = one.agreement_id {CROWD} WHERE {IN_SCOPE} AND {HAS_STATUS} "
        "AND ({article}::uuid IS NULL OR one.article_id = {article}::uuid)"
    ),
    order="one.created_at, one.id",
    tables=(
        "sources_quote",
        "sources_quotepiece",
        "sources_source",
        "sources_agreement",
        "tracker_article",
        "tracker_revision",
        "tracker_span",
        "tracker_membership",
    ),
    statuses=tuple(QuoteStatus.values),
    only=dict.fromkeys((Profile.REVIEWER, Profile.PUBLIC), PUBLISHED),
    columns=(
        *identity("quote", "one.id", "Which quote."),
        *identity("article", "one.article_id", "In which article."),
        text(
            "words",
            "(SELECT string_agg(span.exact, ' … ' ORDER BY piece.position) "
            "FROM sources_quotepiece AS piece "
            "JOIN tracker_span AS span ON span.id = piece.span_id "
            "WHERE piece.quote_id = one.id)",
            "The words in the article.",
            INSIDE,
        ),
        Column("type", "one.type", "Direct, indirect or mixed."),
        Column("speaker_kind", "one.speaker_kind", "What kind of speaker."),
        text("attribution", "one.attribution", "As the article words it.", INSIDE),
        text(
            "attribution",
            f"CASE WHEN {PRINTED} THEN one.attribution END",
            "As the article words it, where it does so word for word.",
            OUTSIDE,
        ),
        text(
            "codename",
            f"CASE WHEN {NAMED} THEN source.codename END",
            "The source, by codename.",
            INTERNAL,
        ),
        Column(
            "source", token("one.source_id"), "Pseudonym of the source here.", LEGAL
        ),
        Column(
            "source",
            token("one.source_id::text || one.article_id::text"),
            "Pseudonym of the source in this article of this export.",
            EVERYBODY - INSIDE,
        ),
        Column("ground_rules", "agreement.ground_rules", "Agreed on.", INSIDE),
        Column("anonymous_from", "agreement.anonymous_from", "From whom.", INSIDE),
        Column("basis", "one.basis", "How the source knows.", INSIDE),
        Column(
            "basis",
            f"CASE WHEN crowd.sources >= {SMALLEST_CROWD} THEN one.basis END",
            f"How the source knows, where {SMALLEST_CROWD} or more know so.",
            REVIEWER,
        ),
        number("hops", "one.hops", "Through how many people.", INSIDE),
        Column("record", "one.record_kind", "What it was checked against."),
        Column("fidelity", "one.fidelity", "How true it is to its record."),
        Column("status", "one.status", "What the desk decided."),
        # The day would tell when somebody met the source.
        *moment("entered_at", "one.created_at", "When it was entered.", NOBODY),
        *person("entered_by", "one.entered_by_id", "one.desk_id", "Who entered it."),
    ),
)

SOURCES: Final = Dataset(
    name="sources",
    title="Sources",
    about="Every source by codename or pseudonym, with what is agreed. No identity.",
    source=(
        f"sources_source AS one WHERE {IN_SCOPE} AND {HAS_STATUS} "
        "AND (NOT one.restricted OR {restricted})"
    ),
    order="one.created_at, one.id",
    tables=("sources_source", "sources_agreement", "sources_link", "sources_quote"),
    profiles=INSIDE,
    statuses=tuple(SourceStatus.values),
    counted=False,
    columns=(
        text("codename", "one.codename", "By codename.", INTERNAL),
        Column("source", token("one.id"), "Pseudonym of this export."),
        Column("kind", "one.kind", "What kind of source."),
        Column("status", "one.status", "Active, dormant, at risk, withdrawn, merged."),
        Column("reliability", "one.reliability", "Admiralty scale, A to F."),
        Column("candidates", "one.candidates", "How many could have known."),
        yes_or_no("restricted", "one.restricted", "Seen by keepers alone.", INTERNAL),
        Column(
            "ground_rules",
            "(SELECT agreement.ground_rules FROM sources_agreement AS agreement "
            "WHERE agreement.source_id = one.id "
            "ORDER BY agreement.created_at DESC LIMIT 1)",
            "Agreed on most recently.",
        ),
        number(
            "quotes",
            "(SELECT count(*) FROM sources_quote AS tied "
            "WHERE tied.source_id = one.id)",
            "How many quotes are tied to it.",
        ),
        number(
            "links",
            "(SELECT count(*) FROM sources_link AS link WHERE link.ended_at IS NULL "
            "AND one.id IN (link.source_id, link.other_id))",
            "How many judged links it has.",
            INTERNAL,
        ),
    ),
)

register(QUOTES, SOURCES)
