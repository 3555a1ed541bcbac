"""`make run`: the whole of Sourceline on one machine, and nothing left when it ends."""

import fcntl
import http.client
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import (
    BaseCommand,
    CommandError,
    CommandParser,
    call_command,
)
from django.db import connections

from tracker import embedded, programs
from tracker.crew import Crew, Stopped, stopping_on_signals
from tracker.models import Desk, Membership, Role, User

HOST = "127.0.0.1"
ANSWERS_WITHIN = 60.0


class Command(BaseCommand):
    help = "Start PostgreSQL, a worker and the web server; stop them with Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
        parser.add_argument(
            "--without-demo",
            action="store_false",
            dest="demo",
            help="Leave an empty database empty.",
        )

    def handle(self, *, port: int, demo: bool, **_options: Any) -> None:
        with (
            only_one(),
            stopping_on_signals(),
            Crew(settings.DATA_DIR / "log") as crew,
        ):
            try:
                self.start(crew, port, demo=demo)
                self.introduce(port)
                self.watch(crew)
            except Stopped:
                self.say("\nStopping …")
        self.say("Everything has stopped. The data is kept.")

    def start(self, crew: Crew, port: int, *, demo: bool) -> None:
        refuse_taken(port)
        if settings.ENV.database_url is None:
            with self.step("PostgreSQL"):
                crew.hold(embedded.Server(settings.DATA_DIR / "postgres"))
        with self.step("Tables"):
            if "owner" not in connections:
                message = "DATABASE_URL is set; set DATABASE_OWNER_URL too, to migrate."
                raise CommandError(message)
            call_command("migrate", database="owner", verbosity=0)
        if demo and not Desk.objects.exists():
            with self.step("Demo newsroom"):
                call_command("seed_demo", verbosity=0)
        connections.close_all()
        module = os.environ["DJANGO_SETTINGS_MODULE"]
        with self.step("Worker and web server"):
            crew.start(
                "worker",
                programs.worker(with_beat=True),
                env={"STATEMENT_TIMEOUT": programs.WORKER_STATEMENT_TIMEOUT},
            )
            crew.start(
                "web",
                programs.web(f"{HOST}:{port}"),
                env={"DJANGO_SETTINGS_MODULE": module},
            )
            self.wait_for_answer(crew, port)

    def say(self, words: str, ending: str | None = None) -> None:
        """Show it now, also to a reader at the other end of a pipe."""
        self.stdout.write(words, ending=ending)
        self.stdout.flush()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Say what is going on before it does, and how long it took after."""
        self.say(f"  {name} … ", ending="")
        began = time.monotonic()
        try:
            yield
        except (embedded.EmbeddedError, CommandError) as error:
            self.say("failed")
            raise CommandError(str(error)) from None
        self.say(f"ready ({time.monotonic() - began:.1f} s)")

    def wait_for_answer(self, crew: Crew, port: int) -> None:
        deadline = time.monotonic() + ANSWERS_WITHIN
        while not answers(port):
            self.must_run(crew)
            if time.monotonic() > deadline:
                message = f"The web server does not answer; see {crew.log_of('web')}."
                raise CommandError(message)
            time.sleep(0.1)

    def watch(self, crew: Crew) -> None:
        while True:
            self.must_run(crew)
            time.sleep(0.5)

    def must_run(self, crew: Crew) -> None:
        if name := crew.ended():
            message = f"The {name} has ended by itself. Its last words:\n"
            raise CommandError(message + crew.last_words(name))

    def introduce(self, port: int) -> None:
        """Say where it is and who may come in."""
        self.say(f"\nSourceline is at http://{HOST}:{port}/\n\n")
        password = getattr(settings, "DEMO_PASSWORD", None)
        people = list(demo_people()) if password else []
        if people:
            self.say(f"Log in as (the password is {password}):\n")
            width = max(len(email) for email, _ in people)
            for email, parts in people:
                self.say(f"  {email:{width}}  {parts}")
        self.say(f"\nLogs are in {settings.DATA_DIR / 'log'}. Ctrl-C stops.")


def demo_people() -> Iterator[tuple[str, str]]:
    """E-mail and roles of everybody in the demo newsroom who can log in.

    Programs have no password, and site staff have no desk.
    """
    domain = settings.DEMO_DOMAIN
    for user in User.objects.filter(email__endswith=domain, is_staff=True):
        yield user.email, "site staff: people and desks, no desk's data"
    members = (
        Membership.objects.current()
        .exclude(role=Role.API_CLIENT)
        .filter(user__email__endswith=domain)
        .select_related("user", "desk")
    )
    parts: dict[str, list[str]] = {}
    for member in members.order_by("created_at", "pk"):
        label = f"{Role(member.role).label.lower()}, {member.desk.name}"
        parts.setdefault(member.user.email, []).append(label)
    for email, labels in parts.items():
        yield email, "; ".join(labels)


@contextmanager
def only_one() -> Iterator[None]:
    """One launcher to one data folder."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        file = (settings.DATA_DIR / "run.lock").open("ab")
    except PermissionError:
        message = f"{settings.DATA_DIR} belongs to another user; run this as that user."
        raise CommandError(message) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "Sourceline is running already from this folder."
            raise CommandError(message) from None
        yield


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            message = (
                f"Port {port} on {HOST} is taken. Stop what uses it, or choose "
                "another: make run PORT=8001"
            )
            raise CommandError(message) from None


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
