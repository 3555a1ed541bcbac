"""What happens here when something happens below."""

from uuid import UUID

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from claims.exports import TELLING_OF_VERDICTS
from claims.models import Cause, NoticeWish
from claims.queries.blind import may_export_verdicts
from claims.services import extraction, rechecks, signoffs
from sources.models import Document, Quote, Source
from sources.signals import (
    document_withdrawn,
    quote_changed,
    source_changed,
    sources_linked,
    sources_merged,
)
from tracker.login.middleware import TIME_ZONE
from tracker.models import Article, User
from tracker.signals import exporting, publishing, revision_filed


@receiver(user_logged_in)
def tell_their_time(*, request: HttpRequest, user: User, **_: object) -> None:
    """Show the person's pages in the time zone they live in."""
    request.session[TIME_ZONE] = NoticeWish.of(user).time_zone


@receiver(revision_filed)
def read_new_revision(*, revision_id: UUID, by_id: UUID, **_: object) -> None:
    """Have the engine read every revision that is filed."""
    extraction.request(revision_id, by=User.objects.get(pk=by_id))


@receiver(publishing)
def expect_quorum(*, article: Article, by: User, **_: object) -> None:
    """Object to publishing what too few editors answer for."""
    signoffs.expect_quorum(article, by=by)


@receiver(exporting)
def keep_verdicts_sealed(*, dataset: str, desk_id: UUID, by: User, **_: object) -> None:
    """Object to taking out decisions that are sealed to who asks."""
    if dataset in TELLING_OF_VERDICTS:
        may_export_verdicts(by, desk_id).or_refuse()


@receiver(source_changed)
def recheck_source(*, source_id: UUID, **_: object) -> None:
    """Look again at what rests on a source that changed."""
    source = Source.objects.get(pk=source_id)
    rechecks.request(Cause.SOURCE, source_id, desk_id=source.desk_id)


@receiver(sources_linked)
def recheck_link(*, source_id: UUID, **_: object) -> None:
    """Look again at what rests on two sources whose tie changed.

    Their two origins concern only claims that rest on both, so one end finds them.
    """
    source = Source.objects.get(pk=source_id)
    rechecks.request(Cause.LINK, source_id, desk_id=source.desk_id)


@receiver(sources_merged)
def recheck_merged(*, into_id: UUID, **_: object) -> None:
    """Look again at what rested on two sources that are one."""
    source = Source.objects.get(pk=into_id)
    rechecks.request(Cause.LINK, into_id, desk_id=source.desk_id)


@receiver(document_withdrawn)
def recheck_document(*, document_id: UUID, **_: object) -> None:
    """Look again at what rests on a document."""
    document = Document.objects.get(pk=document_id)
    rechecks.request(Cause.DOCUMENT, document_id, desk_id=document.desk_id)


@receiver(quote_changed)
def recheck_quote(*, quote_id: UUID, **_: object) -> None:
    """Look again at what rests on a quote."""
    quote = Quote.objects.get(pk=quote_id)
    rechecks.request(Cause.QUOTE, quote_id, desk_id=quote.desk_id)
