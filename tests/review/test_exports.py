"""What leaves the desk, and for whom. The transactions are real, as exports need."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.factories.claims import ClaimFactory
from tests.factories.tracker import DeskFactory
from tests.review.conftest import text_of

TAKE = "/desks/border/exports/take/"


@pytest.fixture
def desk(committed):
    return DeskFactory(name="Border desk", slug="border")


@pytest.fixture
def folder(settings, tmp_path, monkeypatch) -> Path:
    """Where keys and packages are made."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_an_editor_takes_a_package_that_verifies(desk, editor, as_person, folder):
    ClaimFactory(desk=desk)
    answer = as_person(editor).post(TAKE, {"dataset": "events", "profile": "internal"})
    package = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    names = {Path(name).name for name in package.namelist()}
    assert {"manifest.json", "verify.py", "README.txt", "chain.jsonl"} <= names
    (manifest,) = [n for n in package.namelist() if n.endswith("manifest.json")]
    assert json.loads(package.read(manifest))
    assert not list(folder.glob("sourceline-export-*"))


def test_who_may_not_export_is_told_why(desk, reporter, auditor, as_person):
    shown = text_of(as_person(reporter).get("/desks/border/exports/"))
    assert "Nothing for you to take" in shown
    asked = {"dataset": "events", "profile": "internal"}
    answer = as_person(auditor).post(TAKE, asked)
    assert answer.status_code == 403
    assert "may export for the profile internal" in text_of(answer)


def test_there_is_no_other_dataset(desk, editor, as_person):
    asked = {"dataset": "people", "profile": "internal"}
    assert as_person(editor).post(TAKE, asked).status_code == 404
