"""Sources and quotes over HTTP: need to know, looks on record, nothing for programs."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import QuoteType, Source
from tests.factories.sources import (
    AgreementFactory,
    DescriptorFactory,
    DocumentFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import ArticleFactory, member
from tracker.models import Role, Scope

SOURCES = "/api/v1/sources"
QUOTES = "/api/v1/quotes"


@pytest.fixture
def source(desk, reporter):
    return SourceFactory(desk=desk, handler=reporter, codename="COPPER KETTLE")


@pytest.fixture
def fact_checker(desk):
    return member(desk, Role.FACT_CHECKER)


def test_a_source_is_registered_by_codename_only(as_person, reporter, desk):
    made = as_person(reporter).post(SOURCES, {"desk": str(desk.pk)}, format="json")
    assert made.status_code == 201
    assert Source.objects.get(pk=made.data["id"]).codename == made.data["codename"]
    assert made.data["handler"] == reporter.pk


def test_who_need_not_know_is_told_nothing(as_person, fact_checker, source):
    client = as_person(fact_checker)
    hidden = client.get(f"{SOURCES}/{source.pk}")
    absent = client.get(f"{SOURCES}/{uuid4()}")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert client.get(SOURCES).data["results"] == []


def test_the_file_opens_after_the_look_is_on_record(as_person, editor, source):
    DescriptorFactory(source=source)
    AgreementFactory(source=source)
    LinkFactory(source=source)
    LinkFactory(source=source, other__restricted=True)
    address = f"{SOURCES}/{source.pk}/open"
    client = as_person(editor)
    assert client.post(address, {}, format="json").status_code == 400
    opened = client.post(address, {"purpose": "Checking terms."}, format="json")
    assert opened.status_code == 200
    assert len(opened.data["descriptors"]) == len(opened.data["agreements"]) == 1
    assert len(opened.data["links"]) == 1  # the other end of one is restricted
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT reason FROM audit.event WHERE action = 'source.opened'")
        assert cursor.fetchall() == [("Checking terms.",)]


def test_a_list_shows_nothing_of_the_file(as_person, editor, source):
    (row,) = as_person(editor).get(SOURCES).data["results"]
    assert set(row) == {
        "id",
        "desk",
        "codename",
        "kind",
        "status",
        "handler",
        "reliability",
        "restricted",
        "version",
    }


@pytest.mark.parametrize("path", [SOURCES, "/api/v1/documents", "/api/v1/annotations"])
def test_no_scope_opens_sources_to_a_program(as_program, editor, path):
    answer = as_program(editor, *Scope).get(path)
    assert (answer.status_code, answer.data["code"]) == (403, "scope")


def test_terms_are_approved_by_a_second_person(as_person, editor, reporter, source):
    agreement = AgreementFactory(source=source, entered_by=editor)
    address = f"/api/v1/agreements/{agreement.pk}/approve"
    body = {"identity_known": True}
    own = as_person(editor).post(address, body, format="json", HTTP_IF_MATCH='"v1"')
    assert (own.status_code, own.data["facts"]["rule"]) == (403, "four_eyes")
    second = member(source.desk, Role.KEEPER)
    yes = as_person(second).post(address, body, format="json", HTTP_IF_MATCH='"v1"')
    assert (yes.status_code, yes.data["approved_by"]) == (200, second.pk)


def test_a_quote_names_its_source_to_who_may_see_it(
    as_person, as_program, reporter, fact_checker, source
):
    quote = QuoteFactory(
        desk=source.desk, source=source, original_text="그들은 남아 있다"
    )
    address = f"{QUOTES}/{quote.pk}"
    handler = as_person(reporter).get(address).data
    assert handler["source"] == str(source.pk)
    other = as_person(fact_checker).get(address).data
    assert (other["source"], other["original_text"]) == (None, None)
    assert other["sourced"] is True
    program = as_program(reporter, Scope.READ_QUOTES).get(address).data
    hidden = ("source", "sourced", "agreement", "basis", "hops", "original_text")
    assert {program[name] for name in hidden} == {None}


def test_filtering_by_a_source_is_no_oracle(
    as_person, as_program, reporter, fact_checker, source
):
    QuoteFactory(desk=source.desk, source=source)
    query = f"{QUOTES}?source={source.pk}"
    assert len(as_person(reporter).get(query).data["results"]) == 1
    assert as_person(fact_checker).get(query).data["results"] == []
    assert as_program(reporter, Scope.READ_QUOTES).get(query).data["results"] == []


def test_a_quote_is_recorded_where_its_words_stand(as_person, reporter, desk):
    words = "“The bridge is closed,” said a source. “It stays so.”"
    article = ArticleFactory(desk=desk, entered_by=reporter, text=words)
    made = as_person(reporter).post(
        QUOTES,
        {
            "article": str(article.pk),
            "pieces": [[1, 22], [40, 51]],
            "type": QuoteType.DIRECT,
            "attribution": "a source",
        },
        format="json",
    )
    assert made.status_code == 201
    assert [piece["exact"] for piece in made.data["pieces"]] == [
        "The bridge is closed,",
        "It stays so",
    ]


@pytest.mark.parametrize(
    "pieces", [[], [[5, 5]], [[5, 1]], [[1]], [["a", 2]], [[-1, 4]]]
)
def test_ranges_that_are_none_are_refused(as_person, reporter, desk, pieces):
    article = ArticleFactory(desk=desk, entered_by=reporter)
    made = as_person(reporter).post(
        QUOTES,
        {"article": str(article.pk), "pieces": pieces, "type": "direct"},
        format="json",
    )
    assert made.status_code == 400


def test_a_program_says_nothing_about_sources(as_program, reporter, source):
    quote = QuoteFactory(desk=source.desk, entered_by=reporter)
    client = as_program(reporter, *Scope)
    body = {
        "article": str(quote.article_id),
        "pieces": [[0, 5]],
        "type": "direct",
        "source_id": str(source.pk),
    }
    assert client.post(QUOTES, body, format="json").status_code == 403
    tied = client.post(
        f"{QUOTES}/{quote.pk}/tie",
        {"source_id": str(source.pk)},
        format="json",
        HTTP_IF_MATCH='"v1"',
    )
    assert tied.status_code == 403


def test_provenance_belongs_to_the_holders_file(as_person, editor, fact_checker, desk):
    source = SourceFactory(desk=desk)
    held = DocumentFactory(desk=desk, holder=source)
    address = f"/api/v1/documents/{held.pk}"
    assert as_person(editor).get(address).data["provenance"]
    hidden = as_person(fact_checker).get(address).data
    assert (hidden["provenance"], hidden["holder"]) == (None, None)


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("path", [SOURCES, QUOTES])
def test_a_list_costs_the_same_at_any_length(as_person, reporter, source, path, number):
    for _ in range(number):
        QuoteFactory(desk=source.desk, source=source)
        SourceFactory(desk=source.desk, handler=reporter)
    client = as_person(reporter)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= 8, [query["sql"][:90] for query in queries]
