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


def test_a_missing_file_is_named_and_the_others_are_read(tmp_path):
    out, err = StringIO(), StringIO()
    files = [str(tmp_path / "none.txt"), str(TEXTS / "twin.txt")]
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("extract", *files, stdout=out, stderr=err)
    assert "none.txt" in err.getvalue()
    assert json.loads(out.getvalue())["id"] == "twin"


def test_bytes_that_are_no_text_are_refused(tmp_path):
    file, err = tmp_path / "bad.txt", StringIO()
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("extract", str(file), stderr=err)
    assert "bad.txt: is not UTF-8 text" in err.getvalue()


def test_many_files_keep_their_order_over_processes(tmp_path):
    names = [f"{number:02}" for number in range(20)]
    for name in names:
        (tmp_path / f"{name}.txt").write_text(f"“Go,” said Ann Lee {name}.", "utf-8")
    out = StringIO()
    files = [str(tmp_path / f"{name}.txt") for name in names]
    call_command("extract", *files, "--processes", "2", stdout=out)
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == names
