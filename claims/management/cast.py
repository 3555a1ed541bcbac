"""The people of the demonstration."""

from dataclasses import dataclass

from claims.models import Preset
from claims.services import standards
from tracker.audit import System
from tracker.models import Desk, Role, User
from tracker.services import desks


@dataclass(frozen=True)
class Cast:
    """One desk and three people on it."""

    desk: Desk
    reporter: User
    editor: User
    checker: User


def assemble() -> Cast:
    """Open a desk with a reporter, an editor and a fact-checker, and its standards."""
    desk = desks.open_desk(name="Demonstration", slug="demo", by=System.COMMAND)
    people = [
        _join(desk, "Noor Adeline", Role.REPORTER),
        _join(desk, "Mina Duarte", Role.EDITOR),
        _join(desk, "Jonas Reuter", Role.FACT_CHECKER),
    ]
    cast = Cast(desk, *people)
    standards.adopt(desk.pk, preset=Preset.WIRE, by=cast.editor)
    return cast


def _join(desk: Desk, name: str, role: Role) -> User:
    email = f"{role.value}@demonstration.example"
    user = desks.enrol(email=email, name=name, by=System.COMMAND)
    desks.appoint(desk.pk, user.pk, role, by=System.COMMAND)
    return User.objects.get(pk=user.pk)
