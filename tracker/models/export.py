"""What somebody asked to take out of a desk, and what became of it."""

from typing import TYPE_CHECKING, ClassVar, Final, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from tracker.models.article import Article
from tracker.models.record import Record, RecordQuerySet
from tracker.models.role import Role

if TYPE_CHECKING:
    from tracker.models.user import User

EXPORTERS: Final = frozenset({Role.EDITOR, Role.KEEPER, Role.AUDITOR})


class ExportState(models.TextChoices):
    """Where an export is on its way out."""

    WAITING = "waiting", "Waits for release"
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Being written"
    READY = "ready", "Ready"
    FETCHED = "fetched", "Fetched"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"
    EXPIRED = "expired", "Expired"


# Every move there is; a trigger holds the same table.
MOVES: Final = frozenset(
    {
        (ExportState.WAITING, ExportState.QUEUED),
        (ExportState.WAITING, ExportState.CANCELLED),
        (ExportState.WAITING, ExportState.EXPIRED),
        (ExportState.QUEUED, ExportState.RUNNING),
        (ExportState.QUEUED, ExportState.FAILED),
        (ExportState.QUEUED, ExportState.CANCELLED),
        (ExportState.RUNNING, ExportState.READY),
        (ExportState.RUNNING, ExportState.FAILED),
        (ExportState.RUNNING, ExportState.CANCELLED),
        (ExportState.READY, ExportState.FETCHED),
        (ExportState.READY, ExportState.EXPIRED),
        (ExportState.FETCHED, ExportState.EXPIRED),
    }
)
OPEN: Final = frozenset({ExportState.QUEUED, ExportState.RUNNING})
AT_HAND: Final = frozenset({ExportState.READY, ExportState.FETCHED})


class ExportQuerySet(RecordQuerySet["Export"]):
    def visible_to(self, user: "User") -> Self:
        """Whoever may export from the desk sees what was exported from it."""
        desks = [desk for desk, roles in user.roles.items() if roles & EXPORTERS]
        return self.filter(desk_id__in=desks if user.is_active else ())

    def waiting(self) -> Self:
        return self.filter(state=ExportState.WAITING)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def at_hand(self) -> Self:
        return self.filter(state__in=AT_HAND)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Export(Record):
    """One export: the order, who gave it, who released it, and where it is.

    The order never changes, so what was released is what is made; a trigger holds
    that. `rows`, `size` and the numbers of its progress are for who asked alone: of a
    list of sources they are a count of sources.
    """

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    dataset = models.CharField(max_length=40)
    profile = models.CharField("for whom", max_length=12)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    only_status = models.CharField("status", max_length=20, blank=True)
    article = models.ForeignKey(
        Article, models.PROTECT, related_name="+", null=True, blank=True
    )
    chosen = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="These rows alone."
    )
    as_of = models.DateTimeField(null=True, blank=True)
    bom = models.BooleanField("marked for Excel", default=False)

    state = models.CharField(max_length=10, choices=ExportState)
    needs_release = models.BooleanField(default=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    released_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    rows = models.PositiveBigIntegerField(null=True)
    size = models.PositiveBigIntegerField(null=True)
    said = models.CharField(
        max_length=500, blank=True, help_text="Why it failed or was cancelled."
    )

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "id"], name="export_in_desk"),
            models.CheckConstraint(
                condition=models.Q(state__in=ExportState.values),
                name="export_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by=None, released_at=None)
                | (
                    models.Q(released_at__isnull=False)
                    & ~models.Q(released_by=models.F("entered_by"))
                ),
                name="export_released_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(needs_release=False)
                | models.Q(released_by__isnull=False)
                | models.Q(state__in=["waiting", "cancelled", "expired"]),
                name="export_waits_for_release",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["ready", "fetched"])
                | models.Q(
                    ready_at__isnull=False,
                    expires_at__isnull=False,
                    rows__isnull=False,
                    size__isnull=False,
                ),
                name="export_at_hand_has_an_end",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["desk", "-created_at", "-id"], name="export_newest"),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(state__in=["waiting", "ready", "fetched"]),
                name="export_expiring",
            ),
        ]

    def __str__(self) -> str:
        return f"export of {self.dataset} for {self.profile}"


class ExportProgress(models.Model):
    """How far an export is, told while it is written. Not on record, and gone after."""

    export = models.OneToOneField(
        Export, models.CASCADE, primary_key=True, related_name="progress"
    )
    step = models.CharField(max_length=20)
    rows = models.PositiveBigIntegerField(null=True)
    estimate = models.PositiveBigIntegerField(null=True)
    percent = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="export_progress_in_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"
