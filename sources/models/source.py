"""Sources by codename, and the words that may or may not describe them."""

from typing import TYPE_CHECKING, ClassVar, Final, Self, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Upper

from tracker.models import EditableRecord, Record, RecordQuerySet, Role

if TYPE_CHECKING:
    from tracker.models import User


class SourceKind(models.TextChoices):
    PERSON = "person", "Person"
    GROUP = "group", "Group"
    ORGANISATION = "organisation", "Organisation"
    DOCUMENT_HOLDER = "document_holder", "Document holder"


class SourceStatus(models.TextChoices):
    ACTIVE = "active", "Active"
    DORMANT = "dormant", "Dormant"
    AT_RISK = "at_risk", "At risk"
    WITHDRAWN = "withdrawn", "Withdrawn"
    MERGED = "merged", "Merged into another"


class SpeakerKind(models.TextChoices):
    """How a speaker appears in the copy; the engine's kinds."""

    ANONYMOUS_PERSON = "anonymous_person", "Anonymous person"
    ANONYMOUS_GROUP = "anonymous_group", "Anonymous group"
    NAMED_PERSON = "named_person", "Named person"
    ORGANISATION = "organisation", "Organisation"
    DOCUMENT = "document", "Document"
    UNKNOWN = "unknown", "Unknown"


class Reliability(models.TextChoices):
    """NATO Admiralty scale, for the source. F says nothing bad about it."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: cannot be judged"


class CandidateBand(models.TextChoices):
    """How many people could have known; a band, since a number would tell more."""

    UNDER_10 = "under_10", "Fewer than 10"
    UNDER_100 = "under_100", "Fewer than 100"
    UNDER_1000 = "under_1000", "Fewer than 1,000"
    MORE = "more", "1,000 or more"
    UNKNOWN = "unknown", "Not estimated"


class Stance(models.TextChoices):
    AGREED = "agreed", "Agreed"
    FORBIDDEN = "forbidden", "Forbidden"


INSIDERS: Final = frozenset(
    {Role.REPORTER, Role.FACT_CHECKER, Role.EDITOR, Role.KEEPER}
)
"""Roles that can be let into a source's file: people of the desk, not programs."""


def _desks(user: "User", *roles: Role) -> list[UUID]:
    """Return the desks on which the user holds one of the roles."""
    return [desk for desk, held in user.roles.items() if held & set(roles)]


class SourceQuerySet(RecordQuerySet["Source"]):
    def visible_to(self, user: "User") -> Self:
        """Who needs to know: keepers, the handler, who was let in, and editors.

        A restricted source is hidden from editors who were not let in.
        `sources.policy.can_see` says the same of one source.
        """
        if not user.is_active:
            return self.none()
        inside = models.Q(desk_id__in=_desks(user, *INSIDERS))
        let_in = Confidant.objects.current().filter(user=user).values("source_id")
        return self.filter(
            models.Q(desk_id__in=_desks(user, Role.KEEPER))
            | models.Q(desk_id__in=_desks(user, Role.EDITOR), restricted=False)
            | (inside & models.Q(handler_id=user.pk))
            | (inside & models.Q(pk__in=let_in))
        )

    def described_with(self, words: str) -> Self:
        """Those whose codename, or a wording agreed or forbidden now, has the words."""
        worded = Descriptor.objects.current().filter(wording__icontains=words)
        return self.filter(
            models.Q(codename__icontains=words)
            | models.Q(pk__in=worded.values("source_id"))
        )

    def open(self) -> Self:
        """Those that are neither withdrawn nor merged."""
        return self.exclude(status__in=[SourceStatus.WITHDRAWN, SourceStatus.MERGED])

    def by_codename(self) -> Self:
        return self.order_by("codename", "pk")


T = TypeVar("T", bound=Record)


class OfSourceQuerySet(RecordQuerySet[T]):
    """Rows of a source's file: seen by those who see the source."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(source__in=Source.objects.visible_to(user))

    def current(self) -> Self:
        return self.filter(ended_at=None)


class Source(EditableRecord):
    """A person, group, organisation or document holder, known by codename only.

    The codename is drawn from a word list and tells nothing about its bearer.
    """

    codename = models.CharField(max_length=40)
    kind = models.CharField(
        max_length=16, choices=SourceKind, default=SourceKind.PERSON
    )
    status = models.CharField(
        max_length=10, choices=SourceStatus, default=SourceStatus.ACTIVE
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    reliability = models.CharField(
        max_length=1, choices=Reliability, default=Reliability.F
    )
    reliability_rationale = models.TextField(blank=True, max_length=2000)
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    graded_at = models.DateTimeField(null=True)
    candidates = models.CharField(
        "candidate set",
        max_length=10,
        choices=CandidateBand,
        default=CandidateBand.UNKNOWN,
        help_text="How many people could have known what this source knows.",
    )

    restricted = models.BooleanField(
        default=False, help_text="Editors see it only when they are let in by name."
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", null=True
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "desk", Upper("codename"), name="source_codename_once"
            ),
            models.UniqueConstraint(fields=["desk", "id"], name="source_in_desk"),
            models.CheckConstraint(
                condition=models.Q(codename__regex=r"^[A-Z][A-Z0-9]*( [A-Z0-9]+)*$"),
                name="source_codename_plain",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SourceKind.values),
                name="source_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=SourceStatus.values),
                name="source_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reliability__in=Reliability.values),
                name="source_reliability_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reliability=Reliability.F)
                | ~models.Q(reliability_rationale=""),
                name="source_grade_has_rationale",
            ),
            models.CheckConstraint(
                condition=models.Q(graded_by=None, graded_at=None)
                | models.Q(graded_by__isnull=False, graded_at__isnull=False),
                name="source_grade_names_its_author",
            ),
            models.CheckConstraint(
                condition=models.Q(candidates__in=CandidateBand.values),
                name="source_candidates_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status=SourceStatus.MERGED, merged_into__isnull=False
                )
                | (~models.Q(status=SourceStatus.MERGED) & models.Q(merged_into=None)),
                name="source_merged_names_the_other",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="source_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        # A codename belongs on pages that ask for it, not in titles, logs and errors.
        return "a source"


class Descriptor(Record):
    """Public wording for a source, agreed with it or forbidden by it."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="descriptors")
    wording = models.CharField(max_length=200)
    language = models.CharField(max_length=16, default="en")
    stance = models.CharField(max_length=10, choices=Stance)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OfSourceQuerySet["Descriptor"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "source",
                "language",
                Upper("wording"),
                condition=models.Q(ended_at=None),
                name="descriptor_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(wording=""), name="descriptor_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(stance__in=Stance.values),
                name="descriptor_stance_known",
            ),
        ]
        indexes: ClassVar = [
            GinIndex(
                SearchVector("wording", config="simple"),
                condition=models.Q(ended_at=None),
                name="descriptor_by_wording",
            ),
        ]

    def __str__(self) -> str:
        return "a descriptor"


class Confidant(EditableRecord):
    """Somebody of the desk who was let into one source's file, from when to when."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="confidants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OfSourceQuerySet["Confidant"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "user"],
                condition=models.Q(ended_at=None),
                name="confidant_once",
            ),
        ]

    def __str__(self) -> str:
        return "a confidant"
