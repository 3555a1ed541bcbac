"""What the engine found becomes rows to be proposed, nothing of it lost on the way."""

from datetime import date

from claims import proposals
from tracker.engine.pipeline import extract

TEXT = (
    "The mine lost between 12 and 15 workers in mid-March 2024. "
    "The fine was 900 euros on 3 May 2024."
)


def _claims() -> list[dict]:
    found = extract(TEXT, dateline=date(2024, 6, 1))
    return [i.payload for i in proposals.of(found, TEXT).items if i.kind == "claim"]


def test_a_range_is_proposed_with_both_its_ends():
    (workers,), (fine,) = (claim["figures"] for claim in _claims())
    assert (workers["low"], workers["high"]) == (12, 15)
    assert (fine["low"], fine["high"], fine["unit"]) == (900, 900, "euros")


def test_a_period_is_proposed_with_its_first_and_last_day():
    (period,), (day,) = (claim["dates"] for claim in _claims())
    assert period["day"] is None
    assert period["first"] < period["last"]
    assert period["first"][:7] == period["last"][:7] == "2024-03"
    assert day["first"] == day["day"] == day["last"] == "2024-05-03"
