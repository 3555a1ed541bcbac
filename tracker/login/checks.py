"""Refusals to start with less protection than people rely on."""

from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from tracker.models import Role

LEAST: Final = frozenset({Role.KEEPER, Role.EDITOR, "staff"})


@register(Tags.security, deploy=True)
def keepers_have_a_security_key(**_: Any) -> list[CheckMessage]:
    """On a server a keeper logs in with a security key, and with nothing less."""
    if Role.KEEPER in settings.SECURITY_KEY_FOR:
        return []
    return [
        Error(
            "Keepers could log in without a security key.",
            hint="SECURITY_KEY_FOR is relaxed for a laptop only.",
            id="sourceline.E002",
        )
    ]


@register(Tags.security, deploy=True)
def second_factor_is_required(**_: Any) -> list[CheckMessage]:
    """On a server keepers, editors and site staff have a second factor."""
    if settings.SECOND_FACTOR_FOR >= LEAST:
        return []
    return [
        Error(
            "Keepers, editors or site staff could log in without a second factor.",
            hint="SECOND_FACTOR_FOR is relaxed for a laptop only.",
            id="sourceline.E001",
        )
    ]
