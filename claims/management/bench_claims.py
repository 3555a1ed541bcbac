"""What a desk with a million claims waits for: its queue, a dossier, a blast radius.

The reference of each is the same statements sent bare: what is ours is everything that
Python makes of the rows.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any, Final
from uuid import UUID

from django.db import connection, connections, transaction

from claims import queries
from claims.management.benching import Measured, bench
from claims.models import Claim, Evidence, Preset, StandardsVersion
from claims.queries import Lane, SourceWithdrawn, blast_radius
from sources.models import Source
from tracker.audit import System, acting
from tracker.models import Article, Desk, Membership, Revision, Role, Text, User

CLAIMS: Final = 1_000_000
QUOTES: Final = 200_000
RESTING: Final = 1_000  # claims on the one source
RUNS: Final = 15
GOAL: Final = 3.0
FILLED: Final = (
    "claims_claim",
    "claims_evidence",
    "sources_quote",
    "sources_link",
    "sources_source",
)

# Set at once by the owner, without the record's triggers: a million decisions would
# take hours, and what is measured here is reading.
FILL: Final = """
    INSERT INTO sources_source (id, created_at, version, codename, kind, status,
        reliability, reliability_rationale, candidates, restricted, desk_id,
        entered_by_id, handler_id)
    SELECT gen_random_uuid(), now(), 1, 'BENCH ' || n, 'person', 'active', 'F', '',
        'unknown', false, %(desk)s, %(user)s, %(user)s
    FROM generate_series(1, 2000) AS n;

    INSERT INTO sources_link (id, created_at, version, kind, confident, rationale,
        desk_id, entered_by_id, source_id, other_id)
    SELECT gen_random_uuid(), now(), 1, 'independent', true, 'Bench.', %(desk)s,
        %(user)s, one.id, other.id
    FROM sources_source AS one, sources_source AS other
    WHERE one.codename = 'BENCH 1' AND other.codename <> 'BENCH 1'
        AND other.desk_id = one.desk_id;

    INSERT INTO sources_quote (id, created_at, version, type, speaker_kind, attribution,
        basis, hops, record_kind, original_text, original_language, fidelity, status,
        desk_id, entered_by_id, article_id, source_id)
    SELECT gen_random_uuid(), now(), 1, 'direct', 'named_person', 'Ko', 'witnessed', 0,
        'none', '', '', '', 'unverified', %(desk)s, %(user)s, %(article)s, source.id
    FROM generate_series(1, %(quotes)s) AS n
    JOIN sources_source AS source ON source.codename = 'BENCH ' ||
        CASE WHEN n <= %(resting)s THEN 1 ELSE 2 + n %% 1999 END;

    INSERT INTO claims_claim (id, created_at, version, text, type, checkable, status,
        topics, place, desk_id, entered_by_id)
    SELECT gen_random_uuid(), now() - n * interval '1 second', 1,
        'The bridge at kilometre ' || n || ' is closed until further notice.', 'event',
        true, (ARRAY['unverified', 'in_review', 'verified'])[1 + n %% 3], '{}', '',
        %(desk)s, %(user)s
    FROM generate_series(1, %(claims)s) AS n;

    INSERT INTO claims_evidence (id, created_at, version, bearing, credibility,
        rationale, desk_id, entered_by_id, claim_id, quote_id)
    SELECT gen_random_uuid(), now(), 1, 'supports', 6, '', %(desk)s, %(user)s, c.id,
        q.id
    FROM (SELECT id, row_number() OVER () AS n FROM (
            SELECT id FROM claims_claim WHERE status = 'verified'
            ORDER BY created_at DESC LIMIT %(resting)s) AS newest) AS c
    JOIN (SELECT q.id, row_number() OVER () AS n FROM sources_quote AS q
            JOIN sources_source AS s ON s.id = q.source_id
            WHERE s.codename = 'BENCH 1') AS q USING (n);

    INSERT INTO claims_evidence (id, created_at, version, bearing, credibility,
        rationale, desk_id, entered_by_id, claim_id, quote_id)
    SELECT gen_random_uuid(), now(), 1, 'supports', 6, '', %(desk)s, %(user)s, c.id,
        q.id
    FROM (SELECT id, row_number() OVER (ORDER BY created_at DESC) AS n
            FROM claims_claim LIMIT %(quotes)s) AS c
    JOIN (SELECT q.id, row_number() OVER () AS n FROM sources_quote AS q
            JOIN sources_source AS s ON s.id = q.source_id
            WHERE s.codename <> 'BENCH 1') AS q USING (n);

    ANALYZE claims_claim, claims_evidence, sources_quote, sources_link, sources_source;
