"""What ties one source to another: the graph behind independence."""

from typing import TYPE_CHECKING, ClassVar, Final, Self

from django.db import models

from sources.models.source import Source
from tracker.models import EditableRecord, RecordQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from tracker.models import User


class LinkKind(models.TextChoices):
    TOLD_BY = "told_by", "Was told by"
    SAME_HOUSEHOLD = "same_household", "Same household"
    SAME_OFFICE = "same_office", "Same office"
    SAME_NETWORK = "same_network", "Same network"
    SAME_DOCUMENT = "same_document", "Rests on the same document"
    INDEPENDENT = "independent", "Judged independent"
    OTHER = "other", "Other tie"


TIES: Final = frozenset(set(LinkKind) - {LinkKind.INDEPENDENT})


class LinkQuerySet(RecordQuerySet["Link"]):
    def visible_to(self, user: "User") -> Self:
        """Who ties two sources must see both."""
        seen = Source.objects.visible_to(user)
        return self.filter(source__in=seen, other__in=seen)

    def current(self) -> Self:
        return self.filter(ended_at=None)

    def ties(self) -> Self:
        return self.filter(kind__in=TIES)

    def touching(self, source_id: "UUID") -> Self:
        """Links of this source in either direction."""
        return self.filter(models.Q(source=source_id) | models.Q(other=source_id))

    def touching_any(self, source_ids: "Iterable[UUID]") -> Self:
        """Links of any of these sources in either direction."""
        ids = list(source_ids)
        return self.filter(models.Q(source__in=ids) | models.Q(other__in=ids))

    def between(self, one: "UUID", two: "UUID") -> Self:
        return self.touching(one).touching(two)


class Link(EditableRecord):
    """A judged relation of two sources.

    `told_by` runs from the one who was told to the one who told. `independent` is a
    judgement too: two sources without any link are *not established*, not
    independent.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="links_from")
    other = models.ForeignKey(Source, models.PROTECT, related_name="links_to")
    kind = models.CharField(max_length=16, choices=LinkKind)
    confident = models.BooleanField(
        default=True, help_text="Off: a tie is suspected, not known."
    )
    rationale = models.TextField(max_length=2000)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "other", "kind"],
                condition=models.Q(ended_at=None),
                name="link_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("other")), name="link_of_two"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=LinkKind.values), name="link_kind_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(rationale=""), name="link_has_rationale"
            ),
        ]

    def __str__(self) -> str:
        return "a link between sources"
