"""The emergency switch: nothing frozen changes, whoever writes and however."""

from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from tests.factories.tracker import (
    PASSWORD,
    ArticleFactory,
    DeskFactory,
    FreezeFactory,
    JobFactory,
    UserFactory,
    member,
)
from tests.tracker.chain import events
from tracker import audit
from tracker.audit import System, acting
from tracker.errors import (
    Conflict,
    Duplicate,
    Frozen,
    Invalid,
    NotAllowed,
    NotFound,
    frozen,
)
from tracker.jobs.run import run
from tracker.models import Article, Desk, Freeze, JobState, Role, User
from tracker.services import articles, desks, freezes, tokens

WHY = "A log-in may be stolen."


@pytest.fixture
def desk(db):
    return DeskFactory()


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def keeper(desk):
    return member(desk, Role.KEEPER)


@pytest.fixture
def article(desk):
    return ArticleFactory(desk=desk)


def publish(article, editor):
    return articles.publish(article.pk, by=editor, version=1)


def test_while_a_desk_is_frozen_nothing_of_it_changes(desk, article, editor, keeper):
    held = freezes.freeze(desk.pk, by=editor, reason=WHY)
    with pytest.raises(Frozen, match="this desk is frozen"):
        publish(article, editor)
    freezes.lift(held.pk, by=keeper, reason="A false alarm.")
    assert publish(article, editor).version == 2


def test_another_desk_goes_on(desk, editor):
    freezes.freeze(desk.pk, by=editor, reason=WHY)
    other = ArticleFactory()
    assert publish(other, member(other.desk, Role.EDITOR)).version == 2


def test_a_frozen_site_is_all_desks_and_all_people(article, editor):
    staff = UserFactory(is_staff=True)
    freezes.freeze(None, by=staff, reason=WHY)
    with pytest.raises(Frozen, match="whole site"):
        publish(article, editor)
    with pytest.raises(Frozen):
        desks.enrol(email="a@desk.example", name="A", by=staff)
    with pytest.raises(Frozen):
        tokens.issue(
            editor,
            name="t",
            scopes=["articles:read"],
            lasting=tokens.LONGEST,
            by=editor,
        )


def test_an_account_can_be_shut_and_none_opened(editor):
    staff, out = UserFactory(is_staff=True), UserFactory(is_active=False)
    freezes.freeze(None, by=staff, reason=WHY)
    desks.set_active(editor.pk, active=False, by=staff, reason=WHY)
    assert not User.objects.get(pk=editor.pk).is_active
    with pytest.raises(Frozen):
        desks.set_active(out.pk, active=True, by=staff, reason=WHY)


def test_lifting_takes_a_second_person(desk, editor, keeper):
    held = freezes.freeze(desk.pk, by=editor, reason=WHY)
    with pytest.raises(NotAllowed, match="second person"):
        freezes.lift(held.pk, by=editor, reason="Mine.")
    assert freezes.lift(held.pk, by=keeper, reason="Looked into.").lifted_by == keeper
    with pytest.raises(Conflict):
        freezes.lift(held.pk, by=keeper, reason="Again.")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.EDITOR, Role.KEEPER}))
def test_only_editors_and_keepers_freeze_a_desk(desk, role):
    with pytest.raises(NotAllowed, match="editor or keeper"):
        freezes.freeze(desk.pk, by=member(desk, role), reason=WHY)


def test_the_site_is_for_site_staff_and_a_desk_is_not(desk, editor):
    with pytest.raises(NotAllowed):
        freezes.freeze(None, by=editor, reason=WHY)
    with pytest.raises(NotFound):
        freezes.freeze(desk.pk, by=UserFactory(is_staff=True), reason=WHY)
    with pytest.raises(NotFound):
        freezes.lift(
            FreezeFactory().pk, by=UserFactory(is_staff=True), reason="Not mine."
        )


def test_it_needs_a_reason_and_is_not_done_twice(desk, editor, keeper):
    with pytest.raises(Invalid):
        freezes.freeze(desk.pk, by=editor, reason=" ")
    freezes.freeze(desk.pk, by=editor, reason=WHY)
    with pytest.raises(Duplicate):
        freezes.freeze(desk.pk, by=keeper, reason=WHY)


def test_looks_and_log_ins_go_on_and_are_recorded(client, desk, editor):
    FreezeFactory(desk=None)
    FreezeFactory(desk=desk)
    client.post("/accounts/login/", {"login": editor.email, "password": PASSWORD})
    assert client.get("/api/v1/articles").status_code == 200
    with transaction.atomic():
        audit.note(by=editor, action="source.opened", desk=desk.pk)
    client.post("/accounts/logout/")
    assert client.get("/api/v1/me").status_code == 401
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT action FROM audit.event WHERE op = 'note'")
        noted = {action for (action,) in cursor.fetchall()}
    assert noted >= {"login.opened", "login.closed", "source.opened"}


def test_freezing_and_lifting_are_on_record(desk, editor, keeper):
    held = freezes.freeze(desk.pk, by=editor, reason=WHY)
    freezes.lift(held.pk, by=keeper, reason="Looked into.")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT action, actor, reason FROM audit.event "
            "WHERE table_name = 'tracker_freeze' ORDER BY seq"
        )
        assert cursor.fetchall() == [
            ("freeze.began", str(editor.pk), WHY),
            ("freeze.lifted", str(keeper.pk), "Looked into."),
        ]


