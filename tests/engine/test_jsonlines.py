"""Files in, lines of JSON out."""

import hashlib
import io
import json
import sys
from types import SimpleNamespace

from tests.engine.articles import HARBOUR, TEXTS
from tracker.engine.batch import line, lines
from tracker.engine.jsonlines import read
from tracker.engine.pipeline import VERSION


def test_a_record_names_its_text_and_its_engine():
    record = read("harbour", HARBOUR)
    assert record["id"] == "harbour"
    assert record["text_sha256"] == hashlib.sha256(HARBOUR.encode()).hexdigest()
    assert record["engine"] == VERSION


def test_a_record_is_plain_json_with_places_in_the_text():
    record = json.loads(json.dumps(read("harbour", HARBOUR)))
    first = record["quotes"][0]
    start, end = first["content"][0]
    assert HARBOUR[start:end] == "Nobody has seen a written order,"
    keys = {s["key"]: s["kind"] for s in record["speakers"]}
    assert keys[first["speaker_key"]] == first["speaker_kind"] == "anonymous_person"
    assert all(HARBOUR[c["start"] : c["end"]] == c["text"] for c in record["claims"])


def test_a_file_is_named_without_its_ending():
    assert json.loads(line(str(TEXTS / "twin.txt")))["id"] == "twin"


def test_standard_input_is_read(monkeypatch):
    given = io.BytesIO("“Go,” he said.".encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=given))
    assert json.loads(line("-"))["id"] == "-"


def test_many_files_come_back_in_their_order(tmp_path):
    names = []
    for number in range(20):
        file = tmp_path / f"{number}.txt"
        file.write_text("“Go,” he said.", "utf-8")
        names.append(str(file))
    found = [json.loads(read.line)["id"] for read in lines(names, processes=2)]
    assert found == [str(number) for number in range(20)]


def test_a_lone_surrogate_does_not_stop_a_record():
    assert read("odd", "He said \ud800.")["text_sha256"]


def test_a_missing_file_says_why_it_has_no_line(tmp_path):
    (found,) = lines([str(tmp_path / "none.txt")])
    assert (found.line, found.error) == ("", "No such file or directory")
