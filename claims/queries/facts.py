"""Everything on record that bears on some claims, as cases for the standards.

The number of queries does not depend on the number of claims.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations_with_replacement
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from claims.corroboration import Tie, TieKind
from claims.models import (
    Claim,
    ClaimType,
    CrossCheck,
    Exemption,
    Relation,
)
from claims.queries.rows import Row
from claims.standards import Case
from claims.workflow import Status
from sources.models import LinkKind

# A contradiction with a claim that fell already is settled.
FALLEN: Final = {Status.REFUTED, Status.RETRACTED}


_COLUMNS: Final = """
    e.id, e.claim_id, e.bearing, e.credibility, e.withdrawn_at IS NOT NULL,
    q.id, q.status, q.speaker_kind, q.basis, q.hops,
    s.id, s.status, s.reliability, d.id, d."primary", d.published,
    d.withdrawn_at IS NOT NULL,
    a.ground_rules, a.anonymous_from, a.approved_by_id IS NOT NULL,
    a.identity_known_to_approver
"""
_EVIDENCE: Final = f"""
    SELECT {_COLUMNS}
    FROM claims_evidence AS e
    LEFT JOIN sources_quote AS q ON q.id = e.quote_id
    LEFT JOIN sources_document AS d ON d.id = coalesce(e.document_id, q.document_id)
    LEFT JOIN sources_source AS s ON s.id = coalesce(q.source_id, d.holder_id)
    LEFT JOIN sources_agreement AS a ON a.id = q.agreement_id
    WHERE e.claim_id = ANY(%s)
    ORDER BY e.created_at, e.id
"""  # noqa: S608 (a constant)

# All who are one origin with somebody asked about.
_REACHED: Final = """
    WITH RECURSIVE reached (id) AS (
        SELECT unnest(%(sources)s::uuid[])
        UNION
        SELECT near.id FROM reached CROSS JOIN LATERAL (
            SELECT other_id FROM sources_link
            WHERE source_id = reached.id AND ended_at IS NULL
                AND confident AND kind = ANY(%(shared)s)
            UNION ALL
            SELECT source_id FROM sources_link
            WHERE other_id = reached.id AND ended_at IS NULL
                AND confident AND kind = ANY(%(shared)s)
        ) AS near (id)
    )
"""
_ONE_ORIGIN: Final = _REACHED + "SELECT id FROM reached"  # noqa: S608 (constants)
_TIES: Final = f"""
    {_REACHED}
    SELECT link.source_id, link.other_id, link.kind, link.confident
    FROM sources_link AS link
    JOIN reached AS one ON one.id = link.source_id
    JOIN reached AS two ON two.id = link.other_id
    WHERE link.ended_at IS NULL
"""  # noqa: S608 (a constant)

# Of the version in review, or of the one that the last decision was about.
_READINGS: Final = """
    SELECT reading.claim_id, reading.verdict
    FROM claims_secondreading AS reading
    JOIN claims_claim AS claim ON claim.id = reading.claim_id
    WHERE claim.id = ANY(%s) AND reading.claim_version = CASE
        WHEN claim.status IN ('unverified', 'in_review') THEN claim.version
        ELSE (SELECT max(claim_version) FROM claims_verification
            WHERE claim_id = claim.id) END
"""

SHARED: Final = (
    LinkKind.TOLD_BY,
    LinkKind.SAME_HOUSEHOLD,
    LinkKind.SAME_OFFICE,
    LinkKind.SAME_NETWORK,
    LinkKind.SAME_DOCUMENT,
)


def tie_kind(kind: str, *, confident: bool) -> TieKind | None:
    """Return what a link means for independence; an unsure yes means nothing."""
    if kind == LinkKind.INDEPENDENT:
        return TieKind.INDEPENDENT if confident else None
    return TieKind.SHARED if confident and kind in SHARED else TieKind.SUSPECTED


def evidence(claim_ids: Collection[UUID]) -> list[Row]:
    """Return every piece of evidence of these claims (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_EVIDENCE, [list(claim_ids)])
        return [Row(*row) for row in cursor.fetchall()]


def ties(source_ids: Collection[UUID]) -> list[Tie]:
    """Return the ties among these sources, and to whom they are one (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_TIES, _asked(source_ids))
        found = cursor.fetchall()
    return [
        Tie(str(one), str(other), meaning, LinkKind(kind).label.lower())
        for one, other, kind, confident in found
        if (meaning := tie_kind(kind, confident=confident)) is not None
    ]


def one_origin_with(source_ids: Collection[UUID]) -> list[UUID]:
    """Return these sources and all that known ties make one origin with them."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_ORIGIN, _asked(source_ids))
        return [source_id for (source_id,) in cursor.fetchall()]


