"""Notes in the margin, and corrections in print."""

from claims.management import newsroom
from claims.management.seeding.made import Made
from claims.models import Visibility
from claims.services import annotations
from tracker.models import Article
from tracker.services import articles


def annotate(made: Made) -> None:
    for article in made.data.articles:
        _annotate(made, article)


def correct(made: Made) -> None:
    """File the later revisions: what stood in the first text is carried over."""
    for article in made.data.articles:
        _revise(made, article)


def _annotate(made: Made, article: newsroom.Article) -> None:
    revision = made.revisions[article.slug]
    for row in article.annotations:
        note = annotations.annotate(
            revision.article_id,
            body=row.body,
            label=row.label,
            visibility=Visibility(row.visibility),
            span=newsroom.find(article.text, row.words),
            mentions=[made.people[key].pk for key in row.mentions],
            by=made.people[row.by],
        )
        for reply in row.replies:
            annotations.reply(note.pk, body=reply.body, by=made.people[reply.by])
        if row.resolved_by:
            annotations.resolve(
                note.pk, by=made.people[row.resolved_by], version=note.version
            )


def _revise(made: Made, row: newsroom.Article) -> None:
    for revision in row.revisions:
        article = Article.objects.get(pk=made.revisions[row.slug].article_id)
        articles.revise(
            article.pk,
            text=revision.text,
            note=revision.note,
            by=made.people[revision.by],
            version=article.version,
        )
