"""Checks of a quote against its record, each with its verdict."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from sources.models.document import Document
from sources.models.quote import OF_THE_SPEAKER, Quote, RecordKind
from sources.models.source import Source
from tracker.engine.fidelity import Fidelity
from tracker.models import EditableRecord, RecordQuerySet

if TYPE_CHECKING:
    from tracker.models import User


class FidelityCheckQuerySet(RecordQuerySet["FidelityCheck"]):
    def visible_to(self, user: "User") -> Self:
        """Who sees a quote's source sees what was written down when it spoke."""
        free = models.Q(document__isnull=False) | models.Q(quote__source=None)
        known = models.Q(quote__source__in=Source.objects.visible_to(user))
        return super().visible_to(user).filter(free | known)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class FidelityCheck(EditableRecord):
    """One quote held once against one record, by one version of the engine.

    Of a transcript or a note only the place that was quoted is kept, and its hash: the
    whole of what somebody said on the telephone gives away who it was. `wording` is the
    quote as it then was, since copy changes.
    """

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="fidelity_checks")
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="fidelity_checks", null=True
    )
    record_kind = models.CharField(max_length=12, choices=RecordKind)
    record_sha256 = models.CharField("SHA-256 of the record", max_length=64)
    wording = models.TextField()
    excerpt = models.TextField(blank=True)
    verdict = models.CharField(
        max_length=24, choices=[(kind.value, kind.value) for kind in Fidelity]
    )
    engine = models.CharField("engine version", max_length=20)

    objects = FidelityCheckQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=[kind.value for kind in Fidelity]),
                name="fidelity_verdict_known",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    record_kind=RecordKind.DOCUMENT, document__isnull=False
                )
                | models.Q(record_kind__in=sorted(OF_THE_SPEAKER), document=None),
                name="fidelity_against_one_record",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["quote", "-created_at"], name="fidelity_by_quote"),
        ]

    def __str__(self) -> str:
        return f"checked: {self.verdict.replace('_', ' ')}"
