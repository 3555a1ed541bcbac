"""How long a desk with a million quotes waits for those that hold certain words."""

from statistics import median
from typing import Final

from claims.management.bench_claims import newsroom, run, without_triggers
from claims.management.bench_record import seconds
from claims.management.benching import Measured, bench
from claims.queries.search import Kind, search
from tracker.models import Article, Text, User

QUOTES: Final = 1_000_000
RUNS: Final = 7
GOAL: Final = 1000.0  # ms: a thought is not lost in that time
FILLED: Final = (
    "tracker_text",
    "tracker_span",
    "sources_quote",
    "sources_quotepiece",
)

FILL: Final = """
    CREATE TEMP TABLE said AS
    SELECT n, gen_random_uuid() AS quote, gen_random_uuid() AS span,
        CASE WHEN n %% 2 = 0
        THEN 'Truck ' || n || ' crossed the bridge at gate ' || n %% 97 || '.'
        ELSE '신의주다리가 ' || n %% 89 || '일째 막혔다고 운전사'
            || n %% 1009 || '이 말했다.'
        END AS words
    FROM generate_series(1, %(quotes)s) AS n;

    INSERT INTO tracker_span (id, created_at, start, "end", exact, prefix, suffix,
        desk_id, text_id)
    SELECT span, now(), 0, length(words), words, '', '', %(desk)s, %(text)s FROM said;

    INSERT INTO sources_quote (id, created_at, version, type, speaker_kind, attribution,
        basis, hops, record_kind, original_text, original_language, fidelity, status,
        desk_id, entered_by_id, article_id)
    SELECT quote, now() - n * interval '1 second', 1, 'direct', 'named_person', 'Ko',
        'witnessed', 0, 'none', '', '', '', 'unverified', %(desk)s, %(user)s,
        %(article)s
    FROM said;

    INSERT INTO sources_quotepiece (id, created_at, position, desk_id, quote_id,
        span_id)
    SELECT gen_random_uuid(), now(), 0, %(desk)s, quote, span FROM said;

    SELECT gin_clean_pending_list(index) FROM unnest(
        ARRAY['span_words', 'span_pairs']::regclass[]) AS index;

    ANALYZE tracker_span, sources_quote, sources_quotepiece;
"""


def fill() -> User:
    """Return somebody on a desk with so many quotes, half English and half Korean."""
    desk, user = newsroom("quotes")
    article = Article.objects.get(desk=desk)
    text = Text.objects.get(desk=desk)
    asked = {
        "desk": f"'{desk.pk}'",
        "user": f"'{user.pk}'",
        "article": f"'{article.pk}'",
        "text": f"'{text.pk}'",
        "quotes": QUOTES,
    }
    with without_triggers(FILLED) as cursor:
        cursor.execute("SET gin_pending_list_limit = '512MB'")
        run(cursor, FILL % asked)
    return user


def _found(user: User, words: str, note: str) -> Measured:
    taken = [seconds(lambda: search(user, Kind.QUOTES, words)) for _ in range(RUNS)]
    return Measured(
        name=f"quotes with “{words}” (ms)",
        ours=median(taken) * 1000,
        goal=GOAL,
        lower_is_better=True,
        note=f"{note} of 1,000,000 quotes",
    )


@bench("search")
def finding() -> list[Measured]:
    """Rare words and common ones, in scripts with and without spaces."""
    user = fill()
    return [
        _found(user, "truck 77777", "eleven at most"),
        _found(user, "bridge gate 13", "one in a hundred"),
        _found(user, "bridge", "every other"),
        _found(user, "zebra", "none"),
        _found(user, "운전사", "every other"),
        _found(user, "다리 13일째", "one in a hundred, inside of words"),
        _found(user, "사1007이", "one in two thousand, inside of words"),
        _found(user, "얼룩말", "none"),
    ]
