"""Contacts are coarse and forgotten; a legal hold takes two people and stops that."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from config.celery import app
from sources.models import Channel, Contact, FidelityCheck, LegalHold
from sources.queries import holdings
from sources.services import quotes, retention
from tests.factories.sources import AgreementFactory, SourceFactory
from tests.factories.tracker import FreezeFactory
from tracker.errors import Conflict, Duplicate, Invalid, NotAllowed, NotFound

THURSDAY = date(2026, 3, 5)
LATER = THURSDAY + timedelta(days=40)


@pytest.fixture
def contact(source, reporter):
    return retention.log_contact(
        source.pk, day=THURSDAY, channel=Channel.CALL, by=reporter
    )


@pytest.fixture
def hold(source, editor):
    return retention.place_hold(source.pk, reason="Subpoena.", by=editor)


def test_only_the_week_of_a_contact_is_kept(contact):
    assert (contact.week, contact.channel) == (date(2026, 3, 2), Channel.CALL)


def test_who_does_not_keep_the_file_logs_nothing(source, colleague):
    with pytest.raises(NotFound):
        retention.log_contact(
            source.pk, day=THURSDAY, channel=Channel.CALL, by=colleague
        )


def test_contacts_are_forgotten_in_time(contact):
    assert retention.expire(today=THURSDAY)["contacts"] == 0
    assert retention.expire(today=LATER)["contacts"] == 1
    assert retention.expire(today=LATER)["contacts"] == 0
    contact.refresh_from_db()
    assert (contact.week, contact.channel) == (None, "")
    assert contact.expired_at is not None


def test_the_record_of_forgetting_does_not_remember(contact, events):
    retention.expire(today=LATER)
    events()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT names, olds, news FROM audit.event WHERE table_name = %s",
            [Contact._meta.db_table],
        )
        told = str(cursor.fetchall())
    assert "week" in told
    assert "2026-03-02" not in told
    assert "call" not in told


def test_a_hold_stops_forgetting_until_two_lift_it(
    contact, hold, editor, keeper, source
):
    retention.confirm_hold(hold.pk, by=keeper, version=1)
    assert retention.expire(today=LATER)["contacts"] == 0
    retention.ask_to_lift(hold.pk, by=editor, version=2, reason="Settled.")
    assert retention.expire(today=LATER)["contacts"] == 0
    with pytest.raises(NotAllowed, match="takes two"):
        retention.lift_hold(hold.pk, by=editor, version=3)
    retention.lift_hold(hold.pk, by=keeper, version=3)
    assert retention.expire(today=LATER)["contacts"] == 1
    with pytest.raises(Conflict):
        retention.lift_hold(hold.pk, by=keeper, version=4)
    assert retention.place_hold(source.pk, reason="Again.", by=editor).pk


def test_a_hold_counts_at_once_and_lapses_unconfirmed(contact, hold):
    assert retention.expire(today=LATER)["contacts"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert retention.expire(today=LATER)["contacts"] == 1
    assert hold in LegalHold.objects.all()


def test_nobody_confirms_a_hold_of_their_own(hold, editor, keeper):
    with pytest.raises(NotAllowed, match="somebody else"):
        retention.confirm_hold(hold.pk, by=editor, version=1)
    retention.confirm_hold(hold.pk, by=keeper, version=1)
    with pytest.raises(Conflict):
        retention.confirm_hold(hold.pk, by=keeper, version=2)


def test_nobody_lifts_what_nobody_asked_to_lift(hold, keeper):
    with pytest.raises(NotAllowed):
        retention.lift_hold(hold.pk, by=keeper, version=1)


def test_a_reporter_places_no_hold(source, reporter):
    with pytest.raises(NotAllowed):
        retention.place_hold(source.pk, reason="Mine.", by=reporter)


def test_a_hold_needs_a_reason_and_is_placed_once(source, editor, hold):
    with pytest.raises(Duplicate):
        retention.place_hold(source.pk, reason="Twice.", by=editor)
    with pytest.raises(Invalid):
        retention.place_hold(SourceFactory(desk=source.desk).pk, reason=" ", by=editor)
    with pytest.raises(Invalid):
        retention.ask_to_lift(hold.pk, by=editor, version=1, reason=" ")


def test_excerpts_of_notes_are_forgotten_after_a_year(article, source, reporter):
    quote = quotes.record(
        article.pk,
        pieces=[(1, 21)],
        type="direct",
        by=reporter,
        source_id=source.pk,
    )
    quotes.check_fidelity(
        quote.pk, record_text="She said: The bridge is closed. Bye.", by=reporter
    )
    soon = timezone.localdate() + timedelta(days=360)
    assert retention.expire(today=soon)["verbatim"] == 0
    assert retention.expire(today=soon + timedelta(days=10))["verbatim"] == 1
    assert FidelityCheck.objects.get().excerpt == ""


def test_the_command_says_how_much(contact, capsys):
    call_command("expire_records")
    assert capsys.readouterr().out.splitlines() == [
        "contacts: 1 forgotten",
        "verbatim: 0 forgotten",
    ]


def test_what_we_hold_names_fields_and_no_values(source, contact, reporter, outsider):
    AgreementFactory(source=source, risk="Prison.")
    held = holdings(reporter, source.pk)
    assert held == {
        "codename": 1,
        "handler": 1,
        "agreements": 1,
        "reasons for anonymity": 1,
        "risks": 1,
        "contact weeks and channels": 1,
    }
    assert source.codename not in str(held)
    with pytest.raises(NotFound):
        holdings(outsider, source.pk)


def test_the_clock_forgets_every_hour():
    by_task = {e["task"]: e["schedule"] for e in app.conf.beat_schedule.values()}
    assert by_task["sources.expire_records"].minute == {7}
    assert len(by_task["sources.expire_records"].hour) == 24


def test_a_frozen_desk_forgets_later_and_holds_up_no_other(contact):
    other = retention.log_contact(
        (theirs := SourceFactory()).pk,
        day=THURSDAY,
        channel=Channel.CALL,
        by=theirs.handler,
    )
    FreezeFactory(desk=contact.desk)
    assert retention.expire(today=LATER)["contacts"] == 1
    kept = Contact.objects.filter(expired_at=None)
    assert (kept.get(), other.desk == contact.desk) == (contact, False)
