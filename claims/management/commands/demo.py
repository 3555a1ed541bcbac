"""`make demo`: the main job, from a file to an export, on scratch data."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import (
    BaseCommand,
    CommandError,
    CommandParser,
    call_command,
)
from django.db import connections
from rich.console import Console

from claims.management import newsroom, showcase, tables
from claims.management.cast import Cast, assemble
from claims.models import ExtractionRun, RunState, SuggestionKind
from tracker import embedded, programs
from tracker.crew import Crew, Stopped, stopping_on_signals
from tracker.datasets.dataset import Profile, Scope
from tracker.datasets.events import EVENTS
from tracker.datasets.package import Order, write_package
from tracker.errors import SourcelineError

SCRATCH: Final = "demo"  # what the wiped data folder must be called
READ_WITHIN: Final = 60.0
WIDTH: Final = 110  # where there is no terminal to ask


class Command(BaseCommand):
    help = "Show the main job on one article; what it makes is thrown away next time."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--article", help="A txt, html, docx or md file; default: ours."
        )

    def handle(self, *, article: str | None, **_options: Any) -> None:
        path = Path(article) if article else newsroom.load().sample
        if not path.is_file():
            message = f"There is no file {path}."
            raise CommandError(message)
        _refuse_precious_data()
        self.console = Console(highlight=False, markup=False, emoji=False)
        if not self.console.is_terminal:
            self.console.width = WIDTH
        try:
            embedded.clean(settings.DATA_DIR)
            with stopping_on_signals(), Crew(settings.DATA_DIR / "log") as crew:
                self.show(crew, path)
        except (embedded.EmbeddedError, showcase.Lacking) as error:
            raise CommandError(str(error)) from None
        except SourcelineError as error:
            message = f"{error.message} {error.facts}"
            raise CommandError(message) from None
        except Stopped:
            message = "Stopped."
            raise CommandError(message) from None
        finally:
            connections.close_all()

    def show(self, crew: Crew, path: Path) -> None:
        with self.step("PostgreSQL, tables and a worker of our own"):
            crew.hold(embedded.Server(settings.DATA_DIR / "postgres", durable=False))
            call_command("migrate", database="owner", verbosity=0)
            crew.start("worker", programs.worker(with_beat=True, processes=1))
            cast = assemble()
        with self.step(f"{path.name}: imported, and read by the worker"):
            run = showcase.hand_in(cast, path)
            self.wait(crew, run)
        for table in (tables.quotes, tables.anonymous_sources, tables.claims):
            self.console.print()
            self.console.print(table(run))
        self.console.print()
        self.decide(run, cast)
        self.export(cast)

    def wait(self, crew: Crew, run: ExtractionRun) -> None:
        """Look until the worker is done. Raises CommandError when it cannot be."""
        deadline = time.monotonic() + READ_WITHIN
        while run.state != RunState.DONE:
            if name := crew.ended():
                message = f"The {name} has ended by itself:\n{crew.last_words(name)}"
                raise CommandError(message)
            if run.state == RunState.FAILED or time.monotonic() > deadline:
                message = run.failure or "The worker did not read it in time."
                raise CommandError(message)
            time.sleep(0.05)
            run.refresh_from_db(fields=["state", "failure"])

    def decide(self, run: ExtractionRun, cast: Cast) -> None:
        """Do a desk's work. Who may do what is decided by the same rules as ever."""
        quotes = showcase.accept_all(run, SuggestionKind.QUOTE, by=cast.editor)
        voice = showcase.tie(run, cast)
        claims = showcase.accept_all(run, SuggestionKind.CLAIM, by=cast.editor)
        self.say(f"{cast.editor} (editor) accepts {quotes} quotes and {claims} claims.")
        self.say(
            f"{cast.editor} ties the {len(voice.quotes)} quotes of "
            f"“{voice.descriptor or 'nobody named'}” to a source on file, codename "
            f"{voice.source.codename}, whose anonymity two people agreed to."
        )
        first, *others = showcase.candidates(run, voice)
        showcase.weigh(first, cast)
        if others:
            showcase.weigh(others[0], cast)
        self.refuse(others[0] if others else first, cast)
        showcase.corroborate(first, voice, cast)
        decision = showcase.verify(first, by=cast.checker)
        self.say(
            f"A second, independent source is called (a stand-in), and {cast.checker} "
            f"(fact-checker) verifies: “{first.claim}”\n"
            f"  on record with it: {decision.corroboration['line']}."
        )

    def refuse(self, candidate: showcase.Candidate, cast: Cast) -> None:
        """Show a verdict that the desk's standards do not admit, and why."""
        refused = showcase.refusal(candidate, by=cast.checker)
        if refused is None:
            message = "A claim with one source was verified; it must not be."
            raise CommandError(message)
        self.say(
            f"{cast.checker} (fact-checker) is refused: “{candidate.claim}”\n"
            f"  {refused.message}"
        )
        reasons = refused.facts.get("reasons")
        for reason in reasons if isinstance(reasons, list) else ():
            self.say(f"  · {reason['message']} ({reason['code']})")

    def export(self, cast: Cast) -> None:
        """Write the audit package, and have it checked by the verifier inside it."""
        folder = settings.DATA_DIR / "export"
        order = Order(
            dataset=EVENTS,
            profile=Profile.INTERNAL,
            by=cast.editor,
            scope=Scope(desk_id=cast.desk.pk),
        )
        manifest = write_package(order, folder)
        self.say(
            f"{cast.editor} exports the audit record: {manifest['rows']} events in "
            f"{folder}\nThe verifier that lies in it, run on its own, says:\n"
        )
        verifier = [sys.executable, "-I", str(folder / "verify.py")]
        checked = subprocess.run(verifier, capture_output=True, text=True, check=False)
        self.say(checked.stdout.strip())
        if checked.returncode != 0:
            message = f"The verifier does not accept it.\n{checked.stderr}"
            raise CommandError(message)

    def say(self, words: str) -> None:
        self.console.print(words, soft_wrap=True)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Say what is being done, and how long it took."""
        self.console.print(f"{name} … ", end="")
        began = time.monotonic()
        try:
            yield
        except BaseException:
            self.console.print("no")
            raise
        self.console.print(f"{time.monotonic() - began:.1f} s")


def _refuse_precious_data() -> None:
    """Everything in the data folder is deleted first, so be sure that it is scratch."""
    env = settings.ENV
    own_servers = env.database_url is None and settings.CELERY_BROKER_URL.startswith(
        "filesystem"
    )
    if settings.DATA_DIR.name != SCRATCH or not own_servers:
        message = (
            "The demonstration deletes its data folder and starts servers of its own: "
            f"run `make demo`, or name a DATA_DIR that ends in {SCRATCH}, without "
            "DATABASE_URL and CELERY_BROKER_URL."
        )
        raise CommandError(message)
