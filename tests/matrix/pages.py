"""The review desk's pages: who may look at which, and who may act.

One line a route; what a line says is in `rows`.
"""

from sources.queries import article_findings
from tests.api.matrix import (
    AUDITOR,
    AUTHOR,
    CHECKER,
    CHECKERS,
    CLIENT,
    EDITOR,
    KEEPER,
    MEMBERS,
    NEED_TO_KNOW,
    OWNERS,
    REPORTER,
    WRITERS,
)
from tests.api.matrix import STAFF as JOURNALISTS
from tests.api.world import World
from tests.matrix.finding import FINDING
from tests.matrix.rows import REASON, VERSION, act, form, page
from tests.matrix.source_pages import SOURCE_FILES


def finding(world: World) -> str:
    """Return the fingerprint of something that the checks find in the article."""
    found = article_findings(world.author, world.article.pk)
    return next(one.fingerprint for one in found if one.source is None)


EXPORTERS = frozenset({EDITOR, KEEPER})
HISTORIES = ("article", "quote", "claim", "evidence", "document", "annotation")
READERS_OF_THE_AUDIT = frozenset({EDITOR, KEEPER, AUDITOR})

DESK = [
    *page("home", personal=True),
    *page("desk"),
    *form("file", WRITERS, {"title": "T", "text": "New words.", "language": "en"}),
    *page("claims"),
    *page("work"),
    *act("read_notices", MEMBERS, {}),
    *act("take_work", CHECKERS, VERSION, "assignment"),
    *act("give_back_work", CHECKERS, VERSION, "assignment"),
    *act("finish_work", CHECKERS, VERSION, "assignment"),
    *page("sources"),
    *act("register", OWNERS | {REPORTER, KEEPER}, {"kind": "person"}),
    *page("standards"),
    *page("try_standards", frozenset({EDITOR}), query="?preset=strict"),
    *act(
        "adopt_standards",
        frozenset({EDITOR}),
        {"preset": "wire", "reason": "Once burned."},
    ),
    *page("exemptions"),
    *page("exports"),
    *act("ask_export", EXPORTERS, {"dataset": "articles", "profile": "internal"}),
    *act("require_release", EXPORTERS, {"wanted": "on"}),
    *act("release_export", frozenset({KEEPER}), {}, "waiting_export", hidden=True),
    *act("cancel_export", EXPORTERS, {"reason": "No."}, "export", hidden=True),
    # Only who asked fetches, and that is none of these.
    *act("fetch_export", frozenset(), {}, "export", hidden=True),
    *page("freeze"),
    *act("freeze", frozenset({EDITOR, KEEPER}), {"reason": "A theft."}),
    # It is not frozen: whoever gets that far is told so.
    *act("unfreeze", MEMBERS, {"reason": "A false alarm."}),
    *(
        row
        for kind in HISTORIES
        for row in page("history", READERS_OF_THE_AUDIT, kind, kind=kind)
    ),
    *page("history", frozenset({EDITOR, KEEPER}), "source", kind="source", hidden=True),
]

ARTICLES = [
    *page("article", of="article"),
    *form("revise", OWNERS, VERSION | {"text": "Other words."}, "article"),
    *act("extract", MEMBERS, {}, "article"),
    *act("publish", frozenset({EDITOR}), VERSION, "article"),
    *act("retract", frozenset({EDITOR}), REASON, "article"),
    *act(
        "mark",
        JOURNALISTS | {KEEPER},
        lambda w: {
            "revision": str(w.article.current.pk),
            "words": "The bridge was built",
            "what": "note",
            "body": "Says who?",
        },
        "article",
    ),
    *page("report", of="article"),
    *act(
        "accept_finding",
        frozenset({EDITOR, KEEPER}),
        lambda w: {"fingerprint": finding(w), "reason": "Agreed with counsel."},
        "article",
    ),
    *act("check_text", MEMBERS, {"text": "Other words."}, "article"),
    *act("withdraw_exception", frozenset({EDITOR, KEEPER}), REASON, "exception"),
    *act(
        "sign_article",
        frozenset({EDITOR}),
        lambda w: {"revision": str(w.article.current.pk), "reason": "I know who."},
        "article",
    ),
    *act("accept", JOURNALISTS, VERSION, "suggestion"),
    *act("reject", JOURNALISTS, VERSION, "suggestion"),
    *act("put_back", JOURNALISTS, VERSION, "suggestion"),
    *act("tie_speaker", OWNERS | {REPORTER}, VERSION | {"new": "on"}, "speaker"),
    *act("reply", JOURNALISTS | {KEEPER}, {"body": "The mayor."}, "annotation"),
    *act("resolve", CHECKERS | {AUTHOR}, VERSION, "annotation"),
    *act("reopen", CHECKERS | {AUTHOR}, VERSION, "annotation"),
]

