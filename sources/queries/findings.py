"""All that the checks find in one article, with what was accepted as an exception."""

import hashlib
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sources import wording
from sources.jigsaw import Band
from sources.models import Acceptance, Source
from sources.queries.copies import Voiced, copies
from sources.queries.jigsaws import draft_adds
from tracker.engine.spans import Span
from tracker.errors import NotFound
from tracker.models import User

JIGSAW: Final = "jigsaw"
FLOOR: Final = Band.UNDER_100
"""A draft that leaves this few people, or fewer, needs a keeper's word."""

_LEFT: Final = {
    Band.UNDER_10: "fewer than 10 people",
    Band.UNDER_100: "fewer than 100 people",
    Band.UNDER_1000: "fewer than 1,000 people",
    Band.MORE: "1,000 people or more",
}


@dataclass(frozen=True, slots=True)
class ArticleFinding:
    """One finding in the newest revision; `accepted` is why an editor lets it stand.

    `source` is whose jigsaw it is, for who may accept it.
    """

    rule: str
    span: Span
    words: str
    message: str
    suggestion: str
    fingerprint: str
    accepted: str = ""
    source: Source | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it for programs; a source is named by nothing."""
        return {
            "rule": self.rule,
            "start": self.span.start,
            "end": self.span.end,
            "words": self.words,
            "message": self.message,
            "suggestion": self.suggestion,
            "fingerprint": self.fingerprint,
            "accepted": self.accepted,
        }


def article_findings(
    user: User, article_id: UUID, *, floor: Band = FLOOR
) -> list[ArticleFinding]:
    """Return what wording and jigsaw checks find, in the article's order.

    What the reader may not know of a source is not checked for that reader. Raises
    NotFound.
    """
    found = copies(user, [article_id])
    if not found:
        raise NotFound("There is no such article.")
    (copy,) = found
    accepted = dict(
        Acceptance.objects.filter(article=article_id)
        .current()
        .values_list("fingerprint", "reason")
    )
    rows = [*_wordings(copy, accepted), *_jigsaws(user, copy, accepted, floor)]
    return sorted(rows, key=lambda row: (row.span, row.rule))


def _wordings(copy: Voiced, accepted: dict[str, str]) -> list[ArticleFinding]:
    rows = []
    for found in wording.check(copy.text, copy.voices, copy.quoted, copy.reported):
        words = found.span.of(copy.text)
        print_ = fingerprint(found.rule.value, words)
        rows.append(
            ArticleFinding(
                found.rule.value,
                found.span,
                words,
                found.message,
                found.suggestion,
                print_,
                accepted.get(print_, ""),
            )
        )
    return rows


def _jigsaws(
    user: User, copy: Voiced, accepted: dict[str, str], floor: Band
) -> list[ArticleFinding]:
    rows = []
    for key, source in copy.sources.items():
        voice = copy.voice(key)
        if voice is None:
            continue
        new, _before, after = draft_adds(user, copy, source)
        if after.left > floor or not new:
            continue
        told = sorted({f"{facet.dimension.value} “{facet.words}”" for facet in new})
        print_ = fingerprint(JIGSAW, key, *told)
        rows.append(
            ArticleFinding(
                JIGSAW,
                new[0].span,
                new[0].words,
                f"With what was published before, this leaves {_LEFT[after.left]}. "
                f"New here: {', '.join(told)}.",
                "Leave one of these out, or take a wider place or trade.",
                print_,
                accepted.get(print_, ""),
                source,
            )
        )
    return rows


def fingerprint(rule: str, *words: str) -> str:
    """Return what an exception is bound to: the rule and the very words."""
    return hashlib.sha256("\x1f".join([rule, *words]).encode()).hexdigest()
