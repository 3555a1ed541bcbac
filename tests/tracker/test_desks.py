"""Site staff manage people; what somebody was allowed stays on record."""

import pytest
from django.db import connection

from tests.factories.tracker import DeskFactory, UserFactory, member
from tracker.audit import System
from tracker.errors import Duplicate, Invalid, NotAllowed, NotFound
from tracker.models import Desk, Membership, Role, User
from tracker.services import desks

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return UserFactory(is_staff=True)


@pytest.fixture
def desk():
    return DeskFactory()


def recorded(action):
    """Return actor, changed columns and new values of the events of this action."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT actor, names, news FROM audit.event WHERE action = %s", [action]
        )
        return cursor.fetchall()


def test_staff_open_a_desk_once(staff):
    opened = desks.open_desk(name="Border", slug="border", by=staff)
    assert Desk.objects.get() == opened
    with pytest.raises(Duplicate):
        desks.open_desk(name="Other", slug="BORDER", by=staff)


def test_an_editor_opens_no_desk(desk):
    with pytest.raises(NotAllowed, match="site staff"):
        desks.open_desk(name="Mine", slug="mine", by=member(desk, Role.EDITOR))


def test_people_are_enrolled_by_address(staff):
    person = desks.enrol(email=" Han@Desk.example ", name="한서윤", by=staff)
    assert (person.email, person.name) == ("han@desk.example", "한서윤")
    assert not person.has_usable_password()
    with pytest.raises(Duplicate):
        desks.enrol(email="HAN@desk.example", name="Somebody", by=staff)
    with pytest.raises(Invalid):
        desks.enrol(email="", name="Nobody", by=staff)


def test_a_password_is_on_record_only_as_changed(staff):
    person = desks.enrol(email="a@desk.example", name="A", by=staff)
    desks.set_password(person.pk, password="correct horse battery", by=person)
    (actor, names, news) = recorded("user.password_set")[0]
    assert (actor, names, news) == (str(person.pk), ["password"], ['{"secret": true}'])


def test_nobody_sets_a_colleagues_password(desk):
    with pytest.raises(NotAllowed):
        desks.set_password(
            UserFactory().pk, password="x" * 20, by=member(desk, Role.EDITOR)
        )


def test_a_role_is_given_once_and_ended_not_deleted(staff, desk):
    person = UserFactory()
    first = desks.appoint(desk.pk, person.pk, Role.EDITOR, by=staff)
    assert desks.appoint(desk.pk, person.pk, Role.EDITOR, by=staff) == first
    assert User.objects.get(pk=person.pk).roles_on(desk.pk) == {Role.EDITOR}
    desks.dismiss(first.pk, by=staff, reason="Left the paper.")
    assert User.objects.get(pk=person.pk).roles_on(desk.pk) == frozenset()
    assert Membership.objects.get().ended_at is not None
    again = desks.appoint(desk.pk, person.pk, Role.EDITOR, by=staff)
    assert again != first


def test_who_is_stopped_has_no_role_any_more(staff, desk):
    person = member(desk, Role.EDITOR)
    desks.set_active(person.pk, active=False, by=staff, reason="Stolen laptop.")
    stopped = User.objects.get(pk=person.pk)
    assert stopped.roles_on(desk.pk) == frozenset()
    assert not Desk.objects.visible_to(stopped).exists()


def test_what_is_not_there_is_not_found(staff):
    nobody = UserFactory.build().pk
    with pytest.raises(NotFound):
        desks.set_active(nobody, active=True, by=System.COMMAND, reason="")
    with pytest.raises(NotFound):
        desks.dismiss(nobody, by=staff, reason="")