def _asked(source_ids: Collection[UUID]) -> dict[str, list[UUID] | list[str]]:
    return {"sources": list(source_ids), "shared": [str(kind) for kind in SHARED]}


def cases(claims: Iterable[Claim]) -> dict[UUID, Case]:
    """Return each claim's case, by the claim's id."""
    claims = list(claims)
    return assemble(claims, evidence([claim.pk for claim in claims]))


def assemble(
    claims: Collection[Claim], rows: Iterable[Row], extra: Iterable[Tie] = ()
) -> dict[UUID, Case]:
    """Build cases from evidence already read, as if `extra` ties were judged too."""
    by_claim: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        by_claim[row.claim_id].append(row)
    sources = {r.source_id for found in by_claim.values() for r in found if r.source_id}
    sources |= {UUID(end) for tie in extra for end in (tie.one, tie.other)}
    near = _Near([*ties(sources), *extra])
    ids = [claim.pk for claim in claims]
    against, read, exempt = contradictions(ids), readings(ids), exemptions(ids)
    return {
        claim.pk: Case(
            type=ClaimType(claim.type),
            checkable=claim.checkable,
            items=tuple(row.item for row in by_claim[claim.pk]),
            ties=near.ties_of(row.source_id for row in by_claim[claim.pk]),
            contradictions=against.get(claim.pk, 0),
            readings=tuple(sorted(read[claim.pk])),
            exemptions=frozenset(exempt[claim.pk]),
        )
        for claim in claims
    }


class _Near:
    """Ties of many sources, to be had for a few without looking at all."""

    def __init__(self, found: Iterable[Tie]) -> None:
        self.root: dict[str, str] = {}
        ties = list(found)
        for tie in ties:
            if tie.kind is TieKind.SHARED:
                self.root[self._find(tie.one)] = self._find(tie.other)
        self.between: defaultdict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in ties:
            one, other = sorted((self._find(tie.one), self._find(tie.other)))
            self.between[one, other].append(tie)

    def _find(self, name: str) -> str:
        while (above := self.root.get(name, name)) != name:
            self.root[name] = name = self.root.get(above, above)
        return name

    def ties_of(self, source_ids: Iterable[UUID | None]) -> tuple[Tie, ...]:
        """Return the ties within and between the origins of these sources."""
        roots = {self._find(str(source_id)) for source_id in source_ids if source_id}
        pairs = combinations_with_replacement(sorted(roots), 2)
        return tuple(tie for pair in pairs for tie in self.between.get(pair, ()))


def contradictions(claim_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many standing claims are judged to contradict each (one query)."""
    counts: defaultdict[UUID, int] = defaultdict(int)
    wanted = set(claim_ids)
    judged = _contradicting(wanted).values_list(
        "claim_id", "other_id", "claim__status", "other__status"
    )
    for one, other, status, other_status in judged:
        if one in wanted and other_status not in FALLEN:
            counts[one] += 1
        if other in wanted and status not in FALLEN:
            counts[other] += 1
    return dict(counts)


def readings(claim_ids: Collection[UUID]) -> defaultdict[UUID, list[str]]:
    """Return second readers' verdicts on what was, or is to be, decided (one query)."""
    verdicts: defaultdict[UUID, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_READINGS, [list(claim_ids)])
        for claim_id, verdict in cursor.fetchall():
            verdicts[claim_id].append(verdict)
    return verdicts


def exemptions(claim_ids: Collection[UUID]) -> defaultdict[UUID, list[str]]:
    """Return the reason codes that are lifted for each claim (one query)."""
    lifted: defaultdict[UUID, list[str]] = defaultdict(list)
    rows = Exemption.objects.current().filter(claim__in=claim_ids)
    for claim_id, code in rows.values_list("claim_id", "code"):
        lifted[claim_id].append(code)
    return lifted


def _contradicting(claim_ids: set[UUID]) -> QuerySet[CrossCheck]:
    return CrossCheck.objects.filter(
        Q(claim__in=claim_ids) | Q(other__in=claim_ids),
        relation=Relation.CONTRADICTS,
        ended_at=None,
    )
