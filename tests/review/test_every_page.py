"""What holds for every page: who gets in, what a browser may run, sound markup."""

from itertools import pairwise
from uuid import uuid4

import html5lib
import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import SuggestionKind
from claims.review.urls import urlpatterns
from claims.services import standards
from sources.models import Quote
from sources.services import merging
from tests.factories.claims import (
    AnnotationFactory,
    ClaimFactory,
    CrossCheckFactory,
    EvidenceFactory,
    ExemptionFactory,
    OccurrenceFactory,
    SecondReadingFactory,
    SignOffFactory,
)
from tests.factories.sources import (
    AgreementFactory,
    ConfidantFactory,
    ContactFactory,
    DescriptorFactory,
    DocumentFactory,
    LegalHoldFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
    UploadFactory,
)
from tests.factories.tracker import ExportFactory, SpanFactory, UserFactory
from tests.review.conftest import accept, suggested, text_of
from tracker.models import ExportState

pytestmark = pytest.mark.django_db

AT_HAND = {
    "rows": 3,
    "size": 900,
    "ready_at": timezone.now(),
    "expires_at": timezone.now(),
}


@pytest.fixture
def full_desk(desk, editor, reporter, read_article, as_person):
    """A desk with something on each of its pages; returns the pages."""
    accept(as_person(editor), suggested(read_article, SuggestionKind.QUOTE))
    quote = Quote.objects.get()
    source = SourceFactory(desk=desk, handler=reporter)
    gone = SourceFactory(desk=desk, handler=reporter)
    merging.merge(gone.pk, into_id=source.pk, by=editor, version=1, reason="One voice.")
    AgreementFactory(source=source)
    DescriptorFactory(source=source)
    LinkFactory(source=source)
    ConfidantFactory(source=source)
    LegalHoldFactory(source=source)
    ContactFactory(source=source)
    QuoteFactory(desk=desk, article=read_article, source=source)
    claim = ClaimFactory(desk=desk, entered_by=reporter, text="<b>The bridge</b> & co")
    OccurrenceFactory(
        claim=claim,
        article=read_article,
        span=SpanFactory(text=read_article.current.text, start=4, end=30),
    )
    EvidenceFactory(claim=claim, quote=quote)
    for state in ExportState:
        ExportFactory(desk=desk, state=state, **AT_HAND)
    document = DocumentFactory(desk=desk)
    ExemptionFactory(claim=claim)
    reading = SecondReadingFactory(claim__desk=desk, reader=editor)
    SignOffFactory(revision=read_article.current, entered_by=editor)
    standards.adopt(desk.pk, preset="wire", by=editor)
    check = CrossCheckFactory(claim=claim)
    note = AnnotationFactory(
        article=read_article,
        span=SpanFactory(text=read_article.current.text, start=4, end=10),
    )
    words = SpanFactory(text=document.text, start=0, end=11)
    AnnotationFactory(article=None, document=document, desk=desk, span=words)
    upload = UploadFactory(desk=desk, entered_by=reporter)
    return {
        "desk": "/desks/border/",
        "found": "/desks/border/?q=bridge",
        "none found": "/desks/border/?q=zebra",
        "file": "/desks/border/articles/new/",
        "claims": "/desks/border/claims/?lane=all",
        "no claims": "/desks/border/claims/?lane=settled",
        "sources": "/desks/border/sources/",
        "suggestions": f"/articles/{read_article.pk}/?show=open",
        "quotes": f"/articles/{read_article.pk}/?show=quotes",
        "article's claims": f"/articles/{read_article.pk}/?show=claims",
        "notes": f"/articles/{read_article.pk}/?show=notes",
        "revise": f"/articles/{read_article.pk}/revise/",
        "quote": f"/quotes/{quote.pk}/",
        "claim": f"/claims/{claim.pk}/",
        "source": f"/sources/{source.pk}/",
        **{
            f"source's {part}": f"/sources/{source.pk}/{part}/"
            for part in (
                "terms",
                "said",
                "jigsaw",
                "ties",
                "circle",
                "falls",
                "holdings",
                "merge",
                "split",
            )
        },
        "report": f"/articles/{read_article.pk}/report/",
        "then": f"/claims/{claim.pk}/?at=2100-01-01T12:00",
        "work": "/desks/border/work/",
        "standards": "/desks/border/standards/",
        "try_standards": "/desks/border/standards/try/?preset=strict&origins=3",
        "exemptions": "/desks/border/exemptions/",
        "ended exemptions": "/desks/border/exemptions/?show=ended",
        "source_radius": f"/sources/{source.pk}/radius/",
        "quote_radius": f"/quotes/{quote.pk}/radius/?status=withdrawn",
        "document_radius": f"/documents/{document.pk}/radius/",
        "reading": f"/claims/{reading.claim_id}/",
        "desk's notes": "/desks/border/notes/",
        "no notes": "/desks/border/notes/?q=zebra",
        "note": f"/notes/{note.pk}/",
        "search": "/desks/border/search/",
        "search found": "/desks/border/search/?q=bridge",
        "search one kind": "/desks/border/search/?q=bridge&kind=claims",
        "search nothing": "/desks/border/search/?q=zebra",
        "contradictions": "/desks/border/contradictions/",
        "against": f"/claims/{claim.pk}/against/",
        "against words": f"/claims/{claim.pk}/against/?q=bridge",
        "compare": f"/claims/{claim.pk}/against/{check.other_id}/",
        "claim review": f"/claims/{claim.pk}/claim-review/",
        "quotation": f"/quotes/{quote.pk}/quotation/",
        "exports": "/desks/border/exports/",
        "exports, filled": "/desks/border/exports/?dataset=claims",
        "history": f"/history/claim/{claim.pk}/",
        "documents": "/desks/border/documents/",
        "no documents": "/desks/border/documents/?q=zebra",
        "add a document": "/desks/border/documents/new/",
        "document": f"/documents/{document.pk}/",
        "document's history": f"/history/document/{document.pk}/",
        "upload": f"/uploads/{upload.pk}/",
    }


