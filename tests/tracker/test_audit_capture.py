"""Every change is captured by the database itself, with who and why."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from tests.factories.tracker import DeskFactory, TextFactory, UserFactory, member
from tests.tracker.chain import checked, events
from tracker.audit import System, acting, current_request_id, note
from tracker.models import Desk, Role


def rename(desk, name, **about):
    with acting(**{"by": System.COMMAND, "action": "desk.renamed"} | about):
        Desk.objects.filter(pk=desk.pk).update(name=name)


class TestCapture:
    pytestmark = pytest.mark.django_db

    def test_an_insert_shows_every_column(self):
        desk = DeskFactory()
        event = events()[-1]
        columns = {field.column for field in Desk._meta.concrete_fields}
        assert set(event["names"]) == columns
        assert event["op"] == "insert"
        assert event["row_id"] == str(desk.pk)
        assert event["desk_id"] == desk.pk
        assert event["olds"] == [None] * len(columns)

    def test_an_update_shows_what_changed_before_and_after(self):
        desk = DeskFactory(name="North")
        rename(desk, "South", reason="It moved.")
        event = events()[-1]
        assert (event["names"], event["olds"], event["news"]) == (
            ["name"],
            ['"North"'],
            ['"South"'],
        )
        assert (event["op"], event["reason"]) == ("update", "It moved.")

    def test_an_update_that_changes_nothing_is_no_event(self):
        desk = DeskFactory(name="North")
        before = len(events())
        rename(desk, "North")
        assert len(events()) == before

    def test_a_secret_is_recorded_as_changed_but_never_shown(self):
        user = UserFactory()
        with acting(by=System.COMMAND, action="user.password"):
            user.set_password("another long passphrase")
            user.save()
        made, changed = events("table_name = 'tracker_user'")
        fields = dict(zip(made["names"], made["news"], strict=True))
        assert fields["password"] == '{"secret": true}'
        assert changed["names"] == ["password"]
        assert changed["olds"] == changed["news"] == ['{"secret": true}']

    def test_a_long_text_is_recorded_by_its_hash(self):
        text = TextFactory(content="한국어 " * 5000)
        (event,) = events(f"row_id = '{text.pk}'")
        fields = dict(zip(event["names"], event["news"], strict=True))
        assert fields["content"] == (
            f'{{"sha256": "{text.sha256}", "characters": {text.characters}}}'
        )

    def test_a_bulk_change_is_one_event_for_each_row(self):
        desks = DeskFactory.create_batch(5)
        with acting(by=System.COMMAND, action="desk.renamed"):
            Desk.objects.update(language="ko")
        found = events("action = 'desk.renamed'")
        assert {event["row_id"] for event in found} == {str(desk.pk) for desk in desks}

    def test_a_change_by_nobody_is_refused(self):
        desk = DeskFactory()
        with pytest.raises(IntegrityError, match="no actor"), transaction.atomic():
            Desk.objects.filter(pk=desk.pk).update(name="Nobody's")
        desk.refresh_from_db()
        assert desk.name != "Nobody's"

    def test_the_id_of_a_record_never_changes(self):
        desk = DeskFactory()
        with (
            pytest.raises(IntegrityError, match="never changes"),
            transaction.atomic(),
            acting(by=System.COMMAND, action="desk.swapped"),
        ):
            Desk.objects.filter(pk=desk.pk).update(id=uuid4())

    def test_the_session_cannot_change_how_values_are_written(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL timezone = 'Asia/Seoul'")
            cursor.execute("SET LOCAL bytea_output = 'escape'")
        DeskFactory()
        event = events()[-1]
        fields = dict(zip(event["names"], event["news"], strict=True))
        assert fields["created_at"].endswith('+00:00"')
        assert checked().sound


class TestActing:
    pytestmark = pytest.mark.django_db

    def test_it_says_who_in_which_role_and_for_which_request(self):
        desk = DeskFactory()
        editor = member(desk, Role.EDITOR, Role.REPORTER)
        token = current_request_id.set("request-7")
        rename(desk, "South", by=editor)
        current_request_id.reset(token)
        event = events()[-1]
        assert event["actor"] == str(editor.pk)
        assert event["actor_role"] == "editor,reporter"
        assert event["request_id"] == "request-7"

    def test_a_role_on_another_desk_is_not_claimed(self):
        desk, other = DeskFactory.create_batch(2)
        rename(desk, "South", by=member(other, Role.EDITOR))
        assert events()[-1]["actor_role"] == ""

    def test_nested_the_inner_act_is_recorded_and_the_outer_holds_again(self):
        desk = DeskFactory()
        with acting(by=System.COMMAND, action="outer"):
            rename(desk, "One", action="inner")
            Desk.objects.filter(pk=desk.pk).update(name="Two")
        assert [event["action"] for event in events()[-2:]] == ["inner", "outer"]

    def test_it_ends_with_its_block(self):
        desk = DeskFactory()
        rename(desk, "One")
        with pytest.raises(IntegrityError), transaction.atomic():
            Desk.objects.filter(pk=desk.pk).update(name="Two")

    def test_it_survives_a_failure_inside_a_savepoint(self):
        desk = DeskFactory()
        with acting(by=System.COMMAND, action="outer"):
            with pytest.raises(IntegrityError), transaction.atomic():
                rename(desk, "One", action="inner")
                with connection.cursor() as cursor:
                    cursor.execute("INSERT INTO tracker_desk (id) VALUES (NULL)")
            Desk.objects.filter(pk=desk.pk).update(name="Two")
        last = events()[-1]
        assert (last["action"], last["news"]) == ("outer", ['"Two"'])


@pytest.mark.django_db
def test_a_note_is_an_event_with_its_facts():
    desk = DeskFactory()
    note(by=System.LOGIN, action="login.failed", desk=desk.pk, facts={"tries": 3})
    event = events()[-1]
    assert (event["op"], event["action"]) == ("note", "login.failed")
    assert (event["names"], event["news"]) == (["tries"], ["3"])


@pytest.mark.usefixtures("committed")
def test_a_delete_shows_what_was_there():
    desk = DeskFactory(name="North")
    with (
        transaction.atomic(using="owner"),
        acting(by=System.COMMAND, action="desk.removed", using="owner"),
    ):
        Desk.objects.using("owner").filter(pk=desk.pk).delete()
    event = events()[-1]
    was = dict(zip(event["names"], event["olds"], strict=True))
    assert (event["op"], was["name"]) == ("delete", '"North"')
    assert set(event["news"]) == {None}


@pytest.mark.usefixtures("committed")
def test_acting_needs_a_transaction():
    with (
        pytest.raises(TransactionManagementError, match="transaction"),
        acting(by=System.COMMAND, action="nothing"),
    ):
        pass
