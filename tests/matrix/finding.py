"""The pages of notes, search, comparisons and one's own settings."""

from tests.api.matrix import AUTHOR, CHECKERS, MEMBERS
from tests.matrix.rows import VERSION, Page, act, form, page

JUDGED = {"relation": "same", "rationale": "Same words."}


def against(world) -> dict[str, object]:
    return {"other": world.other_claim.pk}


FINDING: list[Page] = [
    *page("search", query="?q=bridge"),
    *page("notes", query="?q=says"),
    *page("contradictions"),
    *page("note", of="annotation"),
    *act("edit_note", frozenset({AUTHOR}), VERSION | {"body": "Whom?"}, "annotation"),
    *act("withdraw_note", frozenset({AUTHOR}), VERSION, "annotation"),
    *page("claim_review", of="claim"),
    *page("quotation", of="quote"),
    *page("against", of="claim"),
    *page("compare_claims", of="claim", also=against),
    *act("compare_claims", CHECKERS, JUDGED, "claim", also=against),
    *form(
        "me", MEMBERS, {"mailing": "daily", "time_zone": "Asia/Seoul"}, personal=True
    ),
    # Only whose notice it is opens it.
    *page("open_notice", frozenset({AUTHOR}), "notice", hidden=True),
]
