"""Claims over HTTP: decisions with reasons, evidence, notes, suggestions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Relation, SuggestionState
from claims.services import extraction
from claims.workflow import Status
from tests.factories.claims import (
    ClaimFactory,
    EvidenceFactory,
    OccurrenceFactory,
)
from tests.factories.sources import DocumentFactory, QuoteFactory, SourceFactory
from tests.factories.tracker import ArticleFactory, member
from tracker.models import Role, Scope

CLAIMS = "/api/v1/claims"
FIRST = {"format": "json", "HTTP_IF_MATCH": '"v1"'}


@pytest.fixture
def fact_checker(desk):
    return member(desk, Role.FACT_CHECKER)


@pytest.fixture
def claim(desk, reporter):
    return ClaimFactory(desk=desk, entered_by=reporter)


def moves(person, claim, *steps):
    """Make the moves one after the other and return the last answer."""
    answer = None
    for move in steps:
        tag = person.get(f"{CLAIMS}/{claim.pk}")["ETag"]
        answer = person.post(
            f"{CLAIMS}/{claim.pk}/decide",
            {"move": move, "reason": "As the log says."},
            format="json",
            HTTP_IF_MATCH=tag,
        )
    return answer


def test_a_claim_is_entered_where_it_is_made(as_person, reporter, desk):
    article = ArticleFactory(desk=desk, entered_by=reporter)
    made = as_person(reporter).post(
        CLAIMS,
        {
            "desk": str(desk.pk),
            "text": "The bridge is closed.",
            "type": "event",
            "article_id": str(article.pk),
            "span": [1, 22],
        },
        format="json",
    )
    assert made.status_code == 201
    found = as_person(reporter).get(f"{CLAIMS}?article={article.pk}&expand=occurrences")
    (row,) = found.data["results"]
    assert row["id"] == made.data["id"]
    assert row["occurrences"][0]["span"]["exact"] == "The bridge is closed,"


def test_below_standard_is_409_with_every_reason(as_person, fact_checker, claim):
    answer = moves(as_person(fact_checker), claim, "submit", "verify")
    assert (answer.status_code, answer.data["code"]) == (409, "below_standard")
    reasons = answer.data["facts"]["reasons"]
    assert all(reason["code"] and reason["message"] for reason in reasons)
    claim.refresh_from_db()
    assert claim.status == Status.IN_REVIEW


def test_an_illegal_move_is_409(as_person, fact_checker, claim):
    answer = moves(as_person(fact_checker), claim, "verify")
    assert (answer.status_code, answer.data["code"]) == (409, "illegal_move")


def test_nobody_settles_what_they_entered(as_person, fact_checker, desk):
    own = ClaimFactory(desk=desk, entered_by=fact_checker)
    answer = moves(as_person(fact_checker), own, "submit", "dispute")
    assert (answer.status_code, answer.data["facts"]["rule"]) == (403, "four_eyes")


def test_the_dossier_says_which_moves_are_open(as_person, reporter, claim):
    dossier = as_person(reporter).get(f"{CLAIMS}/{claim.pk}/dossier").data
    offered = {move["move"]: move for move in dossier["moves"]}
    assert offered["submit"]["allowed"] is True
    assert offered["retract"]["allowed"] is False
    assert "editor" in offered["retract"]["refusal"]
    assert "groups" not in dossier["corroboration"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("post", "/decide"), ("get", "/dossier")],
)
def test_a_program_decides_nothing(as_program, editor, claim, method, path):
    client = as_program(editor, *Scope)
    answer = getattr(client, method)(f"{CLAIMS}/{claim.pk}{path}", {}, format="json")
    assert answer.status_code == 403


def test_a_program_reads_no_source_and_no_count(as_person, as_program, editor, desk):
    source = SourceFactory(desk=desk)
    claim = ClaimFactory(desk=desk, attributed_to=source, status=Status.IN_REVIEW)
    address = f"{CLAIMS}/{claim.pk}?expand=verifications"
    program = as_program(editor, Scope.READ_CLAIMS).get(address).data
    assert program["attributed_to"] is None
    assert program["verifications"][0]["corroboration"] is None
    person = as_person(editor).get(address).data
    assert person["attributed_to"] == str(source.pk)
    assert "sources" in person["verifications"][0]["corroboration"]


def test_evidence_is_a_quote_or_a_passage(as_person, fact_checker, claim):
    client = as_person(fact_checker)
    address = f"{CLAIMS}/{claim.pk}/evidence"
    quote = QuoteFactory(desk=claim.desk)
    document = DocumentFactory(desk=claim.desk)
    given = [
        {"quote_id": str(quote.pk), "bearing": "supports"},
        {"document_id": str(document.pk), "span": [0, 11], "bearing": "refutes"},
    ]
    for body in given:
        assert client.post(address, body, format="json").status_code == 201
    assert len(client.get(address).data["results"]) == 2
    both = client.post(address, given[0] | given[1], format="json")
    assert both.status_code == 400


def test_two_claims_are_cross_checked(as_person, fact_checker, claim):
    other = ClaimFactory(desk=claim.desk)
    client = as_person(fact_checker)
    made = client.post(
        "/api/v1/cross-checks",
        {
            "claim": str(claim.pk),
            "other": str(other.pk),
            "relation": Relation.CONTRADICTS,
            "rationale": "One says open.",
        },
        format="json",
    )
    assert made.status_code == 201
    listed = client.get(f"/api/v1/cross-checks?claim={other.pk}").data["results"]
    assert [row["id"] for row in listed] == [made.data["id"]]


def test_notes_are_threads_that_are_resolved(as_person, editor, desk):
    article = ArticleFactory(desk=desk)
    client, notes = as_person(editor), "/api/v1/annotations"
    body = {"article": str(article.pk), "body": "Says who?", "span": [1, 10]}
    note = client.post(notes, body, format="json").data
    reply = client.post(
        f"{notes}/{note['id']}/reply", {"body": "The mayor."}, format="json"
    )
    assert (reply.status_code, str(reply.data["parent"])) == (201, note["id"])
    done = client.post(f"{notes}/{note['id']}/resolve", {}, **FIRST)
    assert done.data["resolved_at"]


def test_suggestions_are_read_by_programs_and_decided_by_people(
    as_person, as_program, reporter, desk
):
    article = ArticleFactory(
        desk=desk,
        entered_by=reporter,
        text="“The bridge is closed,” said a local source. It was built in 1990.",
    )
    run = extraction.request(article.current.pk, by=reporter)
    extraction.run(run.pk)
    program = as_program(reporter, *Scope)
    rows = program.get(f"/api/v1/suggestions?run={run.pk}&kind=quote").data["results"]
    address = f"/api/v1/suggestions/{rows[0]['id']}/accept"
    assert program.post(address, {}, **FIRST).status_code == 403
    person = as_person(reporter)
    assert person.post(address, {"claim": {}}, **FIRST).status_code == 400
    accepted = person.post(address, {"quote": {"attribution": "a source"}}, **FIRST)
    assert accepted.data["state"] == SuggestionState.ACCEPTED
    quote = person.get(f"/api/v1/quotes/{accepted.data['quote']}").data
    assert quote["attribution"] == "a source"


def test_extraction_is_asked_for_twice_and_done_once(as_person, reporter, desk):
    article = ArticleFactory(desk=desk, entered_by=reporter)
    body = {"revision": str(article.current.pk)}
    client, runs = as_person(reporter), "/api/v1/extraction-runs"
    first = client.post(runs, body, format="json")
    again = client.post(runs, body, format="json")
    assert first.data["id"] == again.data["id"]


@pytest.mark.parametrize("number", [1, 10])
def test_a_list_costs_the_same_at_any_length(as_person, editor, desk, number):
    for _ in range(number):
        claim = ClaimFactory(desk=desk)
        OccurrenceFactory(claim=claim)
        EvidenceFactory(claim=claim)
    client = as_person(editor)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{CLAIMS}?expand=occurrences,evidence,verifications")
    assert len(queries) <= 10, [query["sql"][:90] for query in queries]
