"""The emergency switch: a time in which nothing of a desk, or of the site, changes."""

from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from tracker.models.desk import Desk

if TYPE_CHECKING:
    from tracker.models.user import User


class FreezeQuerySet(models.QuerySet["Freeze"]):
    def open(self) -> "FreezeQuerySet":
        return self.filter(lifted_at=None)

    def visible_to(self, user: "User") -> "FreezeQuerySet":
        """The site's for everybody who may log in, a desk's for its members."""
        if not user.is_active:
            return self.none()
        return self.filter(models.Q(desk=None) | models.Q(desk_id__in=user.roles))


class Freeze(models.Model):
    """From when to when, by whom and why. Without a desk it is the whole site's.

    The database refuses what is changed meanwhile (`audit.freeze_on`); this row
    is all that decides it, so a restart changes nothing. Never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    desk = models.ForeignKey(
        Desk, models.PROTECT, related_name="freezes", null=True, blank=True
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    reason = models.CharField(max_length=500)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    objects = FreezeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["desk"],
                condition=models.Q(lifted_at=None),
                nulls_distinct=False,
                name="freeze_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="freeze_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_by=None) | models.Q(lifted_at__isnull=False),
                name="freeze_lifted_at_some_time",
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_by=None)
                | models.Q(lifted_by=None)
                | ~models.Q(lifted_by=models.F("frozen_by")),
                name="freeze_lifted_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk.name if self.desk else 'the whole site'}, frozen"
