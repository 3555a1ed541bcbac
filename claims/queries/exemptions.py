"""Rules that were lifted for single claims, and whether that still matters."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db.models import Q

from claims.models import Claim, Exemption
from claims.queries import facts
from claims.queries.queue import Place
from claims.queries.radius import ADMITTED_BY
from claims.standards import RULES, Case, Code, Standards, for_desk
from claims.workflow import Move, Status
from tracker.models import User

AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Lifted:
    """One exemption; `effect` says in words what it does today."""

    exemption: Exemption
    rule: str
    effect: str
    applies: bool


def lifted_for(claim: Claim, user: User) -> list[Lifted]:
    """Return the claim's exemptions, ended ones too, newest first."""
    rows = Exemption.objects.visible_to(user).filter(claim=claim)
    return _told(
        list(rows.select_related("claim", "entered_by").order_by("-created_at"))
    )


def exemptions_page(
    user: User, desk_id: UUID, *, ended: bool, after: Place | None = None
) -> tuple[list[Lifted], Place | None]:
    """Return one page of the desk's exemptions and where the next begins."""
    rows = Exemption.objects.visible_to(user).filter(
        desk=desk_id, ended_at__isnull=not ended
    )
    if after is not None:
        at, pk = after
        rows = rows.filter(created_at__lte=at).filter(
            Q(created_at__lt=at) | Q(pk__lt=pk)
        )
    page = list(
        rows.select_related("claim", "entered_by").order_by("-created_at", "-pk")[
            : AT_ONCE + 1
        ]
    )
    shown = page[:AT_ONCE]
    more = len(page) > AT_ONCE
    place = (shown[-1].created_at, shown[-1].pk) if more else None
    return _told(shown), place


def _told(exemptions: list[Exemption]) -> list[Lifted]:
    """Say of each what it does, by the standards in force (6 queries in all)."""
    if not exemptions:
        return []
    standards = for_desk(exemptions[0].desk_id)
    cases = facts.cases({e.claim_id: e.claim for e in exemptions}.values())
    return [
        Lifted(
            exemption,
            RULES.get(Code(exemption.code), exemption.code),
            *_effect(exemption, cases[exemption.claim_id], standards),
        )
        for exemption in exemptions
    ]


def _effect(exemption: Exemption, case: Case, standards: Standards) -> tuple[str, bool]:
    if exemption.ended_at is not None:
        return "Taken back.", False
    if exemption.code not in standards.asked.exemptions:
        return "Without effect: the standards let nobody lift this rule now.", False
    move = ADMITTED_BY.get(Status(exemption.claim.status), Move.VERIFY)
    without = replace(case, exemptions=case.exemptions - {exemption.code})
    if len(standards.examine(without, move).reasons) > len(
        standards.examine(case, move).reasons
    ):
        return "Needed: without it the claim would not meet this rule.", True
    return "Not needed as things stand: the claim meets the rule.", True
