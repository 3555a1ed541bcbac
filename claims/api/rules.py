"""Resources: a desk's rules in words, on trial, and what its readers make of them."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims import policy
from claims.api.serializers import StandardsOut
from claims.kappa import Concord
from claims.models import Preset, SignOff, StandardsVersion
from claims.queries.readers import agreement
from claims.queries.standing import standing
from claims.queries.trials import trial
from claims.services import signoffs
from claims.standards import Standards, for_desk, in_words, parameters
from tracker.api.fields import EnumField, SafeJSONField
from tracker.api.filters import Filter, Rows, by_id
from tracker.api.presenting import In, Out
from tracker.api.views import Listed, Resource, Shown
from tracker.errors import NotFound
from tracker.models import Article, Desk


class TrialIn(In):
    preset = EnumField(Preset)
    parameters = SafeJSONField(required=False)


class SignOffIn(In):
    revision = serializers.UUIDField()
    reason = serializers.CharField(max_length=2000)


class SignOffOut(Out[SignOff]):
    class Meta:
        model = SignOff
        fields = ("id", "desk", "revision", "reason", "entered_by", "created_at")


class Rules(Resource):
    """The standards of a desk: what they ask, and what would fall under others."""

    scope = "claims"
    closed = frozenset({"trial", "agreement"})
    out = StandardsOut
    asks: ClassVar[Mapping[str, type[In]]] = {"trial": TrialIn}

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def in_force(self, request: Request, pk: UUID) -> Response:
        """Return the rules in force, in plain words and as parameters."""
        found = for_desk(self._desk(pk).pk)
        return Response(
            {
                "number": found.version and found.version.number,
                "preset": found.version and found.version.preset,
                "effective_from": found.version and found.version.effective_from,
                "parameters": found.asked.as_json(),
                "rules": [
                    {"parameter": said.parameter, "words": said.words}
                    for said in in_words(found.asked)
                ],
            }
        )

    @extend_schema(request=TrialIn, responses=OpenApiTypes.OBJECT)
    def trial(self, request: Request, pk: UUID) -> Response:
        """Say which settled claims would fail today under other rules. Changes nothing.

        The newest 5,000 are weighed; the first 200 that would fail are listed.
        """
        desk = self._desk(pk)
        policy.can_adopt(self.by, desk.pk).or_refuse()
        asked = self.asked()
        proposed = parameters(asked["preset"], asked.get("parameters"))
        version = StandardsVersion(desk=desk, preset=asked["preset"])
        found = trial(desk.pk, Standards(version, proposed))
        return Response(
            {
                "standing": found.standing,
                "weighed": found.weighed,
                "failing": found.failing,
                "already": found.already,
                "fallen": [
                    {
                        "claim": fallen.claim.pk,
                        "status": fallen.claim.status,
                        "already": fallen.already,
                        "reasons": [r.as_json() for r in fallen.report.reasons],
                        "articles": [article.pk for article in fallen.articles],
                    }
                    for fallen in found.shown
                ],
            }
        )

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def agreement(self, request: Request, pk: UUID) -> Response:
        """Return how far readers of the same claims agree, in all and by month."""
        overall, months = agreement(self._desk(pk).pk)
        return Response(
            {
                "overall": _concord(overall),
                "months": [
                    {"month": month, **_concord(found)}
                    for month, found in sorted(months.items())
                ],
            }
        )

    def _desk(self, pk: UUID) -> Desk:
        desk = Desk.objects.visible_to(self.by).filter(pk=pk).first()
        if desk is None:
            raise NotFound("There is no such desk.")
        return desk


def _concord(found: Concord) -> dict[str, Any]:
    return {"claims": found.claims, "agreed": found.agreed, "kappa": found.kappa}


def _of_article(rows: Rows, article_id: UUID, _: Request) -> Rows:
    return rows.filter(revision__article=article_id)


class SignOffs(Listed, Shown):
    """Editors' word for revisions that rest mainly on anonymous sources."""

    out = SignOffOut
    asks: ClassVar[Mapping[str, type[In]]] = {"create": SignOffIn}
    filterable: ClassVar = {
        "revision": by_id("revision"),
        "article": Filter(UUID, _of_article),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        return self.act(
            lambda: signoffs.sign(
                asked["revision"], reason=asked["reason"], by=self.by
            ),
            status=201,
        )


class Standings(Resource):
    """What an article rests on."""

    out = SignOffOut

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def standing(self, request: Request, pk: UUID) -> Response:
        """Return its anonymous share, whose word it needs, and the claims it makes."""
        article = Article.objects.visible_to(self.by).filter(pk=pk).first()
        if article is None:
            raise NotFound("There is no such article.")
        found = standing(article)
        return Response(
            {
                "revision": article.current.pk,
                "quotes": found.quotes,
                "anonymous": found.anonymous,
                "mainly_anonymous": found.mainly_anonymous,
                "quorum": found.quorum,
                "signed_by": sorted(found.signed_by),
                "claims": [claim.pk for claim in found.claims],
                "findings": [finding.as_json() for finding in found.findings],
            }
        )
