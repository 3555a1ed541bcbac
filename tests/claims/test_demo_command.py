"""`make demo`: everything of the main job happens, and nothing is left running."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.services

MANAGE = settings.BASE_DIR / "manage.py"
WITHIN = 240  # seconds on a machine that is busy with other tests


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("data") / "demo"


@pytest.fixture(scope="module")
def shown(scratch):
    """One run of the command, as `make demo` does it."""
    unset = {"DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    module = {"DJANGO_SETTINGS_MODULE": "config.settings.development"}
    return subprocess.run(
        [sys.executable, str(MANAGE), "demo"],
        env={**kept, **module, "DATA_DIR": str(scratch)},
        cwd=scratch.parent,
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )


def test_the_main_job_is_shown_from_the_article_to_the_export(shown):
    assert shown.returncode == 0, shown.stderr
    wanted = ["Quotes", "an inside source from Brenholt", "Distinct anonymous sources"]
    wanted += ["Claims that can be checked", "is refused", "few_origins", "verifies"]
    assert [words for words in wanted if words not in shown.stdout] == []
    assert shown.stderr == ""


def test_the_package_stays_and_verifies_again_on_its_own(shown, scratch):
    again = subprocess.run(
        [sys.executable, "-I", str(scratch / "export" / "verify.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stdout + again.stderr


def test_nothing_is_left_running(shown, scratch):
    assert not (scratch / "postgres" / "postmaster.pid").exists()


def test_it_deletes_no_data_folder_but_its_own():
    with pytest.raises(CommandError, match="deletes its data folder"):
        call_command("demo")


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"no file nowhere\.txt"):
        call_command("demo", article="nowhere.txt")
