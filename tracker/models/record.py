"""What every record of a desk has in common."""

from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from tracker.errors import NotFound, StaleVersion
from tracker.models.desk import Desk
from tracker.models.freeze import Freeze

if TYPE_CHECKING:
    from tracker.models.user import User

M = TypeVar("M", bound="Record")


class RecordQuerySet(models.QuerySet[M]):
    def visible_to(self, user: "User") -> Self:
        """Records of the desks on which the user is a member now."""
        return self.filter(desk_id__in=user.roles if user.is_active else ())

    def changeable(self) -> Self:
        """Rows that nothing keeps from changing now: neither desk nor site is frozen.

        For work by the clock: one frozen desk must not stop that of the others.
        """
        stops = models.Q(desk=None) | models.Q(desk=models.OuterRef("desk"))
        return self.exclude(models.Exists(Freeze.objects.open().filter(stops)))

    def lock(self, pk: UUID) -> M:
        """Return the row, locked until the transaction ends. Raises NotFound."""
        try:
            return self.select_for_update(no_key=True, of=("self",)).get(pk=pk)
        except self.model.DoesNotExist:
            raise NotFound("There is no such record.") from None

    def lock_all(self, pks: "set[UUID]") -> dict[UUID, M]:
        """Lock several rows in key order, so that two callers cannot deadlock."""
        rows = self.select_for_update(no_key=True, of=("self",)).order_by("pk")
        found = {row.pk: row for row in rows.filter(pk__in=pks)}
        if found.keys() != pks:
            raise NotFound("There is no such record.")
        return found


class Record(models.Model):
    """A row of a desk's record: random id, its desk, and when it was written.

    The id counts nothing (a sequence would tell how many sources there are), and
    SQL ties each reference to the same desk.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True


class VersionedRecord(Record):
    """A record that changes; `version` counts the changes."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def expect(self, version: int) -> None:
        """Raise StaleVersion unless the caller saw the row as it is now."""
        if self.version != version:
            raise StaleVersion(
                "Somebody changed this since you read it. Look at it again first.",
                expected=version,
                found=self.version,
            )

    def change(self, **values: object) -> None:
        """Set the values, count the version up and save just those columns."""
        for name, value in values.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=[*values, "version"])


class EditableRecord(VersionedRecord):
    """A record that a person enters, and others may change."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        abstract = True
