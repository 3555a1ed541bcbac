"""Articles, and the quotes and claims that stand in them."""

from claims.management import newsroom
from claims.management.seeding.made import Made
from claims.models import ClaimType
from claims.queries.standing import standing
from claims.services import claims, shapes, signoffs, verification
from sources.models import Basis, QuoteType, RecordKind, SpeakerKind
from sources.queries import JIGSAW, article_findings
from sources.services import acceptances, quotes
from sources.workflow import QuoteMove
from tracker.models import Article, ArticleStatus, User
from tracker.services import articles

Range = tuple[int, int]


def file(made: Made) -> None:
    for article in made.data.articles:
        _file(made, article)


def _file(made: Made, row: newsroom.Article) -> None:
    by = made.people[row.by]
    article = articles.file_article(
        made.desk.pk,
        title=row.title,
        text=row.text,
        byline=row.byline,
        dateline=row.dateline,
        external_id=row.external_id,
        by=by,
    )
    made.revisions[row.slug] = article.current
    for quote in row.quotes:
        _record(made, article, row.text, quote)
    for claim in row.claims:
        _enter(made, article, row.text, claim)
    if row.jigsaw_stands:
        _let_stand(made, article, row.jigsaw_stands)
    if row.status == ArticleStatus.PUBLISHED:
        _publish(made, article, by)


def _let_stand(made: Made, article: Article, reason: str) -> None:
    """Give the keeper's word for what the article tells of its sources."""
    keeper = made.keeper()
    for finding in article_findings(keeper, article.pk):
        if finding.rule == JIGSAW:
            acceptances.accept(
                article.pk, fingerprint=finding.fingerprint, reason=reason, by=keeper
            )


def _publish(made: Made, article: Article, author: User) -> None:
    """Publish, once as many editors answer for it as the desk's standards ask."""
    publisher, *others = made.editors_beside(author)
    if standing(article).missing_besides(publisher):
        for editor in others:
            signoffs.sign(
                article.current.pk,
                reason="The sources are known to me, and so is why they are unnamed.",
                by=editor,
            )
    articles.publish(article.pk, by=publisher, version=article.version)


def _record(made: Made, article: Article, text: str, row: newsroom.Quote) -> None:
    pieces = [newsroom.find(text, piece) for piece in row.pieces]
    near = pieces[0][0]
    quote = quotes.record(
        article.pk,
        pieces=pieces,
        type=QuoteType(row.type),
        cue=_near(text, row.cue, near),
        mention=_near(text, row.mention, near),
        attribution=row.mention or "",
        speaker_kind=SpeakerKind(row.speaker_kind),
        source_id=made.source_id(row.source),
        document_id=made.documents[row.document] if row.document else None,
        agreement_id=made.agreements[row.agreement] if row.agreement else None,
        basis=Basis(row.basis),
        hops=row.hops,
        record_kind=RecordKind(row.record_kind),
        original_text=row.original_text,
        original_language=row.original_language,
        by=made.people[row.by],
    )
    made.quotes[row.key] = quote
    if quote.document_id and quote.type != QuoteType.INDIRECT:
        quotes.check_fidelity(
            quote.pk, document_id=quote.document_id, by=made.people[row.by]
        )
    for step in row.path:
        quote.refresh_from_db()
        verification.move_quote(
            quote.pk,
            QuoteMove(step.move),
            by=made.people[step.by],
            version=quote.version,
            reason=step.reason,
        )


def _enter(made: Made, article: Article, text: str, row: newsroom.Claim) -> None:
    by = made.people[row.by]
    claim = claims.enter(
        made.desk.pk,
        text=row.text,
        type=ClaimType(row.type),
        article_id=article.pk,
        span=newsroom.find(text, row.words),
        attributed_to=made.source_id(row.attributed_to),
        by=by,
    )
    made.claims[row.key] = shapes.describe(
        claim.pk, topics=row.topics, place=row.place, by=by, version=claim.version
    )


def _near(text: str, words: str | None, near: int) -> Range | None:
    return newsroom.find(text, words, near=near) if words else None
