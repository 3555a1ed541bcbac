"""What the record itself exports: articles and their revisions."""

from typing import Final

from tracker.datasets import Dataset, Profile, register
from tracker.datasets.columns import (
    HAS_STATUS,
    IN_SCOPE,
    identity,
    moment,
    number,
    person,
    text,
)
from tracker.datasets.dataset import INSIDE, Column
from tracker.models import ArticleStatus

ARTICLES: Final = Dataset(
    name="articles",
    title="Articles and revisions",
    about="Every revision of every article, with the hash of its exact text.",
    source=(
        "tracker_article AS one JOIN tracker_revision AS revision "
        "ON revision.article_id = one.id JOIN tracker_text AS body "
        f"ON body.id = revision.text_id WHERE {IN_SCOPE} AND {HAS_STATUS} "
        "AND ({article}::uuid IS NULL OR one.id = {article}::uuid)"
    ),
    order="one.created_at, one.id, revision.number",
    tables=(
        "tracker_article",
        "tracker_revision",
        "tracker_membership",
    ),
    statuses=tuple(ArticleStatus.values),
    only=dict.fromkeys((Profile.REVIEWER, Profile.PUBLIC), "one.status = 'published'"),
    columns=(
        *identity("article", "one.id", "Which article."),
        number("revision", "revision.number", "Which revision, counted from 1."),
        text("title", "one.title", "Its title now."),
        text("byline", "one.byline", "As printed.", INSIDE),
        Column("language", "one.language", "Of the text."),
        text("url", "one.url", "Where it was published."),
        text("external_id", "one.external_id", "In the publishing system.", INSIDE),
        Column("dateline", "one.dateline::text", "The day it says of itself."),
        Column("status", "one.status", "Draft, published or retracted."),
        *moment("filed_at", "revision.created_at", "When this revision was filed."),
        *person("entered_by", "one.entered_by_id", "one.desk_id", "Who entered it."),
        text("note", "revision.note", "About this revision.", INSIDE),
        number("characters", "body.characters", "Length of the text."),
        Column("sha256", "body.sha256", "SHA-256 of the exact text, UTF-8."),
    ),
)

register(ARTICLES)