def elements(markup: str):
    """Parse as a browser would; a sloppy page raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return list(parser.parse(markup).iter())


def test_every_page_is_sound_safe_and_has_names_for_its_controls(
    full_desk, editor, as_person
):
    browser = as_person(editor)
    for name, address in full_desk.items():
        answer = browser.get(address)
        assert answer.status_code == 200, name
        forbids_everything_but_its_own_files(answer, name)
        found = elements(text_of(answer))
        runs_nothing_inline(found, name)
        every_control_has_a_name(found, name)
        headings_skip_no_level(found, name)


def forbids_everything_but_its_own_files(answer, page):
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy, page
    assert "unsafe" not in policy, page
    assert answer["Cache-Control"] == "private, no-store", page


def runs_nothing_inline(found, page):
    for element in found:
        attributes = set(map(str, element.attrib))
        assert not {a for a in attributes if a.startswith(("on", "hx-on"))}, page
        assert "style" not in attributes, page
        assert element.tag != "style", page
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/"), page


def headings_skip_no_level(found, page):
    """Who listens to a page walks it by its headings: from one level to the next."""
    levels = [int(e.tag[1]) for e in found if e.tag in {"h1", "h2", "h3", "h4"}]
    assert levels.index(1) == 0, page
    assert levels.count(1) == 1, page
    assert all(b <= a + 1 for a, b in pairwise(levels)), (page, levels)


def every_control_has_a_name(found, page):
    named = {e.get("for") for e in found if e.tag == "label"}
    controls = [
        e
        for e in found
        if e.tag in {"select", "textarea"}
        or (e.tag == "input" and e.get("type") != "hidden")
    ]
    nameless = [
        e.get("name")
        for e in controls
        if e.get("id") not in named and not e.get("aria-label")
    ]
    assert nameless == [], page
    ids = [e.get("id") for e in found if e.get("id")]
    assert len(ids) == len(set(ids)), page


def test_outsiders_find_nothing(full_desk, outsider, as_person):
    """For what exists and what does not, the answer is the same, byte for byte."""
    browser = as_person(outsider)
    missing = browser.get("/articles/00000000-0000-4000-8000-000000000000/")
    for name, address in full_desk.items():
        answer = browser.get(address)
        assert answer.status_code == 404, name
        assert without_token(answer) == without_token(missing), name


def without_token(answer) -> str:
    """The page without its CSRF token, which is new each time."""
    before, _, after = text_of(answer).partition('name="csrfmiddlewaretoken"')
    return before + after.partition(">")[2]


def test_nobody_gets_in_without_logging_in(full_desk, client):
    for name, address in full_desk.items():
        answer = client.get(address)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/accounts/login/"), name


PAGES = {"home", "desk", "file", "claims", "sources", "article", "revise"} | {
    "report",
    "quote",
    "claim",
    "source",
    "exports",
    "freeze",
    "history",
    "work",
    "standards",
    "try_standards",
    "exemptions",
    "source_radius",
    "quote_radius",
    "document_radius",
    "notes",
    "note",
    "search",
    "contradictions",
    "claim_review",
    "quotation",
    "against",
    "compare_claims",
    "open_notice",
    "me",
}
PAGES |= {
    "source_terms",
    "source_said",
    "source_jigsaw",
    "source_ties",
    "source_circle",
    "source_falls",
    "source_holdings",
    "merge_source",
    "split_source",
}
PAGES |= {"documents", "add_document", "document", "upload"}
ACTS = {pattern.name for pattern in urlpatterns} - PAGES


def test_what_acts_does_not_answer_to_a_look(editor, as_person):
    browser = as_person(editor)
    values = {"pk": uuid4(), "slug": "border"}
    for pattern in urlpatterns:
        if pattern.name in ACTS:
            (argument,) = pattern.pattern.converters
            address = reverse(
                f"review:{pattern.name}", kwargs={argument: values[argument]}
            )
            assert browser.get(address).status_code == 405, pattern.name


def test_what_people_write_is_never_markup(full_desk, editor, as_person):
    answer = as_person(editor).get(full_desk["claim"])
    assert "&lt;b&gt;The bridge&lt;/b&gt; &amp; co" in text_of(answer)


def test_a_person_without_a_desk_is_told_so(as_person, db):
    answer = as_person(UserFactory()).get("/")
    assert "not on a desk yet" in text_of(answer)


def test_the_first_page_is_ones_own_desk(desk, editor, as_person):
    assert as_person(editor).get("/")["Location"] == "/desks/border/"
