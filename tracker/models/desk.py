"""A desk is a compartment with members; nothing is visible across desks."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now

from tracker.models.role import Role
from tracker.models.user import User


class DeskQuerySet(models.QuerySet["Desk"]):
    def visible_to(self, user: User) -> "DeskQuerySet":
        """Desks where the user is a member now."""
        return self.filter(pk__in=user.roles if user.is_active else ())


class Desk(models.Model):
    """A compartment: its own people, articles, sources, claims and standards."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    time_zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=16, default="en")
    exports_need_release = models.BooleanField(
        default=False,
        help_text="What leaves the newsroom waits for a second person.",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("slug"), name="desk_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)


class Membership(models.Model):
    """One role of one person on one desk, from when until when. Never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["desk", "user", "role"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["desk", "user", "role"],
                condition=models.Q(ended_at=None),
                name="membership_once_per_role",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {Role(self.role).label} · {self.desk}"
