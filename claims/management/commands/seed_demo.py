"""The fictional newsroom, for an empty database of a developer."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from claims.management import newsroom
from claims.management.seeding import seed
from tracker.models import Desk


class Command(BaseCommand):
    help = "Fill an empty development database with the demo newsroom."

    def handle(self, *, verbosity: int, **_options: Any) -> None:
        """Do nothing on a database that has desks, whosever they are."""
        password = getattr(settings, "DEMO_PASSWORD", None)
        if password is None:
            message = "The demo newsroom is for development: these settings have none."
            raise CommandError(message)
        if Desk.objects.exists():
            self._say(verbosity, "There are desks already; nothing was changed.")
            return
        room = newsroom.load()
        seed(room, password=password)
        self._say(verbosity, f"{room.outlet} is open: {len(room.desks)} desks.")

    def _say(self, verbosity: int, words: str) -> None:
        if verbosity:
            self.stdout.write(words)
