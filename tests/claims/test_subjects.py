"""Any record's history, and how it stood: equal to what was stored at that moment."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from claims.queries.subjects import SUBJECTS, as_it_stood, in_words, story
from claims.services import annotations, claims
from sources.models import Quote
from tests.factories.claims import (
    AnnotationFactory,
    ClaimFactory,
    CrossCheckFactory,
    EvidenceFactory,
    ExemptionFactory,
    StandardsVersionFactory,
)
from tests.factories.sources import (
    AgreementFactory,
    DescriptorFactory,
    DocumentFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import ArticleFactory, DeskFactory, ExportFactory, member
from tracker.audit import System, acting
from tracker.errors import NotAllowed, NotFound
from tracker.models import Role
from tracker.services import articles

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def keeper(desk):
    return member(desk, Role.KEEPER, Role.EDITOR)


def moment():
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM audit.head")
        return cursor.fetchone()[0]


def snapshot(row):
    """What the row's own table holds, column by column."""
    fresh = type(row)._default_manager.get(pk=row.pk)
    return {f.attname: getattr(fresh, f.attname) for f in row._meta.concrete_fields}


def everything(desk, keeper):
    """One of each kind that can change, with what changes it."""
    source = SourceFactory(desk=desk)
    claim = ClaimFactory(desk=desk)
    return {
        "article": (ArticleFactory(desk=desk), {"title": "=New title"}),
        "quote": (QuoteFactory(desk=desk), {"attribution": "another source"}),
        "claim": (claim, {"text": "It was shut. 닫혔다"}),
        "evidence": (EvidenceFactory(claim=claim), {"rationale": "Since then."}),
        "cross-check": (CrossCheckFactory(claim=claim), {"rationale": "Other words."}),
        "annotation": (
            AnnotationFactory(article=ArticleFactory(desk=desk)),
            {"body": "길다. " * 2500},
        ),
        "exemption": (ExemptionFactory(claim=claim), {"ended_at": timezone.now()}),
        "source": (source, {"reliability_rationale": "Right again."}),
        "agreement": (AgreementFactory(source=source), {"risk": "Greater."}),
        "link": (LinkFactory(source=source), {"ended_at": timezone.now()}),
        "document": (DocumentFactory(desk=desk), {"title": "The log, again"}),
        "export": (ExportFactory(desk=desk, entered_by=keeper), {"state": "running"}),
    }


def test_every_kind_stood_as_it_was_stored(desk, keeper):
    made = everything(desk, keeper)
    stored = {kind: snapshot(row) for kind, (row, _) in made.items()}
    then = moment()
    with transaction.atomic(), acting(by=System.COMMAND, action="changed"):
        for row, change in made.values():
            changed = type(row)._default_manager.filter(pk=row.pk)
            counted = {"version": row.version + 1} if hasattr(row, "version") else {}
            changed.update(**change, **counted)
    for kind, (row, change) in made.items():
        stood = as_it_stood(kind, row.pk, then, user=keeper)
        known = {name: stood.fields[name] for name in stored[kind]}
        assert known == stored[kind], kind
        now = as_it_stood(kind, row.pk, moment(), user=keeper)
        assert {name: now.fields[name] for name in change} == change
        told = story(kind, row.pk, user=keeper).entries
        assert told[0].what == "Changed: "
        assert in_words(stood)


def test_an_article_stood_with_the_words_of_then(desk, keeper):
    article = ArticleFactory(desk=desk, text="The first words.")
    first = article.current.text.sha256
    then = moment()
    articles.revise(article.pk, text="Others.", by=keeper, version=article.version)
    stood = as_it_stood("article", article.pk, then, user=keeper)
    assert (stood.fields["revision"], stood.fields["sha256"]) == (1, first)
    assert as_it_stood("article", article.pk, moment(), user=keeper).fields[
        "revision"
    ] == (2)


