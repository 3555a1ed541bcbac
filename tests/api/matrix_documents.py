"""The part of the matrix about documents: held, uploaded, opened, compared."""

from sources.queries import article_findings
from tests.api.matrix import (
    AUDITOR,
    AUTHOR,
    EDITOR,
    KEEPER,
    MEMBERS,
    OWNERS,
    STAFF,
    WRITE_Q,
    get,
    post,
    reason,
)
from tests.api.world import World

HOLDERS = MEMBERS - {AUDITOR}
OWNER = frozenset({AUTHOR, EDITOR, KEEPER})
EDGE = "sourceline"
PURPOSE = {"purpose": "To compare it."}


def finding(world: World) -> str:
    """Return the fingerprint of something that the checks find in the article."""
    found = article_findings(world.author, world.article.pk)
    return next(one.fingerprint for one in found if one.source is None)


def form(world: World) -> bytes:
    """A multipart body with a file in it."""
    fields = {
        "desk": str(world.desk.pk),
        "title": "Notice",
        "provenance": "From the board.",
    }
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="n.txt"\r\n'
        f"Content-Type: text/plain\r\n\r\nAll bridges are closed.\r\n--{EDGE}--\r\n"
    )
    return "".join(parts).encode()


DOCUMENTS = [
    get("documents-list", None),
    get("documents-detail", None, "document"),
    post(
        "documents-list",
        HOLDERS,
        lambda w: {
            "desk": str(w.desk.pk),
            "title": "Notice",
            "content": "All bridges are closed.",
            "provenance": "From the board.",
        },
    ),
    post("documents-withdraw", frozenset({EDITOR, KEEPER}), reason, of="document"),
    post("documents-original", MEMBERS, lambda _: PURPOSE, of="sealed"),
    post(
        "documents-releasable",
        frozenset({EDITOR, KEEPER}),
        lambda _: PURPOSE,
        of="document",
    ),
    get("uploads-list", None),
    get("uploads-detail", None, "upload"),
    post(
        "uploads-list",
        HOLDERS,
        form,
        content_type=f"multipart/form-data; boundary={EDGE}",
    ),
    post("uploads-try-again", OWNER, of="upload"),
    post("uploads-type-words", OWNER, lambda _: {"words": "It says."}, of="upload"),
    post("uploads-drop", OWNER, reason, of="upload"),
    post(
        "quotes-pieces",
        OWNERS,
        lambda _: {"piece": [60, 70]},
        of="quote",
        scope=WRITE_Q,
    ),
    get("articles-report", None, "article"),
    post(
        "articles-accept",
        frozenset({EDITOR, KEEPER}),
        lambda w: {"fingerprint": finding(w), "reason": "Agreed with counsel."},
        of="article",
    ),
    post("articles-check", MEMBERS, lambda _: {"text": "Other words."}, of="article"),
    post("exceptions-withdraw", frozenset({EDITOR, KEEPER}), reason, of="exception"),
    get("quotes-checks", None, "quote"),
    post(
        "quotes-check",
        STAFF,
        lambda w: {"document_id": str(w.document.pk)},
        of="quote",
    ),
]
