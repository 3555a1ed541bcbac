"""The commands of docker-compose.yml, run against a real PostgreSQL and Redis.

No container engine is needed: roles, environment and commands are taken out of the
compose file, and only the names of the hosts are replaced.
"""

import http.client
import json
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

from config.env import ROOT
from tests.processes import wait_until
from tests.services.compose import COMPOSE, environment_of
from tracker.crew import Crew

pytestmark = pytest.mark.services

HOST = "newsroom.example"
# What a proxy that ends TLS would say.
THROUGH_TLS = {"Host": HOST, "X-Forwarded-Proto": "https"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def newest_postgresql() -> Path:
    found = Path("/usr/lib/postgresql").glob("*/bin")
    return max(found, key=lambda programs: int(programs.parent.name))


class Deployment:
    """Everything that compose would start, as processes of this machine."""

    def __init__(self, crew: Crew, folder: Path) -> None:
        self.crew = crew
        self.folder = folder
        self.postgres_port, self.valkey_port = free_port(), free_port()
        self.web = f"127.0.0.1:{free_port()}"
        self.variables = {
            "SECRET_KEY": secrets.token_hex(32),
            "ALLOWED_HOSTS": HOST,
            "PROXY_SETS_HTTPS": "true",
            "POSTGRES_PASSWORD": secrets.token_hex(16),
            "OWNER_PASSWORD": secrets.token_hex(16),
            "APP_PASSWORD": secrets.token_hex(16),
        }

    def environment(self, service: str) -> dict[str, str]:
        given = environment_of(service, self.variables)
        local = {
            "@postgres/": f"@127.0.0.1:{self.postgres_port}/",
            "//valkey:6379": f"//127.0.0.1:{self.valkey_port}",
        }
        for name, value in given.items():
            for there, here in local.items():
                value = value.replace(there, here)  # noqa: PLW2901 (step by step)
            given[name] = value
        return {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "DATA_DIR": str(self.folder / "data"),
            **given,
        }

    def run(self, service: str, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command inside what would be the service's container."""
        return subprocess.run(
            words,
            env=self.environment(service),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self, service: str) -> None:
        words = [
            self.web if word == "0.0.0.0:8000" else word for word in command(service)
        ]
        self.crew.start(service, words, env=self.environment(service))

    def start_postgres(self) -> None:
        programs = newest_postgresql()
        password = self.folder / "password"
        password.write_text(self.variables["POSTGRES_PASSWORD"])
        data = self.folder / "postgres"
        data.mkdir(mode=0o700)
        become: dict[str, object] = {"cwd": "/"}
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            for path in (self.folder, password, data):
                os.chown(path, account.pw_uid, account.pw_gid)
            become |= {"user": "postgres", "group": "postgres", "extra_groups": []}
        arguments = COMPOSE["services"]["postgres"]["environment"][
            "POSTGRES_INITDB_ARGS"
        ]
        subprocess.run(
            [
                *(programs / "initdb", "--pgdata", data, "--username", "postgres"),
                *("--pwfile", password, *arguments.split()),
            ],
            check=True,
            capture_output=True,
            **become,
        )
        flags = COMPOSE["services"]["postgres"]["command"][1:]
        self.postgres = subprocess.Popen(
            [
                *(programs / "postgres", "-D", data, "-h", "127.0.0.1"),
                *("-p", str(self.postgres_port), "-k", self.folder, *flags),
            ],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **become,
        )
        assert wait_until(self.postgres_answers)
        roles = COMPOSE["configs"]["roles"]["content"]
        subprocess.run(
            [
                newest_postgresql() / "psql",
                "--no-psqlrc",
                "--set=ON_ERROR_STOP=1",
                self.superuser,
            ],
            input=roles,
            text=True,
            env={**os.environ, **self.variables},
            check=True,
            capture_output=True,
        )

    @property
    def superuser(self) -> str:
        password = self.variables["POSTGRES_PASSWORD"]
        return (
            f"postgresql://postgres:{password}@127.0.0.1:{self.postgres_port}/postgres"
        )

    def postgres_answers(self) -> bool:
        try:
            psycopg.connect(self.superuser).close()
        except psycopg.OperationalError:
            return False
        return True

    def start_valkey(self) -> None:
        _, *flags = COMPOSE["services"]["valkey"]["command"]
        server = shutil.which("valkey-server") or "redis-server"
        here = ("--port", str(self.valkey_port), "--bind", "127.0.0.1")
        self.crew.start("valkey", [server, *flags, *here])

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.web, timeout=30)
        connection.request("GET", path, headers={**THROUGH_TLS, **headers})
        answer = connection.getresponse()
        answer.text = answer.read().decode()  # type: ignore[attr-defined]  # kept beside
        connection.close()
        return answer


def command(service: str) -> Sequence[str]:
    """What the service's container would start, with the image's own entrypoint."""
    dockerfile = (ROOT / "Dockerfile").read_text()
    image = json.loads(dockerfile.split("\nENTRYPOINT ")[1].splitlines()[0])
    found = COMPOSE["services"][service]
    python, *words = [*found.get("entrypoint", image), *found["command"]]
    assert python == "python"
    return [sys.executable, *words]


@pytest.fixture(scope="module")
def deployment() -> Iterator[Deployment]:
    with (
        tempfile.TemporaryDirectory(prefix="source line ") as name,
        Crew(Path(name) / "log") as crew,
    ):
        made = Deployment(crew, Path(name))
        made.start_valkey()
        made.start_postgres()
        try:
            migrated = made.run("migrate", *command("migrate"))
            assert migrated.returncode == 0, migrated.stderr
            # The image does this when it is built.
            manage = (sys.executable, "manage.py", "collectstatic", "--no-input")
            collected = made.run("web", *manage)
            assert collected.returncode == 0, collected.stderr
            for service in ("web", "worker", "beat"):
                made.start(service)
            assert wait_until(lambda: is_healthy(made), within=90), crew.last_words(
                "web"
            )
            yield made
        finally:
            crew.stop()
            made.postgres.send_signal(signal.SIGINT)
            made.postgres.wait(timeout=30)


def is_healthy(deployment: Deployment) -> bool:
    test = COMPOSE["services"]["web"]["healthcheck"]["test"]
    assert test[:2] == ["CMD", "python"]
    words = [deployment.web if word == "127.0.0.1:8000" else word for word in test[2:]]
    return deployment.run("web", sys.executable, *words).returncode == 0


def test_it_is_alive_and_ready(deployment):
    assert deployment.get("/livez").status == 200
    assert deployment.get("/readyz").status == 200


def test_the_log_in_page_comes_with_its_files_over_tls_only(deployment):
    page = deployment.get("/accounts/login/")
    assert page.status == 200
    assert "Strict-Transport-Security" in page.headers
    cookies = page.headers.get_all("Set-Cookie")
    assert cookies
    assert all("__Host-" in cookie and "Secure" in cookie for cookie in cookies)
    files = re.findall(r'"(/static/[^"]+)"', page.text)
    assert files
    for path in files:
        found = deployment.get(path)
        assert found.status == 200
        assert "immutable" in found.headers["Cache-Control"]


def test_without_tls_one_is_sent_to_tls(deployment):
    answer = deployment.get("/accounts/login/", **{"X-Forwarded-Proto": "http"})
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/accounts/login/"


def test_another_name_is_not_answered(deployment):
    assert deployment.get("/accounts/login/", Host="elsewhere.example").status == 400


def test_beat_sends_and_the_worker_does(deployment):
    def swept() -> bool:
        said = deployment.crew.last_words("worker", lines=500)
        return re.search(r"tracker\.sweep_jobs\S+ succeeded", said) is not None

    assert wait_until(swept, within=60), deployment.crew.last_words("worker")


def test_the_worker_passes_its_health_check(deployment):
    kind, shell = COMPOSE["services"]["worker"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    words = shell.replace("$$HOSTNAME", socket.gethostname())
    assert deployment.run("worker", "sh", "-c", words).returncode == 0


def test_the_application_is_a_role_that_owns_nothing(deployment):
    address = deployment.environment("web")["DATABASE_URL"]
    with psycopg.connect(address) as connection:
        owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
        assert connection.execute(owned).fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM audit.event")


def test_the_servers_that_work_do_not_know_the_owners_password(deployment):
    for service in ("web", "worker", "beat"):
        known = deployment.environment(service).values()
        assert not any(
            deployment.variables["OWNER_PASSWORD"] in value for value in known
        )


def test_migrating_again_changes_nothing(deployment):
    again = deployment.run("migrate", *command("migrate"))
    assert again.returncode == 0
    assert "No migrations to apply" in again.stdout


def test_nothing_that_was_logged_holds_a_secret(deployment):
    logs = "".join(path.read_text() for path in deployment.crew.logs.iterdir())
    assert logs
    for secret in deployment.variables.values():
        assert secret in (HOST, "true") or secret not in logs
