"""`make bench [NAME=…]`: measure on scratch data, one JSON object a line."""

from typing import Any, Final

from django.conf import settings
from django.core.management import (
    BaseCommand,
    CommandError,
    CommandParser,
    call_command,
)
from django.db import connections

from claims.management import (  # noqa: F401 (importing is registering)
    bench_claims,
    bench_record,
    bench_search,
    bench_sources,
)
from claims.management.benching import BENCHES
from tracker import embedded
from tracker.crew import Crew, Stopped, stopping_on_signals

SCRATCH: Final = "bench"  # what the wiped data folder must be called


class Command(BaseCommand):
    help = "Measures against references of the same run, as JSON Lines."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", choices=sorted(BENCHES))

    def handle(self, *, name: str | None, **_options: Any) -> None:
        if settings.DATA_DIR.name != SCRATCH:
            message = f"bench wipes DATA_DIR, which must be a folder called {SCRATCH}."
            raise CommandError(message)
        if settings.ENV.database_url:
            message = "bench makes a server of its own: unset DATABASE_URL."
            raise CommandError(message)
        met = True
        try:
            embedded.clean(settings.DATA_DIR)
            with stopping_on_signals(), Crew(settings.DATA_DIR / "log") as crew:
                crew.hold(embedded.Server(settings.DATA_DIR / "postgres"))
                call_command("migrate", database="owner", verbosity=0)
                for each in [name] if name else BENCHES:
                    _take_your_time()
                    for measured in BENCHES[each]():
                        self.stdout.write(measured.as_line())
                        self.stdout.flush()
                        met = met and measured.met
        except embedded.EmbeddedError as error:
            raise CommandError(str(error)) from None
        except Stopped:
            message = "Stopped."
            raise CommandError(message) from None
        finally:
            connections.close_all()
        if not met:
            raise SystemExit(1)


def _take_your_time() -> None:
    """Let statements last: filling a million rows takes longer than any page may."""
    for using in ("default", "owner"):
        with connections[using].cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
