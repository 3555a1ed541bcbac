"""The pages of a source's file, and the desk's list of sources."""

from tests.api.matrix import AUTHOR, EDITOR, KEEPER, MEMBERS, NEED_TO_KNOW
from tests.matrix.rows import REASON, VERSION, Body, Page, act, page

KEEPERS = frozenset({KEEPER})
SEEING = frozenset({AUTHOR, EDITOR})  # who decides on speakers and sees the source
BOTH = frozenset({EDITOR, KEEPER})


def read(name: str, allowed: frozenset[str] = NEED_TO_KNOW) -> list[Page]:
    return page(name, allowed, "source", hidden=True)


def kept(
    name: str,
    body: Body | dict[str, object],
    of: str = "source",
    allowed: frozenset[str] = NEED_TO_KNOW,
) -> list[Page]:
    return act(name, allowed, body, of, hidden=True)


SOURCE_FILES = [
    *kept("reconsider", VERSION, "mismatch"),
    *act(
        "not_this_source",
        SEEING,
        lambda w: {"source": str(w.source.pk)},
        "speaker",
        hidden=True,
    ),
    *act("find_sources", MEMBERS, {"words": "kettle"}),
    *act("set_floor", KEEPERS, {"band": "under_1000", "reason": "Small towns."}),
    *read("source_terms"),
    *read("source_said"),
    *read("source_jigsaw"),
    *read("source_ties"),
    *read("source_circle"),
    *read("source_falls"),
    *read("source_holdings"),
    *read("merge_source", BOTH),
    *read("split_source", BOTH),
    *kept("estimate_source", VERSION | {"candidates": "under_100"}),
    *kept("set_source_status", REASON | {"status": "dormant"}),
    *kept("drop_wording", REASON, "descriptor"),
    *kept("set_review", VERSION | {"review_on": "2027-01-01"}, "agreement"),
    *kept(
        "rejudge_link",
        VERSION | {"kind": "same_network", "rationale": "Both said so."},
        "link",
    ),
    *kept("end_link", REASON, "link"),
    *kept("log_contact", {"day": "2026-03-05", "channel": "call"}),
    *kept(
        "let_in",
        lambda w: REASON | {"person": str(w.author.pk)},
        allowed=KEEPERS,
    ),
    *kept("shut_out", REASON, "confidant", KEEPERS),
    *kept(
        "hand_over",
        lambda w: REASON | {"person": str(w.confidant.entered_by_id)},
        allowed=KEEPERS,
    ),
    *kept("restrict_source", REASON | {"restricted": "True"}, allowed=KEEPERS),
    *kept("place_hold", {"reason": "A court asks."}, "third_source", BOTH),
    *kept("confirm_hold", VERSION, "hold", BOTH),
    *kept("ask_to_lift", REASON, "hold", BOTH),
    *kept("lift_hold", VERSION, "hold_to_lift", BOTH),
    *kept(
        "preview_merge",
        lambda w: {"codename": w.other_source.codename},
        allowed=BOTH,
    ),
    *kept(
        "merge",
        lambda w: REASON | {"into": str(w.other_source.pk)},
        allowed=BOTH,
    ),
    *kept("undo_merge", REASON, "merge", BOTH),
    *kept(
        "split",
        lambda w: REASON | {"quotes": [str(w.tied_quote.pk)]},
        allowed=BOTH,
    ),
]
