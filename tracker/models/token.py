"""Tokens by which programs come in: hashed, ending, and good for named scopes only."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from knox.models import AbstractAuthToken


class Scope(models.TextChoices):
    """What a token is good for. None of them opens a source file."""

    READ_ARTICLES = "articles:read", "Read articles"
    WRITE_ARTICLES = "articles:write", "File and change articles"
    READ_QUOTES = "quotes:read", "Read quotes, without their sources"
    WRITE_QUOTES = "quotes:write", "Enter quotes"
    READ_CLAIMS = "claims:read", "Read claims and decisions"
    WRITE_CLAIMS = "claims:write", "Enter claims, evidence and notes"
    READ_SUGGESTIONS = "suggestions:read", "Read suggestions"
    WRITE_SUGGESTIONS = "suggestions:write", "Ask for extraction"


class ApiToken(AbstractAuthToken):  # type: ignore[misc]  # knox states no types
    """A program's key. Only a digest is stored; the key is shown once, when made.

    It never does more than its user may do, and never anything outside its scopes.
    """

    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=24, choices=Scope))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(scopes__contained_by=Scope.values),
                name="token_scopes_known",
            ),
            models.CheckConstraint(
                condition=models.Q(expiry__isnull=False), name="token_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name
