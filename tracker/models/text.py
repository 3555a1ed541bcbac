"""An immutable text and its fingerprint. Revisions and documents both have one."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Left

from tracker.models.record import Record, RecordQuerySet

MAX_BYTES: Final = 5 * 1024 * 1024
INDEXED: Final = 100_000  # code points: a row of words has a limit of its own
# Where a database's locale is plain (C), PostgreSQL takes every sign beyond ASCII for a
# letter: “Forty would be another word than Forty. So these become spaces.
MARKS: Final = "“”„‟‘’‚‹›«»…–—―·•、。，！？：；（）「」『』《》〈〉【】؟،؛"


def in_words(field: str, *, long: bool = False) -> SearchVector:
    """Return the field's words for full-text search: as indexed, and as asked for.

    `long` is for whole texts, of which only the beginning is indexed.
    """
    spaced = Func(
        Left(field, INDEXED) if long else F(field),
        Value(MARKS),
        Value(" " * len(MARKS)),
        function="TRANSLATE",
        output_field=models.TextField(),
    )
    return SearchVector(spaced, config="simple")


def in_pairs(words: str | Value, *, long: bool = False) -> Func:
    """Return the pairs of signs in a field, or in what is looked for, as indexed.

    For scripts that join words: there any part of one is looked for. Other words have
    none, and their rows NULL.
    """
    return Func(
        Left(words, INDEXED) if long else words,
        function="pairs_of",
        output_field=ArrayField(models.TextField()),
    )


class Text(Record):
    """Words that never change. Offsets into it count Unicode code points.

    A trigger refuses a `sha256` (hex, over UTF-8) or a length that is not the
    content's own, and any later change.
    """

    content = models.TextField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    characters = models.PositiveIntegerField(editable=False)

    objects = RecordQuerySet["Text"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "sha256"], name="text_once"),
            models.UniqueConstraint(fields=["desk", "id"], name="text_in_desk"),
            models.CheckConstraint(
                condition=~models.Q(content=""), name="text_not_empty"
            ),
        ]
        indexes: ClassVar = [
            GinIndex(in_words("content", long=True), name="text_words"),
            GinIndex(in_pairs("content", long=True), name="text_pairs"),
        ]

    def __str__(self) -> str:
        return f"text {self.sha256[:12]}"
