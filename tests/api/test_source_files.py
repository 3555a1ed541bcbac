"""A source's file over HTTP: the services of the pages, every look on record."""

import pytest

from claims.models import Bearing
from sources.models import Quote, Source
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import (
    AgreementFactory,
    ConfidantFactory,
    ContactFactory,
    DescriptorFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
)
from tests.factories.tracker import member
from tests.tracker import chain
from tracker.models import Role

SOURCES = "/api/v1/sources"
LOOK = {"purpose": "Counsel asks."}


@pytest.fixture
def source(desk, reporter):
    return SourceFactory(desk=desk, handler=reporter, codename="COPPER KETTLE")


@pytest.fixture
def keeper(desk):
    return member(desk, Role.KEEPER)


@pytest.fixture
def post(source, as_person):
    """Post to the source's file as somebody."""

    def sent(person, act, body, *, of=SOURCES, pk=None):
        return as_person(person).post(
            f"{of}/{pk or source.pk}/{act}", body, format="json", HTTP_IF_MATCH='"v1"'
        )

    return sent


def test_the_opened_file_tells_the_track_record_and_what_expires(
    source, editor, reporter, post
):
    ConfidantFactory(source=source)
    ContactFactory(source=source)
    claim = ClaimFactory(desk=source.desk)
    quote = QuoteFactory(desk=source.desk, source=source)
    EvidenceFactory(claim=claim, quote=quote, bearing=Bearing.SUPPORTS)
    opened = post(editor, "open", LOOK).data
    assert opened["track_record"]["resolved"] == 0
    assert opened["track_record"]["small"] is True
    assert str(opened["forgotten_next"]) == "2026-04-02"
    assert len(opened["let_in"]) == 1


def test_the_jigsaw_is_a_look_on_record(source, editor, post):
    QuoteFactory(desk=source.desk, source=source)
    answer = post(editor, "jigsaw", LOOK)
    assert answer.data["left"] == "more"
    assert answer.data["floor"] == "under_100"
    (event,) = chain.events("action = 'source.opened'")
    assert event["reason"] == "Counsel asks."


def test_what_is_held_has_no_values(source, editor, post):
    AgreementFactory(source=source, reason="zqreason")
    answer = post(editor, "holdings", LOOK)
    assert answer.data["fields"]["reasons for anonymity"] == 1
    assert "zqreason" not in str(answer.data)
    assert len(chain.events("action = 'source.opened'")) == 1


def test_a_search_is_on_record_and_shows_only_what_is_seen(
    source, editor, as_person, desk
):
    DescriptorFactory(source=source, wording="a clerk of the river")
    stranger = member(desk, Role.FACT_CHECKER)
    body = {"desk": str(desk.pk), "words": "the river"}
    found = as_person(editor).post(f"{SOURCES}/search", body, format="json")
    assert [row["id"] for row in found.data["results"]] == [str(source.pk)]
    none = as_person(stranger).post(f"{SOURCES}/search", body, format="json")
    assert none.data["results"] == []
    assert len(chain.events("action = 'source.searched'")) == 2


def test_sources_whose_terms_are_due_are_filtered(source, desk, editor, as_person):
    AgreementFactory(source=source, review_on="2026-02-01")
    client = as_person(editor)
    rows = client.get(f"{SOURCES}?terms_due=2026-02-01").data["results"]
    assert [row["id"] for row in rows] == [str(source.pk)]
    assert client.get(f"{SOURCES}?terms_due=2026-01-31").data["results"] == []
    assert client.get(f"{SOURCES}?terms_due=soon").status_code == 400


def test_who_is_let_in_is_a_keepers(source, editor, keeper, post, desk):
    person = member(desk, Role.FACT_CHECKER)
    body = {"user_id": str(person.pk), "reason": "Knows the harbour."}
    assert post(editor, "let-in", body).status_code == 403
    made = post(keeper, "let-in", body)
    assert made.status_code == 201
    assert Source.objects.visible_to(person).filter(pk=source.pk).exists()
    ended = post(
        keeper, "end", {"reason": "Done."}, of="/api/v1/confidants", pk=made.data["id"]
    )
    assert ended.data["ended_at"]
    stranger = {"user_id": str(SourceFactory().handler.pk), "reason": "Ha."}
    assert post(keeper, "let-in", stranger).status_code == 404


def test_a_tie_is_judged_anew(source, editor, post):
    row = LinkFactory(source=source)
    made = post(
        editor,
        "rejudge",
        {"kind": "told_by", "confident": False, "rationale": "Said so."},
        of="/api/v1/links",
        pk=row.pk,
    )
    assert (made.status_code, made.data["kind"]) == (200, "told_by")
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_merge_and_its_undoing(source, editor, post, as_person, reporter):
    other = SourceFactory(desk=source.desk, handler=reporter)
    quote = QuoteFactory(desk=source.desk, source=source)
    merged = post(editor, "merge", {"into_id": str(other.pk), "reason": "One phone."})
    assert merged.data["id"] == str(other.pk)
    (row,) = as_person(editor).get("/api/v1/merges").data["results"]
    assert (row["source"], row["into"]) == (source.pk, str(other.pk))
    undone = post(editor, "undo", {"reason": "Two."}, of="/api/v1/merges", pk=row["id"])
    assert undone.data["id"] == str(source.pk)
    assert Quote.objects.get(pk=quote.pk).source == source


def test_a_hold_takes_two(source, editor, keeper, post):
    made = post(editor, "hold", {"reason": "The court asks."})
    hold = {"of": "/api/v1/holds", "pk": made.data["id"]}
    assert post(editor, "confirm", {}, **hold).status_code == 403
    assert post(keeper, "confirm", {}, **hold).data["confirmed_by"] == keeper.pk


def test_the_floor_is_the_newest(desk, editor, keeper, as_person):
    body = {"desk": str(desk.pk), "band": "under_1000", "reason": "Small towns."}
    floors = "/api/v1/jigsaw-floors"
    assert as_person(editor).post(floors, body, format="json").status_code == 403
    assert as_person(keeper).post(floors, body, format="json").status_code == 201
    off = body | {"band": "more"}
    assert as_person(keeper).post(floors, off, format="json").status_code == 400
    assert as_person(editor).get(floors).data["results"][0]["band"] == "under_1000"
