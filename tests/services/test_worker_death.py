"""Workers killed in the middle and a broker wiped: every article is read once.

Real processes: the embedded PostgreSQL, a Celery worker with beat, the filesystem
broker. Nothing of it is the test database's.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tracker import embedded, programs
from tracker.crew import Crew

pytestmark = pytest.mark.services

ARTICLES = 200
ROOT = Path(__file__).resolve().parent.parent.parent
PEOPLE = """
from tracker.audit import System
from tracker.models import Role
from tracker.services import desks
desk = desks.open_desk(name="Chaos", slug="chaos", by=System.COMMAND)
person = desks.enrol(email="c@desk.example", name="C", by=System.COMMAND)
desks.appoint(desk.pk, person.pk, Role.EDITOR, by=System.COMMAND)
"""


class Newsroom:
    """A database, a broker folder and a worker that can be killed."""

    def __init__(self, crew: Crew, folder: Path) -> None:
        self.crew = crew
        self.folder = folder
        self.server = crew.hold(embedded.Server(folder / "postgres", durable=False))
        self.env = {
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
        }
        self.generation = 0

    def manage(self, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env={**os.environ, **self.env},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def start_worker(self) -> None:
        self.generation += 1
        self.worker = self.crew.start(
            f"worker-{self.generation}",
            programs.worker(with_beat=True),
            env=self.env,
        )

    def kill_worker(self) -> None:
        os.killpg(self.worker.pid, signal.SIGKILL)
        self.worker.wait()

    def ask(self, query: str) -> tuple[object, ...]:
        with psycopg.connect(self.server.url(embedded.OWNER_ROLE)) as connection:
            return connection.execute(query).fetchone() or ()

    def wait_for(self, least: int, *, within: float) -> None:
        deadline = time.monotonic() + within
        done = "SELECT count(*) FROM claims_extractionrun WHERE state = 'done'"
        while (count := self.ask(done)[0]) < least:  # type: ignore[operator]  # a count
            assert time.monotonic() < deadline, f"only {count} of {least} were read"
            time.sleep(0.2)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with Crew(tmp_path / "logs") as crew:
        made = Newsroom(crew, tmp_path)
        made.manage("migrate", "--database=owner", "--verbosity=0")
        made.manage("shell", "--verbosity=0", "--command", PEOPLE)
        yield made


def test_every_article_is_read_exactly_once(newsroom, tmp_path):
    rows = tmp_path / "articles.jsonl"
    with rows.open("w") as out:
        for n in range(ARTICLES):
            words = (
                f"“Gate {n} is closed,” said an inside source from Sorim.\n\n"
                f"Forty trucks waited at gate {n} on Monday, local officials said."
            )
            row = {"external_id": f"a{n}", "title": f"Gate {n}", "text": words}
            out.write(json.dumps(row) + "\n")

    newsroom.start_worker()
    newsroom.manage(
        *("import_articles", str(rows), "--desk", "chaos", "--as", "c@desk.example")
    )
    newsroom.wait_for(10, within=60)
    newsroom.kill_worker()
    shutil.rmtree(tmp_path / "broker")
    newsroom.start_worker()
    newsroom.wait_for(80, within=120)
    newsroom.kill_worker()
    newsroom.start_worker()
    newsroom.wait_for(ARTICLES, within=240)

    once = """
        SELECT count(*), count(DISTINCT row_id) FROM audit.event
         WHERE action = 'extraction.done' AND table_name = 'claims_extractionrun'
    """
    assert newsroom.ask(once) == (ARTICLES, ARTICLES)
    doubled = """
        SELECT count(*) FROM (
            SELECT run_id FROM claims_suggestion GROUP BY run_id, fingerprint
            HAVING count(*) > 1) AS twice
    """
    assert newsroom.ask(doubled) == (0,)
    unread = """
        SELECT count(*) FROM tracker_revision AS r WHERE NOT EXISTS (
            SELECT FROM claims_suggestion AS s
              JOIN claims_extractionrun AS x ON x.id = s.run_id
             WHERE x.revision_id = r.id)
    """
    assert newsroom.ask(unread) == (0,)
    newsroom.manage("verify_audit")
