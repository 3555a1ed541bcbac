"""Two hundred events, every bit of every column: each flip is found, by number."""

import pytest

from tests.factories.claims import ClaimFactory
from tests.factories.tracker import DeskFactory
from tests.tracker.chain import events
from tests.tracker.test_audit_verify import flips, rows_as_read
from tracker.audit.verify import Before, findings_in

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
