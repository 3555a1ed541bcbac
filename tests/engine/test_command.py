"""`manage.py extract`, which needs no database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.engine.articles import TEXTS


def test_the_command_prints_a_line_a_file():
    out = StringIO()
    call_command("extract", str(TEXTS / "twin.txt"), stdout=out)
    assert json.loads(out.getvalue())["id"] == "twin"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"none\.txt"):
        call_command("extract", str(tmp_path / "none.txt"))


def test_bytes_that_are_no_text_are_refused(tmp_path):
    file = tmp_path / "bad.txt"
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("extract", str(file))
