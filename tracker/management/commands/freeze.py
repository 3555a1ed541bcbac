"""Freeze a desk or the whole site from the machine, lift it, or say what is frozen."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.audit import System
from tracker.errors import SourcelineError
from tracker.models import Desk, Freeze
from tracker.services import freezes


class Command(BaseCommand):
    help = (
        "Let nothing change: of one desk, or of the whole site. "
        "With --lift, let changes go on; without --reason, say what is frozen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--desk", metavar="NAME", help="its short name; else all")
        parser.add_argument("--reason", help="for the record")
        parser.add_argument("--lift", action="store_true", help="end it")

    def handle(
        self, *, desk: str | None, reason: str | None, lift: bool, **_: Any
    ) -> None:
        if reason is None:
            if lift:
                raise CommandError("Lifting needs a --reason.")
            self._tell()
            return
        found = self._desk(desk) if desk else None
        try:
            if lift:
                open_now = Freeze.objects.open().filter(desk=found).first()
                if open_now is None:
                    raise CommandError("That is not frozen.")
                freezes.lift(open_now.pk, by=System.COMMAND, reason=reason)
            else:
                freezes.freeze(
                    found.pk if found else None, by=System.COMMAND, reason=reason
                )
        except SourcelineError as error:
            raise CommandError(error.message) from None
        self._tell()

    def _desk(self, name: str) -> Desk:
        found = Desk.objects.filter(slug__iexact=name).first()
        if found is None:
            raise CommandError("There is no such desk.")
        return found

    def _tell(self) -> None:
        rows = Freeze.objects.open().select_related("desk").order_by("created_at")
        for row in rows:
            self.stdout.write(f"{row}, since {row.created_at:%Y-%m-%d %H:%M} UTC")
        if not rows:
            self.stdout.write("Nothing is frozen.")
