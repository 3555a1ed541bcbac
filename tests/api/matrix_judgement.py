"""The part of the matrix about judgement: work, exemptions, readings, radius."""

from datetime import UTC, datetime
from urllib.parse import quote

from tests.api.matrix import (
    AUDITOR,
    AUTHOR,
    CHECKERS,
    EDITOR,
    KEEPER,
    MEMBERS,
    NEED_TO_KNOW,
    READ_C,
    REASON,
    STAFF,
    WRITE_C,
    get,
    post,
    reason,
)
from tests.api.world import World

NOBODY: frozenset[str] = frozenset()  # nothing of it is published, or decided on
NOTE = {"type": "Annotation", "body": "Says who?", "target": "urn:example:article"}


def now(_: World) -> str:
    return f"?at={quote(datetime.now(UTC).isoformat())}"


JUDGEMENT = [
    get("quotes-quotation", None, "quote", allowed=NOBODY, hidden=True),
    get("claims-claim-review", None, "claim", allowed=NOBODY, hidden=True),
    *(
        get(
            route,
            None,
            kind,
            allowed=frozenset({EDITOR, KEEPER, AUDITOR}),
            kind=kind,
            query=at,
        )
        for kind in ("article", "quote", "claim", "document", "annotation", "standards")
        for route, at in (("history", lambda _: ""), ("history-as-of", now))
    ),
    *(
        get(
            route,
            None,
            "source",
            allowed=frozenset({EDITOR, KEEPER}),
            kind="source",
            hidden=True,
            query=at,
        )
        for route, at in (("history", lambda _: ""), ("history-as-of", now))
    ),
    get(
        "claims-as-of",
        None,
        "claim",
        query=now,
    ),
    post(
        "claims-describe",
        CHECKERS | {AUTHOR},
        lambda _: {"topics": ["roads"]},
        of="claim",
        scope=WRITE_C,
    ),
    post(
        "claims-split",
        CHECKERS,
        lambda _: {"parts": ["One is closed.", "Two is closed."]},
        of="claim",
    ),
    post(
        "claims-merge",
        CHECKERS,
        lambda w: {"into_id": str(w.other_claim.pk), **REASON},
        of="claim",
    ),
    post(
        "blast-radius",
        NEED_TO_KNOW,
        lambda w: {"source": str(w.source.pk)},
        hidden=True,
    ),
    get("assignments-list", None),
    get("assignments-detail", None, "assignment"),
    post("assignments-list", CHECKERS, lambda w: {"claim": str(w.claim.pk)}),
    post(
        "assignments-hand",
        CHECKERS,
        lambda _: {"assignee_id": None},
        of="assignment",
    ),
    post("assignments-finish", CHECKERS, of="assignment"),
    get("exemptions-list", None),
    get("exemptions-detail", None, "exemption"),
    post(
        "exemptions-list",
        frozenset({EDITOR}),
        lambda w: {"claim": str(w.other_claim.pk), "code": "few_origins", **REASON},
    ),
    post("exemptions-end", frozenset({EDITOR}), reason, of="exemption"),
    get("second-readings-list", None),
    get("second-readings-detail", None, "claim", allowed=NOBODY, hidden=True),
    post(
        "second-readings-list",
        CHECKERS,
        lambda w: {
            "claim": str(w.claim.pk),
            "verdict": "verify",
            "version": 1,
            **REASON,
        },
    ),
    post(
        "claims-attribute",
        CHECKERS | {AUTHOR},
        lambda _: {"source_id": None},
        of="claim",
    ),
    get("desks-standards", READ_C, "desk"),
    post(
        "desks-standards-trial",
        frozenset({EDITOR}),
        lambda _: {"preset": "strict"},
        of="desk",
    ),
    get("desks-agreement", None, "desk"),
    get("articles-standing", None, "article"),
    get("sign-offs-list", None),
    get("sign-offs-detail", None, "sign_off"),
    post(
        "sign-offs-list",
        frozenset({EDITOR}),
        lambda w: {"revision": str(w.article.current.pk), **REASON},
    ),
    get("notices-list", None),
    post("notices-read", MEMBERS, personal=True),
    get("search-list", None, query=lambda _: "?words=bridge"),
    get("web-annotations-list", None),
    get("web-annotations-detail", None, "annotation"),
    post(
        "web-annotations-list",
        STAFF | {KEEPER},
        lambda w: {"article": str(w.article.pk), "annotation": NOTE},
    ),
]
