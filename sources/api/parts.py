"""What the parts of a source's file are on the API, each with its own id."""

from typing import Any

from rest_framework import serializers

from sources.models import (
    FLOORS,
    CandidateBand,
    Channel,
    Confidant,
    Contact,
    JigsawFloor,
    LegalHold,
    LinkKind,
    Merge,
)
from sources.queries import known_sources
from tracker.api.fields import EnumField
from tracker.api.presenting import In, Out


class ConfidantOut(Out[Confidant]):
    class Meta:
        model = Confidant
        fields = (
            "id",
            "source",
            "user",
            "entered_by",
            "created_at",
            "ended_at",
            "version",
        )


class ContactOut(Out[Contact]):
    class Meta:
        model = Contact
        fields = ("id", "source", "week", "channel", "expired_at", "version")


class LegalHoldOut(Out[LegalHold]):
    class Meta:
        model = LegalHold
        fields = (
            "id",
            "source",
            "reason",
            "entered_by",
            "confirmed_by",
            "confirmed_at",
            "lift_asked_by",
            "lifted_by",
            "lifted_at",
            "created_at",
            "version",
        )


class MergeOut(Out[Merge]):
    into = serializers.SerializerMethodField(help_text="To who may see it.")

    class Meta:
        model = Merge
        fields = (
            "id",
            "source",
            "into",
            "entered_by",
            "created_at",
            "undone_at",
            "version",
        )

    def get_into(self, merge: Merge) -> str | None:
        seen = known_sources(self.context["request"].user, [merge.into_id])
        return str(merge.into_id) if seen else None


class FloorOut(Out[JigsawFloor]):
    class Meta:
        model = JigsawFloor
        fields = ("id", "desk", "band", "reason", "entered_by", "created_at", "version")


class PersonIn(In):
    user_id = serializers.UUIDField(help_text="Somebody of the desk.")
    reason = serializers.CharField(max_length=2000)


class RestrictIn(In):
    restricted = serializers.BooleanField()
    reason = serializers.CharField(max_length=2000)


class ContactIn(In):
    day = serializers.DateField(help_text="Any day of the week; only the week is kept.")
    channel = EnumField(Channel)


class MergeSourceIn(In):
    into_id = serializers.UUIDField()
    reason = serializers.CharField(max_length=2000)
    let_in = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=100,
        help_text="Who saw the merged source and is let into the other: a keeper’s.",
    )


class SplitSourceIn(In):
    quote_ids = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=1000
    )
    reason = serializers.CharField(max_length=2000)
    codename = serializers.CharField(max_length=40, required=False)


class SearchIn(In):
    desk = serializers.UUIDField()
    words = serializers.CharField(max_length=200)


class RejudgeLinkIn(In):
    kind = EnumField(LinkKind)
    confident = serializers.BooleanField()
    rationale = serializers.CharField(max_length=2000)
    confirmed = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ReviewIn(In):
    review_on = serializers.DateField(allow_null=True)


class FloorIn(In):
    desk = serializers.UUIDField()
    band = serializers.ChoiceField(choices=[(b.value, b.label) for b in FLOORS])
    reason = serializers.CharField(max_length=2000)

    def to_internal_value(self, data: Any) -> Any:
        entered = super().to_internal_value(data)
        return {**entered, "band": CandidateBand(entered["band"])}