QUOTES = [
    *page("quote", of="quote"),
    *page("quote_radius", of="quote"),
    *page("document_radius", of="document"),
    *act("move_quote", CHECKERS, REASON | {"move": "dispute"}, "quote"),
    *act("tie_quote", OWNERS | {KEEPER}, VERSION | {"new": "on"}, "quote"),
    *act("untie_quote", OWNERS | {KEEPER}, REASON, "tied_quote"),
    *act(
        "amend_quote",
        OWNERS,
        VERSION | {"basis": "witnessed", "record_kind": "none"},
        "quote",
    ),
    *act("piece_quote", OWNERS, VERSION | {"words": "sold on Monday"}, "quote"),
    *act(
        "compare_quote",
        JOURNALISTS,
        lambda w: {"document": str(w.document.pk)},
        "quote",
    ),
]

CLAIMS = [
    *page("claim", of="claim"),
    *act("move_claim", JOURNALISTS | {CLIENT}, REASON | {"move": "submit"}, "claim"),
    *act("reword_claim", CHECKERS | {AUTHOR}, VERSION | {"text": "Shut."}, "claim"),
    *act(
        "add_evidence",
        JOURNALISTS,
        lambda w: {
            "quote": str(w.quote.pk),
            "bearing": "supports",
            "credibility": 6,
        },
        "claim",
    ),
    *act(
        "check_claim",
        CHECKERS,
        lambda w: {
            "other": str(w.other_claim.pk),
            "relation": "same",
            "rationale": "Same words.",
        },
        "claim",
    ),
    *act("assign_claim", CHECKERS, {"task": "review"}, "claim"),
    *act("withdraw_evidence", JOURNALISTS, REASON, "evidence"),
    *act(
        "grade_evidence",
        JOURNALISTS,
        VERSION | {"credibility": 6, "rationale": "Nobody can tell."},
        "evidence",
    ),
    *act(
        "add_passage",
        JOURNALISTS,
        lambda w: {
            "document": str(w.document.pk),
            "words": w.document.text.content[:12],
            "bearing": "context",
            "credibility": 6,
        },
        "claim",
    ),
    *act("describe_claim", CHECKERS | {AUTHOR}, VERSION | {"type": "event"}, "claim"),
    *act("attribute_claim", CHECKERS | {AUTHOR}, VERSION | {"codename": ""}, "claim"),
    *act("split_claim", CHECKERS, VERSION | {"parts": "One.\nTwo."}, "claim"),
    *act(
        "merge_claim",
        CHECKERS,
        lambda w: REASON | {"into": str(w.other_claim.pk)},
        "claim",
    ),
    *act(
        "place_claim",
        WRITERS | {CHECKER},
        lambda w: {"article": str(w.article.pk), "words": "The bridge was built"},
        "claim",
    ),
    *act("leave_place", CHECKERS | {AUTHOR}, REASON, "occurrence"),
    *act("read_claim", CHECKERS, REASON | {"verdict": "verify"}, "claim"),
    *act(
        "exempt_claim",
        frozenset({EDITOR}),
        {"code": "few_origins", "reason": "She signed."},
        "other_claim",
    ),
    *act("end_exemption", frozenset({EDITOR}), REASON, "exemption"),
]

HOLDERS = MEMBERS - {AUDITOR}
SETTLERS = frozenset({AUTHOR, EDITOR, KEEPER})
PURPOSE = {"purpose": "To compare it."}

DOCUMENTS = [
    *page("documents"),
    *form(
        "add_document",
        HOLDERS,
        {"title": "Notice", "words": "All is closed.", "provenance": "From the board."},
    ),
    *page("document", of="document"),
    *act(
        "mark_document",
        JOURNALISTS | {KEEPER},
        {"words": "All bridges", "what": "note", "body": "Says who?"},
        "document",
    ),
    *act("withdraw_document", frozenset({EDITOR, KEEPER}), REASON, "document"),
    *act("original", MEMBERS, PURPOSE, "sealed"),
    *act("release_copy", frozenset({EDITOR, KEEPER}), PURPOSE, "document"),
    *page("upload", of="upload"),
    *act("try_again", SETTLERS, VERSION, "upload"),
    *act("type_words", SETTLERS, VERSION | {"words": "It says."}, "upload"),
    *act("drop_upload", SETTLERS, REASON, "upload"),
]

SOURCES = [
    *page("source", NEED_TO_KNOW, "source", hidden=True),
    *form("source_radius", NEED_TO_KNOW, {"what": "withdrawn"}, "source", hidden=True),
    *(
        row
        for name, body in {
            "grade_source": VERSION | {"reliability": "B", "rationale": "3 of 3."},
            "word_source": {
                "wording": "a port worker",
                "language": "en",
                "stance": "agreed",
            },
            "agree": {
                "ground_rules": "background",
                "anonymous_from": "public",
                "reason": "Would lose the post.",
            },
            "withdraw_source": REASON,
        }.items()
        for row in act(name, NEED_TO_KNOW, body, "source", hidden=True)
    ),
    *act(
        "link_source",
        NEED_TO_KNOW,
        lambda w: {
            "codename": w.other_source.codename,
            "kind": "same_office",
            "rationale": "Same desk.",
        },
        "source",
        hidden=True,
    ),
    *act("approve", frozenset({EDITOR, KEEPER}), VERSION, "agreement", hidden=True),
]

PAGES = [*DESK, *ARTICLES, *QUOTES, *CLAIMS, *DOCUMENTS]
PAGES += [*SOURCES, *SOURCE_FILES, *FINDING]
