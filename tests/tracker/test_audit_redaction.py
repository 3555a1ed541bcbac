"""A value can leave the chain; its event cannot, and still proves what it shows."""

import json
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections, transaction

from tests.factories.tracker import DeskFactory, member
from tests.tracker.chain import checked, events, seen_by_owner, tampering
from tracker.audit import System, acting
from tracker.audit.redact import redact
from tracker.datasets import Profile, Scope, dataset
from tracker.datasets.package import Order, write_package
from tracker.errors import Invalid, NotFound
from tracker.models import Desk, Role

pytestmark = pytest.mark.usefixtures("committed")
SECRET = "Mr Kim of Dandong"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path


@pytest.fixture
def desk():
    desk = DeskFactory(name="North")
    for name, reason in ((SECRET, f"{SECRET} said so."), ("South", "")):
        with (
            transaction.atomic(),
            acting(by=System.COMMAND, action="desk.renamed", reason=reason),
        ):
            Desk.objects.filter(pk=desk.pk).update(name=name, language="ko")
    return desk


@pytest.fixture
def keepers(desk):
    return [member(desk, Role.KEEPER) for _ in range(2)]


@pytest.fixture
def redacted(desk, keepers):
    by, second = keepers
    for field in ("name", "reason"):
        redact(
            table="tracker_desk",
            row=desk.pk,
            field=field,
            by=by,
            second=second,
            reason="An identity was typed.",
        )
    connections["owner"].close()
    return desk


def test_the_value_is_gone_and_the_chain_still_verifies(redacted):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event::text, redaction::text FROM audit.event "
            "LEFT JOIN audit.redaction USING (seq)"
        )
        assert SECRET not in str(cursor.fetchall())
    assert checked().findings == []
    renamed = events("action = 'desk.renamed'")
    assert dict(zip(renamed[0]["names"], renamed[0]["news"], strict=True)) == {
        "language": '"ko"',
        "name": None,
    }
    assert (renamed[0]["reason"], renamed[0]["salt"]) == (None, None)


def test_that_it_was_done_is_an_event(redacted, keepers):
    done = events("action = 'audit.redacted'")
    assert [event["actor"] for event in done] == [str(keepers[0].pk)] * 2
    assert done[0]["reason"] == "An identity was typed."
    facts = dict(zip(done[0]["names"], done[0]["news"], strict=True))
    assert json.loads(facts["second"]) == str(keepers[1].pk)


def test_a_short_value_cannot_be_guessed_from_what_is_left(redacted):
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaves, salts, commitments FROM audit.redaction")
        for leaves, salts, commitments in cursor:
            for leaf, salt, hidden in zip(leaves, salts, commitments, strict=True):
                assert (salt is None) is (leaf in {"field.name", "reason"}) or (
                    leaf == "reason" and hidden is None
                )
                assert (salt is None) is (hidden is not None)


def test_whatever_is_put_where_something_is_hidden_is_found(redacted):
    for column in (
        "reason = 'made up'",
        "news[array_position(names, 'name')] = '\"x\"'",
    ):
        with tampering() as owner:
            owner.execute(
                f"UPDATE audit.event SET {column} WHERE action = 'desk.renamed'"
            )
            assert not seen_by_owner().sound


def test_nothing_else_can_be_changed_that_way(redacted):
    for change in (
        "UPDATE audit.event SET reason = 'made up'",
        "UPDATE audit.event SET salt = NULL",
        "UPDATE audit.event SET news = olds WHERE salt IS NULL",
        "UPDATE audit.event SET actor = 'x' WHERE salt IS NULL",
        "UPDATE audit.redaction SET commitments = salts",
        "DELETE FROM audit.redaction",
    ):
        with pytest.raises(DatabaseError), connections["owner"].cursor() as cursor:
            cursor.execute(change)
    connections["owner"].close()
    assert checked().sound


def test_the_application_cannot_redact(desk):
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT audit.redact(1, 'reason')")


@pytest.mark.parametrize("profile", ["internal", "legal", "reviewer"])
def test_an_export_after_redaction_verifies(redacted, own_folder, profile):
    order = Order(
        dataset=dataset("events"),
        profile=Profile(profile),
        by=member(redacted, Role.KEEPER),
        scope=Scope(desk_id=redacted.pk),
    )
    write_package(order, own_folder / "package")
    answer = subprocess.run(
        [sys.executable, "-I", own_folder / "package" / "verify.py"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout
    assert SECRET not in (own_folder / "package" / "events.jsonl").read_text()


def test_it_takes_two_people_a_reason_and_something_to_hide(desk, keepers):
    by, second = keepers
    asked = {"table": "tracker_desk", "row": desk.pk, "field": "name", "by": by}
    with pytest.raises(Invalid, match="second person"):
        redact(**asked, second=by, reason="Why.")
    with pytest.raises(Invalid, match="why"):
        redact(**asked, second=second, reason=" ")
    with pytest.raises(NotFound):
        redact(**asked | {"field": "colour"}, second=second, reason="Why.")
    connections["owner"].close()


def test_the_command_redacts(desk, keepers, capsys):
    by, second = (person.email for person in keepers)
    call_command(
        "redact_audit",
        "tracker_desk",
        str(desk.pk),
        "name",
        by=by,
        second=second,
        reason="Why.",
    )
    connections["owner"].close()
    assert "Redacted in 3 events" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nobody"):
        call_command(
            "redact_audit",
            "tracker_desk",
            str(desk.pk),
            "name",
            by="x@example.org",
            second=second,
            reason="Why.",
        )
