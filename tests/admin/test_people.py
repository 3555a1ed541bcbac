"""People, desks and the switch for an emergency: the work of site staff."""

import pytest

from tests.admin.conftest import act, address, errors
from tests.factories.tracker import (
    PASSWORD,
    DeskFactory,
    FreezeFactory,
    MembershipFactory,
    UserFactory,
    member,
)
from tracker.models import Desk, Freeze, Membership, Role, User

ANA = {"email": "ana@desk.example", "name": "Ana", "password": PASSWORD}


@pytest.fixture
def staff(db):
    return UserFactory(is_staff=True)


def test_staff_enrol_appoint_and_dismiss(into, staff, desk):
    client = into(staff)
    body = {"email": "Ana@Desk.example", "name": "Ana", "password": PASSWORD}
    client.post(address(User, "add"), body)
    ana = User.objects.get(email="ana@desk.example")
    assert ana.check_password(PASSWORD)
    client.post(
        address(Membership, "add"),
        {"desk": str(desk.pk), "user": str(ana.pk), "role": Role.REPORTER},
    )
    membership = Membership.objects.get(user=ana)
    assert act(client, Membership, "dismiss", [membership])[-1] == "Ended: 1."
    assert act(client, User, "keep_out", [ana]) == ["Kept out: 1."]
    ana.refresh_from_db()
    assert not ana.is_active


def test_an_address_that_is_taken_is_said_beside_it(into, staff):
    taken = UserFactory(email="ana@desk.example")
    answer = into(staff).post(address(User, "add"), ANA | {"email": "ANA@desk.example"})
    assert "has an account" in errors(answer)["email"][0]
    assert 'value="Ana"' in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert set(User.objects.all()) == {staff, taken}


def test_a_desk_is_opened_once_and_where_time_is_told(into, staff):
    client = into(staff)
    body = {"name": "Border", "slug": "border", "time_zone": "Asia/Seoul"}
    client.post(address(Desk, "add"), body)
    assert Desk.objects.get().time_zone == "Asia/Seoul"
    body |= {"name": "The other", "slug": "BORDER"}
    again = client.post(address(Desk, "add"), body)
    nowhere = client.post(address(Desk, "add"), body | {"time_zone": "Seoul"})
    assert "short name already" in errors(again)["slug"][0]
    assert "no such time zone" in errors(nowhere)["time_zone"][0]
    assert 'value="The other"' in again.content.decode()
    assert Desk.objects.count() == 1


def test_what_a_freeze_stops_is_said_and_what_was_chosen_stays(into, staff, desk):
    FreezeFactory(desk=desk)
    person = UserFactory()
    body = {"desk": str(desk.pk), "user": str(person.pk), "role": Role.REPORTER}
    client = into(staff)
    answer = client.post(address(Membership, "add"), body)
    assert "this desk is frozen" in errors(answer)["__all__"][0]
    assert f'value="{person.pk}" selected' in answer.content.decode()
    assert not Membership.objects.exists()
    client.post(address(Membership, "add"), body | {"desk": str(DeskFactory().pk)})
    assert Membership.objects.get().user == person


def test_the_site_is_frozen_once(into, staff):
    client = into(staff)
    client.post(address(Freeze, "add"), {"reason": "A stolen laptop."})
    assert Freeze.objects.get().frozen_by == staff
    again = client.post(address(Freeze, "add"), {"reason": "Two laptops."})
    assert "frozen already" in errors(again)["__all__"][0]
    assert "Two laptops." in again.content.decode()


def test_members_look_at_their_desks_people_and_change_none(into, desk):
    editor = member(desk, Role.EDITOR)
    other = MembershipFactory()
    client = into(editor)
    page = client.get(address(Membership)).content.decode()
    assert editor.name in page
    assert other.user.name not in page
    assert client.get(address(Membership, "add")).status_code == 403
    assert client.get(address(User)).status_code == 403
