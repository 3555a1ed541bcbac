"""Who may call what: the whole API, declared. A route that is not here fails the test.

Each case is one call with a body that would go through. On the own desk, who is not
`allowed` gets 403 with the reason, or 404 where the very existence is protected.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.api.world import World

AUTHOR = "author"  # the reporter who entered everything
REPORTER, CHECKER, EDITOR = "reporter", "fact_checker", "editor"
KEEPER, AUDITOR, CLIENT = "keeper", "auditor", "api_client"

MEMBERS = frozenset({AUTHOR, REPORTER, CHECKER, EDITOR, KEEPER, AUDITOR, CLIENT})
WRITERS = frozenset({AUTHOR, REPORTER, EDITOR, CLIENT})
OWNERS = frozenset({AUTHOR, EDITOR})
STAFF = frozenset({AUTHOR, REPORTER, CHECKER, EDITOR})
CHECKERS = frozenset({CHECKER, EDITOR})
NEED_TO_KNOW = frozenset({AUTHOR, EDITOR, KEEPER})


@dataclass(frozen=True)
class Case:
    """One call. `of` names the world's record in the address; `scope` a token's way."""

    route: str
    method: str
    allowed: frozenset[str]
    body: Callable[[World], Any] = lambda _: {}
    of: str = ""
    query: Callable[[World], str] = lambda _: ""
    hidden: bool = False  # refused on the own desk as if it were not there
    scope: str | None = None
    kind: str = ""  # the other part of a history's address
    content_type: str = "application/json"
    personal: bool = field(default=False)  # about the caller, not about a desk

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


def get(route: str, scope: str | None, of: str = "", **more: Any) -> Case:
    return Case(route, "GET", more.pop("allowed", MEMBERS), of=of, scope=scope, **more)


def post(
    route: str,
    allowed: frozenset[str],
    body: Callable[[World], Any] = lambda _: {},
    **more: Any,
) -> Case:
    return Case(route, more.pop("method", "POST"), allowed, body, **more)


REASON = {"reason": "As the log says."}


def reason(_: World) -> dict[str, str]:
    return REASON


READ_A, WRITE_A = "articles:read", "articles:write"
READ_Q, WRITE_Q = "quotes:read", "quotes:write"
READ_C, WRITE_C = "claims:read", "claims:write"
READ_S, WRITE_S = "suggestions:read", "suggestions:write"

RECORD = [
    get("schema", READ_A, personal=True),
    get("me", READ_A, personal=True),
    get("tokens", None, personal=True),
    post(
        "tokens",
        MEMBERS,
        lambda _: {"name": "CMS", "scopes": ["articles:read"], "days": 1},
        personal=True,
    ),
    Case("token", "DELETE", frozenset(), hidden=True, personal=True),
    get("desks-list", READ_A),
    get("desks-detail", READ_A, "desk"),
    get("articles-list", READ_A),
    get("articles-detail", READ_A, "article"),
    post(
        "articles-list",
        WRITERS,
        lambda w: {"desk": str(w.desk.pk), "title": "T", "text": "New words."},
        scope=WRITE_A,
    ),
    post(
        "articles-detail",
        OWNERS,
        lambda _: {"title": "T"},
        method="PATCH",
        of="article",
        scope=WRITE_A,
    ),
    get("articles-revisions", READ_A, "article"),
    post(
        "articles-revisions",
        OWNERS,
        lambda _: {"text": "Other words."},
        of="article",
        scope=WRITE_A,
    ),
    post("articles-publish", frozenset({EDITOR}), of="article", scope=WRITE_A),
    post("articles-retract", frozenset({EDITOR}), reason, of="article", scope=WRITE_A),
    post(
        "articles-import",
        WRITERS,
        lambda _: b"title,text\nOne,New words.\n",
        query=lambda w: f"?desk={w.desk.pk}",
        content_type="text/csv",
        scope=WRITE_A,
    ),
]

EXPORTERS = frozenset({EDITOR, KEEPER})

EXPORTS = [
    post(
        "desks-exports-release",
        EXPORTERS,
        lambda _: {"wanted": True, **REASON},
        of="desk",
    ),
    get("exports-list", None),
    get("exports-detail", None, "export", allowed=EXPORTERS | {AUDITOR}, hidden=True),
    post(
        "exports-list",
        EXPORTERS,
        lambda w: {
            "desk": str(w.desk.pk),
            "dataset": "articles",
            "profile": "internal",
            "since": "2026-01-01",
            "until": "2026-01-31",
            "status": "draft",
            "article": str(w.article.pk),
            "chosen": [str(w.article.pk)],
            "as_of": "2026-01-31T12:00:00Z",
            "bom": True,
        },
    ),
    post("exports-cancel", EXPORTERS, reason, of="export", hidden=True),
    post(
        "exports-release",
        frozenset({KEEPER}),
        reason,
        of="waiting_export",
        hidden=True,
    ),
    # Only who asked fetches, and that is none of these.
    get("exports-fetch", None, "export", allowed=frozenset(), hidden=True),
]

SOURCES = [
    get("sources-list", None),
    get("sources-detail", None, "source", allowed=NEED_TO_KNOW, hidden=True),
    post(
        "sources-list",
        frozenset({AUTHOR, REPORTER, EDITOR, KEEPER}),
        lambda w: {"desk": str(w.desk.pk)},
    ),
    *(
        post(f"sources-{act}", NEED_TO_KNOW, body, of="source", hidden=True)
        for act, body in {
            "open-file": lambda _: {"purpose": "Checking terms."},
            "grade": lambda _: {"reliability": "B", "rationale": "Three of three."},
            "estimate": lambda _: {"candidates": "under_100"},
            "set-status": lambda _: {"status": "dormant", **REASON},
            "withdraw": reason,
            "descriptors": lambda _: {"wording": "a port worker", "stance": "agreed"},
            "links": lambda w: {
                "other": str(w.other_source.pk),
                "kind": "same_office",
                "rationale": "Same desk.",
            },
            "agreements": lambda _: {
                "ground_rules": "background",
                "anonymous_from": "public",
                "reason": "Would lose the post.",
            },
        }.items()
    ),
    post(
        "agreements-approve",
        frozenset({EDITOR, KEEPER}),
        lambda _: {"identity_known": False},
        of="agreement",
        hidden=True,
    ),
    get("quotes-list", READ_Q),
    get("quotes-detail", READ_Q, "quote"),
    post(
        "quotes-list",
        WRITERS,
        lambda w: {"article": str(w.article.pk), "pieces": [[1, 22]], "type": "direct"},
        scope=WRITE_Q,
    ),
    post(
        "quotes-detail",
        OWNERS,
        lambda _: {"attribution": "a source"},
        method="PATCH",
        of="quote",
        scope=WRITE_Q,
    ),
    post(
        "quotes-tie",
        OWNERS | {KEEPER},
        lambda w: {"document_id": str(w.document.pk)},
        of="quote",
    ),
    post("quotes-untie", OWNERS | {KEEPER}, reason, of="tied_quote"),
    post(
        "quotes-decide",
        CHECKERS,
        lambda _: {"move": "dispute", **REASON},
        of="quote",
    ),
]

CLAIMS = [
    get("claims-list", READ_C),
    get("claims-detail", READ_C, "claim"),
    get("claims-dossier", None, "claim"),
    get("claims-verifications", READ_C, "claim"),
    get("claims-evidence", READ_C, "claim"),
    post(
        "claims-list",
        WRITERS | {CHECKER},
        lambda w: {"desk": str(w.desk.pk), "text": "It is closed.", "type": "event"},
        scope=WRITE_C,
    ),
    post(
        "claims-reword",
        CHECKERS | {AUTHOR},
        lambda _: {"text": "The bridge is shut."},
        of="claim",
        scope=WRITE_C,
    ),
    post(
        "claims-occurrences",
        WRITERS | {CHECKER},
        lambda w: {"article_id": str(w.article.pk), "span": [1, 22]},
        of="claim",
        scope=WRITE_C,
    ),
    get("occurrences-detail", READ_C, "occurrence"),
    post(
        "occurrences-end", CHECKERS | {AUTHOR}, reason, of="occurrence", scope=WRITE_C
    ),
    post(
        "claims-evidence",
        STAFF,
        lambda w: {"quote_id": str(w.quote.pk), "bearing": "supports"},
        of="claim",
        scope=WRITE_C,
    ),
    post(
        "claims-decide",
        STAFF | {CLIENT},
        lambda _: {"move": "submit", **REASON},
        of="claim",
    ),
    post(
        "claims-decide",
        frozenset({EDITOR}),
        lambda _: {"move": "retract", **REASON},
        of="claim",
    ),
    get("evidence-detail", READ_C, "evidence"),
    post(
        "evidence-grade",
        STAFF,
        lambda _: {"credibility": 6, "rationale": ""},
        of="evidence",
    ),
    post("evidence-withdraw", STAFF, reason, of="evidence", scope=WRITE_C),
    get("cross-checks-list", READ_C),
    get("cross-checks-detail", READ_C, "crosscheck"),
    post(
        "cross-checks-list",
        CHECKERS,
        lambda w: {
            "claim": str(w.claim.pk),
            "other": str(w.other_claim.pk),
            "relation": "same",
            "rationale": "Same words.",
        },
    ),
    post("cross-checks-end", CHECKERS, reason, of="crosscheck"),
    post(
        "cross-checks-rejudge",
        CHECKERS,
        lambda _: {"relation": "same", "rationale": "Same words."},
        of="crosscheck",
    ),
    get("annotations-list", None),
    get("annotations-detail", None, "annotation"),
    post(
        "annotations-list",
        STAFF | {KEEPER},
        lambda w: {"article": str(w.article.pk), "body": "Says who?"},
    ),
    post(
        "annotations-detail",
        frozenset({AUTHOR}),
        lambda _: {"body": "Says whom?"},
        method="PATCH",
        of="annotation",
    ),
    post(
        "annotations-reply",
        STAFF | {KEEPER},
        lambda _: {"body": "The mayor."},
        of="annotation",
    ),
    post("annotations-withdraw", frozenset({AUTHOR}), of="annotation"),
    post("annotations-resolve", CHECKERS | {AUTHOR}, of="annotation"),
    post("annotations-reopen", CHECKERS | {AUTHOR}, of="annotation"),
    get("standards-list", READ_C),
    get("standards-detail", READ_C, "standards"),
    post(
        "standards-list",
        frozenset({EDITOR}),
        lambda w: {"desk": str(w.desk.pk), "preset": "wire"},
    ),
]

PROPOSALS = [
    get("extraction-runs-list", READ_S),
    get("extraction-runs-detail", READ_S, "run"),
    post(
        "extraction-runs-list",
        MEMBERS,
        lambda w: {"revision": str(w.article.current.pk)},
        scope=WRITE_S,
    ),
    get("speakers-list", READ_S),
    get("speakers-detail", READ_S, "speaker"),
    post(
        "speakers-tie",
        OWNERS,
        lambda w: {"source_id": str(w.source.pk)},
        of="speaker",
        hidden=True,
    ),
    get("suggestions-list", READ_S),
    get("suggestions-detail", READ_S, "suggestion"),
    post("suggestions-accept", STAFF, of="suggestion"),
    post("suggestions-reject", STAFF, lambda _: {"reason": "No."}, of="suggestion"),
    post("suggestions-put-back", STAFF, of="suggestion"),
]

CASES = [*RECORD, *EXPORTS, *SOURCES, *CLAIMS, *PROPOSALS]