BYPASSES = {
    "lift it with no actor": "SET LOCAL sourceline.actor = ''; "
    "UPDATE tracker_freeze SET lifted_at = now()",
    "delete it": "DELETE FROM tracker_freeze",
    "empty it": "TRUNCATE tracker_freeze",
    "move it elsewhere": "UPDATE tracker_freeze SET desk_id = NULL",
    "change the reason": "UPDATE tracker_freeze SET reason = 'x'",
    "change a row": "UPDATE tracker_article SET title = 'x'",
    "change it as itself": "SET LOCAL sourceline.action = 'freeze.lifted'; "
    "UPDATE tracker_article SET title = 'x'",
    "with the constraints deferred": "SET CONSTRAINTS ALL DEFERRED; "
    "UPDATE tracker_article SET title = 'x'",
    "as a replica": "SET LOCAL session_replication_role = replica; "
    "UPDATE tracker_article SET title = 'x'",
    "a shadow of the switch": "CREATE TEMP TABLE tracker_freeze (lifted_at int); "
    "UPDATE public.tracker_article SET title = 'x'",
    "another search path": "SET LOCAL search_path = pg_temp, public; "
    "UPDATE tracker_article SET title = 'x'",
    "switch the look off": "ALTER TABLE audit.unsealed DISABLE TRIGGER last_look",
    "switch the stop off": "ALTER TABLE audit.pending DISABLE TRIGGER stop_if_frozen",
    "replace the look": "CREATE OR REPLACE FUNCTION audit.refuse(held tracker_freeze) "
    "RETURNS void LANGUAGE sql AS 'SELECT'",
}


@pytest.mark.parametrize("statement", BYPASSES.values(), ids=BYPASSES)
def test_the_application_finds_no_way_round(statement, article):
    FreezeFactory(desk=article.desk)
    with (
        pytest.raises((DatabaseError, Frozen)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL sourceline.actor = 'mallory'")
        for each in statement.split("; "):
            cursor.execute(each)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    article.refresh_from_db()
    assert article.title != "x"


def test_lifting_by_hand_is_no_way_for_who_froze_it(desk, editor):
    held = freezes.freeze(desk.pk, by=editor, reason=WHY)
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        acting(by=editor, action="x"),
    ):
        rows = Freeze.objects.filter(pk=held.pk)
        rows.update(lifted_at=timezone.now(), lifted_by=editor)


@pytest.mark.usefixtures("committed")
def test_what_was_under_way_when_it_froze_does_not_commit():
    """The change is made before the freeze, and its commit comes after it."""
    article = ArticleFactory()
    found, changed, frozen_now = [], Barrier(2, timeout=20), Barrier(2, timeout=20)

    def change():
        try:
            with transaction.atomic(), acting(by=System.COMMAND, action="test"):
                Article.objects.filter(pk=article.pk).update(title="x")
                changed.wait()
                frozen_now.wait()
        except (DatabaseError, Frozen) as error:
            found.append(error if isinstance(error, Frozen) else frozen(error))
        finally:
            connections.close_all()

    thread = Thread(target=change)
    thread.start()
    changed.wait()
    freezes.freeze(article.desk_id, by=System.COMMAND, reason=WHY)
    frozen_now.wait()
    thread.join(timeout=20)
    assert [type(error) for error in found] == [Frozen]
    assert Article.objects.get(pk=article.pk).title != "x"
    assert events()[-1]["action"] == "freeze.began"


def test_work_waits_and_counts_no_try(desk):
    job = JobFactory(desk=desk)
    held = FreezeFactory(desk=desk)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.QUEUED, 0)
    assert job.run_after > held.created_at


def test_the_command_freezes_lifts_and_tells(desk):
    def told(*args):
        out = StringIO()
        call_command("freeze", *args, stdout=out)
        return out.getvalue()

    assert told() == "Nothing is frozen.\n"
    assert f"{desk.name}, frozen" in told("--desk", desk.slug, "--reason", WHY)
    assert "the whole site, frozen" in told("--reason", WHY)
    told("--lift", "--reason", "Over.")
    assert "Nothing" in told("--lift", "--desk", desk.slug, "--reason", "Over.")
    with pytest.raises(CommandError, match="not frozen"):
        told("--lift", "--reason", "Over.")
    with pytest.raises(CommandError, match="needs a --reason"):
        told("--lift")
    with pytest.raises(CommandError, match="no such desk"):
        told("--desk", "nowhere", "--reason", WHY)


def test_the_api_says_423_with_a_code(client, article, editor):
    FreezeFactory(desk=article.desk)
    client.force_login(
        editor, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    refused = client.post(
        f"/api/v1/articles/{article.pk}/publish",
        content_type="application/json",
        headers={"if-match": '"v1"'},
    )
    assert (refused.status_code, refused.json()["code"]) == (423, "frozen")
    assert Desk.objects.get(pk=article.desk_id) == article.desk
