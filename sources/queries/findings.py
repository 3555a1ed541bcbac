"""All that the checks find in one article, with what was accepted as an exception."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sources import wording
from sources.jigsaw import LEFT, Band
from sources.models import Acceptance, Source
from sources.queries.copies import Voiced, copies
from sources.queries.floors import floor_of
from sources.queries.hearing import reread
from sources.queries.jigsaws import article_adds
from sources.queries.lookup import ForTheRule, Reader, known_sources
from tracker.engine.spans import Span
from tracker.errors import NotFound
from tracker.models import Article, User

JIGSAW: Final = "jigsaw"
UNSEEN: Final = "It tells too much of a source whose file you may not see."
"""What somebody who may not know a source is told of its jigsaw."""


@dataclass(frozen=True, slots=True)
class ArticleFinding:
    """One finding in the newest revision, and the `exception` by which it stands.

    `source` is whose jigsaw it is, for who may accept it.
    """

    rule: str
    span: Span
    words: str
    message: str
    suggestion: str
    fingerprint: str
    exception: Acceptance | None = None
    source: Source | None = None

    @property
    def accepted(self) -> str:
        """Why an editor lets it stand; empty when nobody does."""
        return self.exception.reason if self.exception else ""

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
            "exception": self.exception and str(self.exception.pk),
        }


def article_findings(
    user: User,
    article_id: UUID,
    *,
    floor: Band | None = None,
    earlier: Voiced | None = None,
) -> list[ArticleFinding]:
    """Return what wording and jigsaw checks find, in the article's order.

    The jigsaw is held against the desk's floor, or against another `floor`; `earlier`
    are the words of the article that readers have already. What the reader may not
    know of a source is not checked for that reader. Raises NotFound.
    """
    found = copies(user, [article_id])
    if not found:
        raise NotFound("There is no such article.")
    (copy,) = map(reread, found)
    accepted = _accepted(article_id)
    least = floor_of(copy.article.desk_id) if floor is None else floor
    jigsaws = _jigsaws(user, copy, accepted, least, earlier)
    rows = [*_wordings(copy, accepted), *jigsaws]
    return sorted(rows, key=lambda row: (row.span, row.rule))


def jigsaw_gate(
    article: Article, *, by: User, earlier: Voiced | None = None
) -> list[str]:
    """Return why the article may not be published: jigsaws that nobody let stand.

    Of an article that is public only what its `earlier` words did not tell counts.

    Every source counts. Of one that this person may not see it says only that there is
    one, since who publishes must know what to ask for.
    """
    copy = next(map(reread, copies(ForTheRule(), [article.pk])), None)
    if copy is None:
        return []
    floor = floor_of(article.desk_id)
    rows = _jigsaws(ForTheRule(), copy, _accepted(article.pk), floor, earlier)
    against = [row for row in rows if not row.accepted]
    known = known_sources(by, [row.source.pk for row in against if row.source])
    told = {
        row.message if row.source and row.source.pk in known else UNSEEN
        for row in against
    }
    return sorted(told)


Exceptions = Mapping[str, Acceptance]


def _accepted(article_id: UUID) -> Exceptions:
    rows = Acceptance.objects.filter(article=article_id).current()
    return {row.fingerprint: row for row in rows}


def _wordings(copy: Voiced, accepted: Exceptions) -> list[ArticleFinding]:
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
                accepted.get(print_),
            )
        )
    return rows


def _jigsaws(
    user: Reader,
    copy: Voiced,
    accepted: Exceptions,
    floor: Band,
    earlier: Voiced | None,
) -> list[ArticleFinding]:
    rows = []
    for key, source in copy.sources.items():
        voice = copy.voice(key)
        if voice is None:
            continue
        new, left = article_adds(user, copy, source, earlier=earlier)
        if left > floor or not new:
            continue
        told = sorted({f"{facet.dimension.value} “{facet.words}”" for facet in new})
        print_ = fingerprint(JIGSAW, key, *told)
        in_words = sorted({f"{f.dimension.label.lower()} “{f.words}”" for f in new})
        rows.append(
            ArticleFinding(
                JIGSAW,
                new[0].span,
                new[0].words,
                f"With what was published before, this leaves {LEFT[left]}. "
                f"New here: {', '.join(in_words)}.",
                "Leave one of these out, or take a wider place or trade.",
                print_,
                accepted.get(print_),
                source,
            )
        )
    return rows


def fingerprint(rule: str, *words: str) -> str:
    """Return what an exception is bound to: the rule and the very words."""
    return hashlib.sha256("\x1f".join([rule, *words]).encode()).hexdigest()
