"""Workers killed over exports and a broker wiped: every package is made, once."""

import shutil
import time
import zipfile

import pytest

from tests.services.test_worker_death import Newsroom, newsroom
from tracker.audit import standalone

pytestmark = pytest.mark.services

EXPORTS = 10
ASK = f"""
from tracker.datasets import Profile
from tracker.models import Desk, User
from tracker.services import articles, exports
desk, person = Desk.objects.get(slug="chaos"), User.objects.get(email="c@desk.example")
for n in range(120):
    articles.file_article(desk.pk, title=f"Gate {{n}}", text=f"Gate {{n}}.", by=person)
for n in range({EXPORTS}):
    exports.ask(desk.pk, dataset_name="events", profile=Profile.INTERNAL, by=person)
"""
READY = "SELECT count(*) FROM tracker_export WHERE state = 'ready'"
__all__ = ["newsroom"]


def wait_for_packages(made: Newsroom, least: int, *, within: float) -> None:
    deadline = time.monotonic() + within
    while (count := made.ask(READY)[0]) < least:  # type: ignore[operator]  # a count
        assert time.monotonic() < deadline, f"only {count} of {least} are ready"
        time.sleep(0.05)


def test_every_package_is_made_exactly_once(newsroom, tmp_path):
    newsroom.manage("shell", "--verbosity=0", "--command", ASK)
    newsroom.start_worker()
    wait_for_packages(newsroom, 1, within=90)
    newsroom.kill_worker()
    shutil.rmtree(tmp_path / "broker")
    newsroom.start_worker()
    wait_for_packages(newsroom, 3, within=120)
    newsroom.kill_worker()
    newsroom.start_worker()
    wait_for_packages(newsroom, EXPORTS, within=240)

    once = """
        SELECT count(*), count(DISTINCT row_id) FROM audit.event
         WHERE action = 'export.ready'
    """
    assert newsroom.ask(once) == (EXPORTS, EXPORTS)
    kept = sorted((tmp_path / "exports").iterdir())
    assert [path.suffix for path in kept] == [".zip"] * EXPORTS
    for number, path in enumerate(kept):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / f"out-{number}")
        folder = tmp_path / f"out-{number}" / "events-internal"
        assert standalone.main([str(folder)]) == 0
    newsroom.manage("verify_audit")
