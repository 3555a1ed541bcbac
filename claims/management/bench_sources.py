"""What a desk with 10,000 sources and 1,000,000 quotes waits for: lists and files.

The reference of each is the same statements sent bare, as for the claims.
"""

from typing import Final

from claims.management.bench_claims import (
    against_bare_sql,
    newsroom,
    run,
    without_triggers,
)
from claims.management.benching import Measured, bench
from claims.queries import record_of
from sources import queries
from sources.models import Source
from sources.queries.jigsaws import jigsaw_view
from sources.services import sources as services
from tracker.models import User

SOURCES: Final = 10_000
QUOTES: Final = 1_000_000
EACH: Final = 10  # quotes in an article
PAGE: Final = 31
QUERIES: Final = 10

# Ten of these are an article: a hundred quotes of each source, in as many articles.
PARAGRAPH: Final = (
    "“Forty trucks are waiting,” said a customs officer in Musong on Wednesday, who "
    "spoke by telephone. The road has been closed since the flood, and nobody was told "
    "when it would open again, although the ministry said in a notice that it would.\n"
)
SAID: Final = "“Forty trucks are waiting,”"
WHO: Final = "a customs officer in Musong"
FILLED: Final = (
    "tracker_text",
    "tracker_article",
    "tracker_revision",
    "tracker_span",
    "sources_source",
    "sources_quote",
    "sources_quotepiece",
)

FILL: Final = """
    CREATE TEMP TABLE piece AS
    SELECT n, gen_random_uuid() AS text, gen_random_uuid() AS article,
        lpad(n::text, 7, '0') || E'\\n' || %(body)s AS content
    FROM generate_series(0, %(articles)s - 1) AS n;

    INSERT INTO tracker_text (id, created_at, content, sha256, characters, desk_id)
    SELECT text, now(), content, encode(sha256(convert_to(content, 'UTF8')), 'hex'),
        length(content), %(desk)s FROM piece;

    INSERT INTO tracker_article (id, created_at, version, title, byline, language, url,
        external_id, status, dateline, desk_id, entered_by_id)
    SELECT article, now() - n * interval '1 minute', 1, 'The road, ' || n, '', 'en', '',
        '', 'published', current_date - (n %% 3000), %(desk)s, %(user)s FROM piece;

    INSERT INTO tracker_revision (id, created_at, number, note, desk_id, article_id,
        text_id)
    SELECT gen_random_uuid(), now(), 1, '', %(desk)s, article, text FROM piece;

    INSERT INTO sources_source (id, created_at, version, codename, kind, status,
        reliability, reliability_rationale, candidates, restricted, desk_id,
        entered_by_id, handler_id)
    SELECT gen_random_uuid(), now() - n * interval '1 second', 1, 'BENCH ' || n,
        'person', 'active', 'F', '', 'unknown', false, %(desk)s, %(user)s, %(user)s
    FROM generate_series(0, %(sources)s - 1) AS n;

    CREATE TEMP TABLE said AS
    SELECT gen_random_uuid() AS quote, gen_random_uuid() AS span,
        gen_random_uuid() AS mention, text, article, source.id AS source,
        8 + slot * %(length)s AS start
    FROM piece CROSS JOIN generate_series(0, %(each)s - 1) AS slot
    JOIN (SELECT id, split_part(codename, ' ', 2)::int AS n FROM sources_source
            WHERE desk_id = %(desk)s) AS source
        ON source.n = (piece.n * %(each)s + slot) %% %(sources)s;

    INSERT INTO tracker_span (id, created_at, start, "end", exact, prefix, suffix,
        desk_id, text_id)
    SELECT span, now(), start, start + length(%(said)s), %(said)s, '', '', %(desk)s,
        text FROM said
    UNION ALL
    SELECT mention, now(), start + %(at)s, start + %(at)s + length(%(who)s), %(who)s,
        '', '', %(desk)s, text FROM said;

    INSERT INTO sources_quote (id, created_at, version, type, speaker_kind, attribution,
        basis, hops, record_kind, original_text, original_language, translation,
        fidelity, status, desk_id, entered_by_id, article_id, source_id, mention_id)
    SELECT quote, now(), 1, 'direct', 'anonymous_person', %(who)s, 'witnessed', 0,
        'none', '', '', %(translation)s, '', 'unverified', %(desk)s, %(user)s, article,
        source, mention FROM said;

    INSERT INTO sources_quotepiece (id, created_at, position, desk_id, quote_id,
        span_id)
    SELECT gen_random_uuid(), now(), 1, %(desk)s, quote, span FROM said;

    DROP TABLE piece, said;

    ANALYZE tracker_text, tracker_article, tracker_revision, tracker_span,
        sources_source, sources_quote, sources_quotepiece;
"""


def fill() -> tuple[User, Source]:
    """Return a keeper, and one of the ten thousand sources."""
    desk, user = newsroom(slug="sources")
    asked = {
        "desk": f"'{desk.pk}'::uuid",
        "user": f"'{user.pk}'::uuid",
        "articles": QUOTES // EACH,
        "sources": SOURCES,
        "each": EACH,
        "body": f"'{PARAGRAPH * EACH}'",
        "length": len(PARAGRAPH),
        "said": f"'{SAID}'",
        "who": f"'{WHO}'",
        "at": PARAGRAPH.index(WHO),
        "translation": "''",
    }
    with without_triggers(FILLED) as cursor:
        run(cursor, FILL % asked)
    return user, Source.objects.get(desk=desk, codename="BENCH 77")


@bench("sources")
def sources() -> list[Measured]:
    """The three screens of a source that a large desk waits for."""
    user, source = fill()
    known = Source.objects.visible_to(user).filter(desk=source.desk_id)

    def listed() -> object:
        rows = known.select_related("handler").order_by("-created_at", "-pk")
        return list(rows[:PAGE])

    def opened() -> object:
        found = services.open_file(source.pk, by=user, purpose="Bench.")
        return (
            list(found.descriptors.current()),
            record_of(found, user=user),
            queries.expiry_of(found),
        )

    note = "of 10,000 sources with 1,000,000 quotes"
    return [
        against_bare_sql("list of sources", listed, note),
        against_bare_sql("a source's file", opened, note),
        against_bare_sql(
            "a source's jigsaw",
            lambda: jigsaw_view(user, source),
            f"{note}, over 100 articles",
        ),
    ]