def test_before_it_was_there_it_was_not(desk, keeper):
    claim = ClaimFactory(desk=desk)
    with pytest.raises(NotFound, match="at that time"):
        as_it_stood("claim", claim.pk, timezone.now() - timedelta(1), user=keeper)


def test_what_is_of_a_sources_file_is_told_without_its_values(desk, keeper):
    source = SourceFactory(desk=desk)
    quote = QuoteFactory(desk=desk, source=source, original_text="다리가 막혔다")
    document = DocumentFactory(desk=desk, holder=source, provenance="By the ferry.")
    with transaction.atomic(), acting(by=System.COMMAND, action="quote.amended"):
        Quote.objects.filter(pk=quote.pk).update(original_text="막혔다고 했다")
    auditor = member(desk, Role.AUDITOR)
    for person, seen in ((keeper, True), (auditor, False)):
        told = str(story("quote", quote.pk, user=person))
        assert ("막혔다고" in told) is seen
        assert "original text" in told
        for kind, row, field in (
            ("quote", quote, "original_text"),
            ("quote", quote, "source_id"),
            ("document", document, "provenance"),
            ("document", document, "holder_id"),
        ):
            stood = as_it_stood(kind, row.pk, moment(), user=person)
            assert (field in stood.fields) is seen
    for kind, row in (
        ("source", source),
        ("descriptor", DescriptorFactory(source=source)),
    ):
        with pytest.raises(NotFound):
            story(kind, row.pk, user=auditor)


def test_words_of_a_source_that_was_untied_stay_with_its_file(desk, keeper):
    source = SourceFactory(desk=desk)
    quote = QuoteFactory(desk=desk, source=source, original_text="다리가 막혔다")
    with transaction.atomic(), acting(by=System.COMMAND, action="quote.amended"):
        Quote.objects.filter(pk=quote.pk).update(source=None, original_text="")
    told = [str(story("quote", quote.pk, user=p)) for p in outsiders(desk, keeper)]
    assert ["막혔다" in words for words in told] == [True, False]


def test_to_whom_a_claim_is_attributed_is_of_the_sources_file(desk, keeper):
    claim = ClaimFactory(desk=desk, attributed_to=SourceFactory(desk=desk))
    for person, seen in zip(outsiders(desk, keeper), (True, False), strict=True):
        stood = as_it_stood("claim", claim.pk, moment(), user=person)
        assert ("attributed_to_id" in stood.fields) is seen


def outsiders(desk, keeper):
    """Somebody who sees the desk's sources, and somebody who reads the trail alone."""
    return keeper, member(desk, Role.AUDITOR)


def test_who_may_read_it(desk, keeper):
    claim = ClaimFactory(desk=desk)
    for role in (Role.REPORTER, Role.FACT_CHECKER, Role.API_CLIENT):
        with pytest.raises(NotAllowed, match="audit trail"):
            story("claim", claim.pk, user=member(desk, role))
    for kind in (*SUBJECTS, "people"):
        with pytest.raises(NotFound):
            story(kind, claim.pk, user=member(DeskFactory(), *Role))


def test_a_long_history_comes_in_pages(desk, keeper, monkeypatch):
    monkeypatch.setattr("claims.queries.history.MOST", 3)
    claim = ClaimFactory(desk=desk)
    for number in range(5):
        claims.reword(
            claim.pk,
            text=f"Wording {number}.",
            by=keeper,
            version=number + 1,
            reason=f"Reading {number}.",
        )
    seen, before = [], None
    while True:
        page = story("claim", claim.pk, user=keeper, before=before)
        seen += [entry.seq for entry in page.entries]
        before = page.older
        if before is None:
            break
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == 6


def test_standards_and_notes_have_one_too(desk, keeper):
    version = StandardsVersionFactory(desk=desk)
    note = annotations.annotate(
        ArticleFactory(desk=desk).pk, body="Says who?", by=keeper
    )
    assert story("standards", version.pk, user=keeper).entries
    assert story("annotation", note.pk, user=keeper).entries