"""


@contextmanager
def without_triggers(tables: Sequence[str] = FILLED) -> Iterator[Any]:
    """The owner's cursor, with the record's own triggers off for the time."""
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        try:
            yield cursor
        finally:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def run(cursor: Any, script: str) -> None:
    """Run the statements of a script, one for each `;` at the end of a line."""
    for statement in script.split(";\n"):
        if statement.strip():
            cursor.execute(statement)


def newsroom(slug: str = "claims") -> tuple[Desk, User]:
    """Return a desk with a keeper who edits, an article and a wire's standards."""
    words = "The bridge is closed."
    with transaction.atomic(), acting(by=System.COMMAND, action="bench.setup"):
        desk = Desk.objects.create(name="A million", slug=slug)
        user = User.objects.create(email=f"{slug}@desk.example", name="Bench")
        for role in (Role.EDITOR, Role.KEEPER):
            Membership.objects.create(desk=desk, user=user, role=role)
        text = Text.objects.create(
            desk=desk, content=words, sha256=_digest(words), characters=len(words)
        )
        article = Article.objects.create(desk=desk, entered_by=user, title="Bridges")
        Revision.objects.create(desk=desk, article=article, number=1, text=text)
        StandardsVersion.objects.create(
            desk=desk,
            entered_by=user,
            number=1,
            preset=Preset.WIRE,
            effective_from="2026-01-01T00:00:00Z",
        )
    user = User.objects.get(pk=user.pk)
    _ = user.roles  # read once, as a request does
    return desk, user


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def fill() -> tuple[User, UUID]:
    """Return somebody who may see everything, and the source that much rests on."""
    desk, user = newsroom()
    article = Article.objects.get(desk=desk)
    with without_triggers() as cursor:
        asked = {
            "desk": f"'{desk.pk}'",
            "user": f"'{user.pk}'",
            "article": f"'{article.pk}'",
            "claims": CLAIMS,
            "quotes": QUOTES,
            "resting": RESTING,
        }
        run(cursor, FILL % asked)
    return user, Source.objects.get(desk=desk, codename="BENCH 1").pk


def against_bare_sql(name: str, work: Callable[[], object], note: str) -> Measured:
    """Time the work, and the statements that it sends without what it makes of them."""
    sent: list[tuple[str, Any]] = []

    def remember(
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 (Django calls it)
        context: Any,
    ) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        work()

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql, params in sent:
                cursor.execute(sql, params)
                cursor.fetchall()

    ours, reference = _times(work, bare)
    return Measured(
        name=f"{name} (ms)",
        ours=ours * 1000,
        reference=reference * 1000,
        goal=GOAL,
        lower_is_better=True,
        note=f"{note}; {len(sent)} statements, reference: the same sent bare",
    )


def _times(*works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each, taken in turns: both have the same day."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, seconds in zip(works, taken, strict=True):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
    return [median(seconds) for seconds in taken]


@bench("claims")
def claims() -> list[Measured]:
    """The three screens that a large desk waits for."""
    user, source_id = fill()
    resting = Evidence.objects.filter(quote__source=source_id).first()
    if resting is None:
        message = "The bench has no claim to look at."
        raise Claim.DoesNotExist(message)
    change = SourceWithdrawn(source_id)
    return [
        against_bare_sql(
            "review queue, 50 of 333,000",
            lambda: queries.review_queue(user, lane=Lane.TO_REVIEW),
            "of 1,000,000 claims",
        ),
        against_bare_sql(
            "a claim's dossier",
            lambda: queries.dossier(resting.claim_id, user=user),
            "of 1,000,000 claims",
        ),
        against_bare_sql(
            "blast radius of a source with 1,000 quotes",
            lambda: blast_radius(change, user=user),
            "all 1,000 verified claims that rest on it weighed twice",
        ),
    ]
