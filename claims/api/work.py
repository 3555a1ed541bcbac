"""Resources: who has which work, what is lifted for a claim, word of what happened.

All closed to programs: they are about people.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.models import Assignment, Exemption, Notification, SecondReading, Task
from claims.services import assignments, exemptions, notices, readings
from claims.standards import EXEMPTIBLE
from claims.workflow import Move
from tracker.api.fields import EnumField
from tracker.api.filters import Filter, Rows, by_choice, by_id
from tracker.api.presenting import In, Out
from tracker.api.serializers import NothingIn, ReasonIn
from tracker.api.views import Listed, Shown
from tracker.models import User


class AssignmentIn(In):
    claim = serializers.UUIDField()
    task = EnumField(Task, required=False)
    assignee_id = serializers.UUIDField(required=False, allow_null=True)
    message = serializers.CharField(max_length=500, required=False, allow_blank=True)
    due_on = serializers.DateField(required=False, allow_null=True)


class HandIn(In):
    assignee_id = serializers.UUIDField(allow_null=True)


class ExemptionIn(In):
    claim = serializers.UUIDField()
    code = serializers.ChoiceField(choices=sorted(EXEMPTIBLE))
    reason = serializers.CharField(max_length=2000)


class ReadingIn(In):
    claim = serializers.UUIDField()
    verdict = EnumField(Move)
    reason = serializers.CharField(max_length=5000)
    version = serializers.IntegerField(min_value=1)


class AssignmentOut(Out[Assignment]):
    class Meta:
        model = Assignment
        fields = (
            "id",
            "desk",
            "claim",
            "task",
            "cause",
            "assignee",
            "message",
            "due_on",
            "entered_by",
            "done_at",
            "done_by",
            "created_at",
            "version",
        )


class ExemptionOut(Out[Exemption]):
    class Meta:
        model = Exemption
        fields = (
            "id",
            "desk",
            "claim",
            "code",
            "reason",
            "entered_by",
            "ended_at",
            "created_at",
            "version",
        )


class SecondReadingOut(Out[SecondReading]):
    """A verdict is sealed to others until they gave theirs, or the claim is decided."""

    class Meta:
        model = SecondReading
        fields = (
            "id",
            "desk",
            "claim",
            "claim_version",
            "reader",
            "verdict",
            "reason",
            "created_at",
        )


class NoticeOut(Out[Notification]):
    class Meta:
        model = Notification
        fields = ("id", "desk", "kind", "claim", "annotation", "created_at", "read_at")

    @classmethod
    def rows(cls, user: User, expand: frozenset[str] = frozenset()) -> Any:  # noqa: ARG003 (nothing to expand)
        return Notification.objects.of(user)


def _open_only(rows: Rows, wanted: str, _: Request) -> Rows:
    return rows.filter(done_at__isnull=wanted == "true")


def _overdue(rows: Rows, day: date, _: Request) -> Rows:
    return rows.filter(done_at=None, due_on__lt=day)


def _unread(rows: Rows, wanted: str, _: Request) -> Rows:
    return rows.filter(read_at__isnull=wanted == "true")


class Assignments(Listed, Shown):
    """Work on claims: give it out, take it, hand it over, finish it."""

    out = AssignmentOut
    asks: ClassVar[Mapping[str, type[In]]] = {
        "create": AssignmentIn,
        "hand": HandIn,
        "finish": NothingIn,
    }
    changes = frozenset({"hand", "finish"})
    filterable: ClassVar = {
        "desk": by_id("desk"),
        "claim": by_id("claim"),
        "assignee": by_id("assignee"),
        "task": by_choice("task", Task),
        "open": Filter(str, _open_only, ("true", "false")),
        "overdue_on": Filter(date.fromisoformat, _overdue),
    }

    def create(self, request: Request) -> Response:
        asked = self.asked()
        claim_id = asked.pop("claim")
        return self.act(
            lambda: assignments.assign(claim_id, by=self.by, **asked), status=201
        )

    @action(detail=True, methods=["post"])
    def hand(self, request: Request, pk: UUID) -> Response:
        """Give it to somebody, take it oneself, or (null) give it back to the desk."""
        return self.change(pk, assignments.hand_to)

    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, assignments.finish)


class Exemptions(Listed, Shown):
    """Rules lifted for one claim, by whom and why."""

    out = ExemptionOut
    asks: ClassVar[Mapping[str, type[In]]] = {"create": ExemptionIn, "end": ReasonIn}
    changes = frozenset({"end"})
    filterable: ClassVar = {"desk": by_id("desk"), "claim": by_id("claim")}

    def create(self, request: Request) -> Response:
        asked = self.asked()
        claim_id = asked.pop("claim")
        return self.act(
            lambda: exemptions.grant(claim_id, by=self.by, **asked), status=201
        )

    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: UUID) -> Response:
        return self.change(pk, exemptions.end)


class SecondReadings(Listed, Shown):
    """Second readers' blind verdicts."""

    out = SecondReadingOut
    asks: ClassVar[Mapping[str, type[In]]] = {"create": ReadingIn}
    filterable: ClassVar = {"claim": by_id("claim")}

    def create(self, request: Request) -> Response:
        asked = self.asked()
        claim_id = asked.pop("claim")
        return self.act(
            lambda: readings.give(claim_id, by=self.by, **asked), status=201
        )


class Notices(Listed):
    """Word that there is something to see; what it says is where it points."""

    out = NoticeOut
    filterable: ClassVar = {
        "desk": by_id("desk"),
        "unread": Filter(str, _unread, ("true", "false")),
    }

    @action(detail=False, methods=["post"])
    def read(self, request: Request) -> Response:
        """Mark all of one's own as read."""
        return Response({"read": notices.read(by=self.by)})
