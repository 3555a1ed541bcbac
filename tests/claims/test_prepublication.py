"""The pre-publication report: all that is against an article, and who is told."""

import json

import pytest
from django.core.management import CommandError, call_command

from claims.queries import Area, prepublication
from claims.services import verification
from claims.workflow import Move
from sources.services import acceptances
from sources.workflow import QuoteMove
from tests.factories.claims import ClaimFactory, OccurrenceFactory
from tests.factories.sources import AgreementFactory, QuoteFactory, SourceFactory
from tests.factories.tracker import (
    ArticleFactory,
    DeskFactory,
    SpanFactory,
    member,
)
from tracker.errors import NotFound
from tracker.models import Role

COPY = "“They shot,” a clerk in Musong told us on Wednesday. The bridge is closed."


@pytest.fixture
def desk(db):
    return DeskFactory()


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def article(desk):
    return ArticleFactory(desk=desk, text=COPY, external_id="cms-7")


@pytest.fixture
def quote(desk, article):
    """Tied to a source whose anonymity nobody approved, for a rote reason."""
    source = SourceFactory(desk=desk)
    terms = AgreementFactory(source=source, reason="Not authorised to speak.")
    words = SpanFactory(text=article.current.text, start=13, end=30)
    return QuoteFactory(
        desk=desk,
        article=article,
        source=source,
        agreement=terms,
        mention=words,
        place=(1, 11),
    )


@pytest.fixture
def claim(desk, article):
    made = ClaimFactory(desk=desk, text="The bridge is closed.")
    span = SpanFactory(text=article.current.text, start=53, end=74)
    OccurrenceFactory(claim=made, article=article, span=span)
    return made


def codes(report, area):
    return {found.code for found in report.objections if found.area == area}


def test_everything_against_an_article(article, quote, claim, editor):
    report = prepublication(editor, article.pk)
    assert codes(report, Area.WORDING) >= {"contact", "no_reason"}
    assert codes(report, Area.QUOTES) == {
        "no_record",
        "basis_unknown",
        "terms_not_approved",
        "rote_on_file",
    }
    assert "no_support" in codes(report, Area.CLAIMS)
    assert report.open == report.objections
    assert [area for area, _ in report.in_areas()] == list(Area)


def test_who_does_not_know_the_source_learns_nothing_of_its_terms(desk, article, quote):
    report = prepublication(member(desk, Role.FACT_CHECKER), article.pk)
    assert codes(report, Area.QUOTES) == {"no_record"}
    assert str(quote.source_id) not in json.dumps(report.as_json())


def test_a_quote_without_a_source(article, desk, editor):
    quote = QuoteFactory(desk=desk, article=article, fidelity="insertion")
    verification.move_quote(
        quote.pk, QuoteMove.DISPUTE, by=editor, version=1, reason="He denies it."
    )
    report = prepublication(editor, article.pk)
    assert codes(report, Area.QUOTES) == {
        "no_source",
        "no_record",
        "insertion",
        "quote_disputed",
    }


def test_a_fallen_claim(article, claim, editor):
    verification.decide(
        claim.pk, Move.RETRACT, by=editor, version=claim.version, reason="Wrong."
    )
    assert codes(prepublication(editor, article.pk), Area.CLAIMS) == {"claim_retracted"}


def test_an_accepted_finding_is_no_longer_open(article, quote, editor):
    report = prepublication(editor, article.pk)
    contact = next(found for found in report.open if found.code == "contact")
    acceptances.accept(
        article.pk,
        fingerprint=contact.fingerprint,
        reason="The day is another.",
        by=editor,
    )
    again = prepublication(editor, article.pk)
    assert len(again.open) == len(report.open) - 1
    (accepted,) = [f for f in again.objections if f.accepted]
    assert accepted.accepted == "The day is another."


def test_outsiders_get_no_report(article):
    with pytest.raises(NotFound):
        prepublication(member(DeskFactory(), Role.EDITOR), article.pk)


@pytest.mark.parametrize("by_name", [True, False])
def test_the_command_stops_a_content_system(article, quote, editor, capsys, by_name):
    name = "cms-7" if by_name else str(article.pk)
    with pytest.raises(SystemExit) as stop:
        call_command("check_article", name, "--as", editor.email)
    assert stop.value.code == 1
    out = capsys.readouterr().out
    assert "[contact] “on Wednesday”" in out
    assert "Open: " in out


def test_the_command_speaks_json(article, quote, editor, capsys):
    with pytest.raises(SystemExit):
        call_command("check_article", "cms-7", "--as", editor.email, "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["ready"] is False
    assert {"wording", "quotes"} <= {found["area"] for found in told["objections"]}


def test_a_clean_article_may_go(desk, editor, capsys):
    clean = ArticleFactory(desk=desk, text="The board meets again on 14 October.")
    call_command("check_article", str(clean.pk), "--as", editor.email)
    assert "Open: 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "who"),
    [("cms-8", None), ("cms-7", "nobody@desk.example")],
)
def test_the_command_says_when_it_cannot_tell(article, editor, name, who):
    with pytest.raises(CommandError) as unknown:
        call_command("check_article", name, "--as", who or editor.email)
    assert unknown.value.returncode == 2
