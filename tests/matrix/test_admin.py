"""Every list, form, history and action of the admin, as everybody."""

import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from tests.api.world import World
from tests.factories.claims import SecondReadingFactory, VerificationFactory
from tests.factories.tracker import FreezeFactory, JobFactory
from tests.matrix.admin import ADMINS, PLACES, REDIRECTS, SITE, Admin
from tests.matrix.people import (
    ANONYMOUS,
    DISABLED,
    ELSEWHERE,
    MEMBERS,
    NOBODYS,
    PRINCIPALS,
    STAFF,
    TOKENS,
    UNENROLLED,
    forgotten,
    outcome,
    undone,
)
from tracker.admin import site
from tracker.models import JobState, Membership

ALL = pytest.mark.parametrize("admin", ADMINS, ids=str)
ACTIONS = [(admin, name) for admin in ADMINS for name in admin.actions]


@pytest.fixture(scope="module")
def records(world: World):
    """The world, and one of what else the admin shows."""
    return SimpleNamespace(
        **vars(world),
        revision=world.article.current,
        job=JobFactory(desk=world.desk, state=JobState.QUEUED),
        membership=Membership.objects.get(user=world.author),
        freeze=FreezeFactory(desk=world.desk, lifted_at=timezone.now()),
        verification=VerificationFactory(claim=world.other_claim),
        reading=SecondReadingFactory(claim__desk=world.desk),
    )


def call(admin: Admin, place, records, client, pk=None):
    page, method, of_one = place
    meta = admin.model._meta
    name = f"admin:{meta.app_label}_{meta.model_name}_{page}"
    found = pk or getattr(records, admin.of).pk
    address = reverse(name, args=[found] if of_one else [])
    with undone(), forgotten(client):
        return client.get(address) if method == "GET" else client.post(address, {})


def at_the_door(name: str) -> str | None:
    if name == UNENROLLED:
        return "factor"
    outside = TOKENS | {ANONYMOUS, DISABLED, NOBODYS}
    return "login" if name in outside else None


def expected(admin: Admin, place, name: str) -> set[str]:
    page, method, _ = place
    if stopped := at_the_door(name):
        return {stopped}
    if page == "add":
        may = name.removesuffix(" elsewhere") in admin.added_by
        return {"in"} if may else {"refused"}
    if page in {"delete", "history"}:
        reads = page == "history" and name in admin.history_to
        return {"in"} if reads else {"refused"}
    if page == "changelist":
        mine = MEMBERS in (admin.listed_to, admin.listed_to - {STAFF})
        listed = name in admin.listed_to or (mine and name in ELSEWHERE)
        return {"in"} if listed else {"refused"}
    if name in admin.seen_by:
        may = method == "GET" or name in admin.changed_by
        return {"in"} if may else {"refused"}
    return {"absent", "refused"}


@pytest.mark.thorough
@ALL
@pytest.mark.parametrize("place", PLACES, ids=lambda p: f"{p[1]} {p[0]}")
def test_everybody_gets_what_is_declared(admin, place, records, everybody):
    answers = {
        name: outcome(call(admin, place, records, everybody.client(name)))
        for name in PRINCIPALS
    }
    wrong = {
        name: found
        for name, found in answers.items()
        if found not in expected(admin, place, name)
    }
    assert wrong == {}


@pytest.mark.parametrize(("admin", "name"), ACTIONS, ids=str)
def test_an_action_goes_through_for_those_who_may(admin, name, records, everybody):
    went = {
        who for who in MEMBERS | {STAFF} if act(admin, name, records, everybody, who)
    }
    assert went == admin.actions[name]


def act(admin: Admin, name: str, records, everybody, who: str) -> bool:
    """Try the action; a service's refusal is a message, and no access is a 403."""
    meta = admin.model._meta
    body = {
        "action": name,
        "_selected_action": [str(getattr(records, admin.of).pk)],
        "reason": "As the log says.",
    }
    client = everybody.client(who)
    with undone(), forgotten(client):
        answer = client.post(
            reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"), body
        )
        told = getattr(answer.wsgi_request._messages, "_queued_messages", [])
    return messages.SUCCESS in [message.level for message in told]


@ALL
def test_forbidden_looks_like_absent(admin, records, everybody):
    for name in ("editor elsewhere", STAFF):
        client = everybody.client(name)
        for place in (place for place in PLACES if place[0] == "change"):
            forbidden = call(admin, place, records, client)
            pk = uuid4()
            absent = call(admin, place, records, client, pk=pk)
            own = getattr(records, admin.of).pk
            if name not in admin.seen_by:
                assert stable(forbidden, own) == stable(absent, pk), (name, place)


def stable(answer, pk) -> object:
    """The answer without the id that was asked for, and without the form's token."""
    told = [str(m) for m in answer.wsgi_request._messages._queued_messages]
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", answer.content)
    headers = {name: value for name, value in answer.items() if name != "Expires"}
    return (
        answer.status_code,
        headers,
        body.replace(str(pk).encode(), b"ID"),
        [message.replace(str(pk), "ID") for message in told],
    )


def test_every_model_and_every_action_is_declared():
    assert {admin.model for admin in ADMINS} == set(site._registry)
    for admin in ADMINS:
        assert set(admin.actions) == set(site._registry[admin.model].actions), admin


@pytest.mark.parametrize("name", SITE)
def test_the_site_itself(name, everybody):
    given = {
        "app_list": {"app_label": "tracker"},
        "view_on_site": {"content_type_id": 1, "object_id": uuid4()},
    }
    address = reverse(f"admin:{name}", kwargs=given.get(name, {}))
    let_in = {who: at_the_door(who) for who in PRINCIPALS}
    for who, stopped in let_in.items():
        with undone():
            found = outcome(everybody.client(who).get(address))
        if stopped:
            assert found == stopped, who
        else:
            assert (found == "in") == (who in SITE[name]), who


@pytest.mark.parametrize("name", sorted(REDIRECTS))
def test_what_belongs_to_logging_in_leads_there(name, everybody):
    for who in PRINCIPALS:
        with undone():
            answer = everybody.client(who).get(reverse(f"admin:{name}"))
        assert answer.status_code == 302, who
