"""The part of the matrix about a source's file. All of it is closed to programs."""

from collections.abc import Callable
from typing import Any

from tests.api.matrix import (
    AUTHOR,
    EDITOR,
    KEEPER,
    MEMBERS,
    NEED_TO_KNOW,
    REASON,
    Case,
    get,
    post,
    reason,
)
from tests.api.world import World

KEEPERS = frozenset({KEEPER})
BOTH = frozenset({EDITOR, KEEPER})
LOOK = {"purpose": "Checking terms."}


def file(
    act: str,
    allowed: frozenset[str],
    body: Callable[[World], Any],
    of: str = "source",
) -> Case:
    return post(f"sources-{act}", allowed, body, of=of, hidden=True)


def part(
    route: str,
    allowed: frozenset[str],
    of: str,
    body: Callable[[World], Any] = reason,
) -> Case:
    return post(route, allowed, body, of=of, hidden=True)


SOURCE_FILES = [
    post(
        "sources-search",
        MEMBERS,
        lambda w: {"desk": str(w.desk.pk), "words": "kettle"},
    ),
    file("jigsaw", NEED_TO_KNOW, lambda _: LOOK),
    file("holdings", NEED_TO_KNOW, lambda _: LOOK),
    file("contact", NEED_TO_KNOW, lambda _: {"day": "2026-03-05", "channel": "call"}),
    file("let-in", KEEPERS, lambda w: {"user_id": str(w.author.pk), **REASON}),
    file("hand-over", KEEPERS, lambda w: {"user_id": str(w.author.pk), **REASON}),
    file("restrict", KEEPERS, lambda _: {"restricted": True, **REASON}),
    file("hold", BOTH, reason, "third_source"),
    file("merge", BOTH, lambda w: {"into_id": str(w.other_source.pk), **REASON}),
    file("split", BOTH, lambda w: {"quote_ids": [str(w.tied_quote.pk)], **REASON}),
    part("descriptors-end", NEED_TO_KNOW, "descriptor"),
    part("links-end", NEED_TO_KNOW, "link"),
    part(
        "links-rejudge",
        NEED_TO_KNOW,
        "link",
        lambda _: {
            "kind": "same_network",
            "confident": False,
            "rationale": "Both said so.",
        },
    ),
    part(
        "agreements-review",
        NEED_TO_KNOW,
        "agreement",
        lambda _: {"review_on": "2027-01-01"},
    ),
    part("confidants-end", KEEPERS, "confidant"),
    part("holds-confirm", BOTH, "hold", lambda _: {}),
    part("holds-ask-to-lift", BOTH, "hold"),
    part("holds-lift", BOTH, "hold_to_lift", lambda _: {}),
    get("merges-list", None),
    get("merges-detail", None, "merge", allowed=NEED_TO_KNOW, hidden=True),
    part("merges-undo", BOTH, "merge"),
    get("jigsaw-floors-list", None),
    get("jigsaw-floors-detail", None, "floor"),
    post(
        "jigsaw-floors-list",
        KEEPERS,
        lambda w: {"desk": str(w.desk.pk), "band": "under_1000", **REASON},
    ),
    get("mismatches-list", None),
    get("mismatches-detail", None, "mismatch", allowed=NEED_TO_KNOW, hidden=True),
    part("mismatches-reconsider", NEED_TO_KNOW, "mismatch", lambda _: {}),
    get("speakers-likely-sources", None, "speaker"),
    part(
        "speakers-not-the-source",
        frozenset({AUTHOR, EDITOR}),
        "speaker",
        lambda w: {"source_id": str(w.source.pk)},
    ),
]
