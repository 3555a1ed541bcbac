"""Two hundred events, every bit of every column: each flip is found, by number."""

import pytest

from tests.factories.claims import ClaimFactory
from tests.factories.tracker import DeskFactory
from tests.tracker.chain import events
from tests.tracker.test_audit_verify import flips, rows_as_read
from tracker.audit import System
from tracker.audit.standalone import Unsound, body_of, json_lines
from tracker.audit.verify import Before, findings_in
from tracker.datasets import Profile, dataset
from tracker.datasets.package import Order, write_package

pytestmark = [pytest.mark.services, pytest.mark.usefixtures("committed")]

EVENTS = 200


def test_every_bit_of_every_column_of_two_hundred_events(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    desk = DeskFactory(name="한국")
    while len(events()) < EVENTS:
        ClaimFactory.create_batch(10, desk=desk, status="verified")
    _, rows = rows_as_read()
    tried = 0
    for before, row, after in zip(rows, rows[1:EVENTS], rows[2:], strict=False):
        for column, value in enumerate(row):
            for changed in flips(value):
                altered = (*row[:column], changed, *row[column + 1 :])
                start = Before(before[0], frozenset({before[2]}))
                found = list(findings_in([altered, after], start, after[0]))
                assert row[0] in {finding.seq for finding in found}
                tried += 1
    assert tried > EVENTS * 3000


def test_every_bit_of_every_cell_of_two_hundred_rows_of_a_package(settings, tmp_path):
    """By the package's own verifier; files' hashes and signatures are set aside."""
    settings.DATA_DIR = tmp_path / "data"
    desk = DeskFactory(name="한국")
    while len(events()) < EVENTS:
        ClaimFactory.create_batch(10, desk=desk, status="verified")
    wanted = Order(
        dataset=dataset("events"), profile=Profile.INTERNAL, by=System.COMMAND
    )
    write_package(wanted, tmp_path / "package")
    rows, links = (
        list(json_lines(tmp_path / "package" / name))[:EVENTS]
        for name in ("events.jsonl", "chain.jsonl")
    )
    tried = 0
    for row, link in zip(rows, links, strict=True):
        body = body_of(link, row)
        cells = {name: value for name, value in row.items() if name != "seq"}
        for name, value in cells.items():  # the number is counted, beside the body
            for changed in flips(value):
                assert not proves(link, row | {name: changed}, body), (row["seq"], name)
                tried += 1
        for changed in altered_links(link):
            assert not proves(changed, row, body), row["seq"]
            tried += 1
    assert tried > EVENTS * 2500


def altered_links(link):
    """Yield the line with each bit turned: of its salt, or of what it has of leaves."""
    if "salt" in link:
        for salt in flips(bytes.fromhex(link["salt"])):
            yield link | {"salt": salt.hex()}
        return
    for at, leaf in enumerate(link["leaves"]):
        for turned in flips(bytes.fromhex(leaf)):
            leaves = [*link["leaves"]]
            leaves[at] = turned.hex()
            yield link | {"leaves": leaves}


def proves(link, row, body):
    try:
        return body_of(link, row) == body
    except (Unsound, KeyError, TypeError, ValueError):
        return False
