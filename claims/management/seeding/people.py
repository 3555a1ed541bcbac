"""Desks, and who works on them."""

from collections.abc import Mapping

from django.conf import settings

from claims.management import newsroom
from tracker.audit import System
from tracker.models import Desk, Role, User
from tracker.services import desks


def open_desks(room: newsroom.Newsroom) -> dict[str, Desk]:
    return {
        desk.slug: desks.open_desk(
            name=desk.name, slug=desk.slug, time_zone=desk.time_zone, by=System.COMMAND
        )
        for desk in room.desks
    }


def enrol(
    room: newsroom.Newsroom, made: Mapping[str, Desk], password: str
) -> dict[str, User]:
    """Create the accounts. Programs have no password: they get tokens."""
    people = {}
    for key, person in room.people.items():
        held = {role for roles in person.roles.values() for role in roles}
        user = desks.enrol(
            email=f"{key}{settings.DEMO_DOMAIN}",
            name=person.name,
            is_staff=person.staff,
            password=None if held == {Role.API_CLIENT} else password,
            by=System.COMMAND,
        )
        for slug, roles in person.roles.items():
            for role in roles:
                desks.appoint(made[slug].pk, user.pk, Role(role), by=System.COMMAND)
        people[key] = User.objects.get(pk=user.pk)
    return people
