"""Every route, method and principal of the API, on the own desk and on another's."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from rest_framework.test import APIClient

from config.settings import base
from tests.api.matrix import AUTHOR, CASES, EDITOR, MEMBERS, Case
from tests.api.world import World, build
from tests.factories.tracker import DeskFactory, UserFactory, member
from tracker.models import ApiToken, Role, Scope, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
THROUGH = {200, 201, 204, 409}  # past every permission, whatever comes after
ALL = pytest.mark.parametrize("case", CASES, ids=str)


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def people(world: World) -> dict[str, User]:
    """One person in every role of the desk."""
    others = {role.value: member(world.desk, role) for role in Role}
    return {AUTHOR: world.author, **others}


def session(person: User) -> APIClient:
    client = APIClient()
    client.force_login(person, backend=BACKEND)
    return client


def program(person: User, *scopes: str, lasting: int = 3600) -> APIClient:
    _, key = ApiToken.objects.create(
        person, expiry=timedelta(seconds=lasting), name="t", scopes=list(scopes)
    )
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client


def call(case: Case, world: World, client: APIClient, pk: object = None):
    """Make the call, undo what it did, and return its answer."""
    if case.route == "token":
        kwargs = {"digest": "nothing"}
    elif case.of:
        kwargs = {"pk": pk or getattr(world, case.of).pk}
    else:
        kwargs = {}
    address = reverse(f"api:{case.route}", kwargs=kwargs) + case.query(world)
    body = case.body(world)
    given = {"content_type": case.content_type} if isinstance(body, bytes) else {}
    with transaction.atomic():
        answer = client.generic(
            case.method,
            address,
            body if isinstance(body, bytes) else client._encode_data(body, "json")[0],
            **(given or {"content_type": "application/json"}),
            HTTP_IF_MATCH='"v1"',
        )
        transaction.set_rollback(True)
    return answer


def routes() -> Iterator[tuple[str, str]]:
    """Every route of the API by name and method, as the resolver has it."""
    api = next(
        entry
        for entry in get_resolver().url_patterns
        if str(entry.pattern) == "api/v1/"
    )
    for route in api.url_patterns:
        view = route.callback
        actions = getattr(view, "actions", None)
        methods = actions or [
            method
            for method in ("get", "post", "put", "patch", "delete")
            if hasattr(getattr(view, "view_class", None), method)
        ]
        yield from ((route.name, method.upper()) for method in methods)


def test_every_route_is_declared():
    page = {("docs", "GET")}  # a page of the site, tested below
    assert {(case.route, case.method) for case in CASES} | page == set(routes())


def test_the_page_about_the_api_is_for_who_is_logged_in(client, db):
    assert client.get("/api/v1/docs").status_code == 302
    client.force_login(UserFactory(), backend=BACKEND)
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/claims/{id}/decide" in page
    assert "<script" not in page.partition("<main")[2]


@ALL
def test_on_the_own_desk(case, world, people):
    statuses = {
        name: call(case, world, session(person)).status_code
        for name, person in people.items()
    }
    refused = {404} if case.hidden else {403}
    assert statuses.keys() == MEMBERS
    assert {name for name, code in statuses.items() if code in THROUGH} == case.allowed
    rest = {code for name, code in statuses.items() if name not in case.allowed}
    assert rest <= refused | ({403} if case.hidden else set())


@ALL
def test_on_another_desk(case, world):
    outsiders = (
        member(DeskFactory(), *Role),  # everything elsewhere is nothing here
        UserFactory(is_staff=True),
        UserFactory(),
    )
    for person in outsiders:
        client = session(person)
        answer = call(case, world, client)
        if case.personal:
            assert answer.status_code in THROUGH | {404}
        elif case.of:
            absent = call(case, world, client, pk=uuid4())
            assert answer.status_code == 404
            assert answer.content == absent.content
            assert answer.headers == absent.headers
        elif case.method == "GET":
            assert answer.data["results"] == []
        else:
            assert answer.status_code == 404


@ALL
def test_nobody_comes_in_without_a_log_in(case, world, people):
    disabled = session(people[EDITOR])
    ended = program(people[EDITOR], *Scope, lasting=-1)
    User.objects.filter(pk=people[EDITOR].pk)
    for client in (APIClient(), ended):
        assert call(case, world, client).status_code == 401
    people[EDITOR].is_active = False
    with transaction.atomic():
        disable(people[EDITOR])
        assert call(case, world, disabled).status_code == 401
        transaction.set_rollback(True)


def disable(person: User) -> None:
    from tracker.audit import System, acting  # noqa: PLC0415 (only here)

    with acting(by=System.COMMAND, action="test.setup"):
        person.save(update_fields=["is_active"])


@ALL
def test_without_a_second_factor_an_editor_gets_nowhere(case, world, people, settings):
    settings.SECOND_FACTOR_FOR = base.SECOND_FACTOR_FOR
    answer = call(case, world, session(people[EDITOR]))
    assert answer.status_code == 403
    assert answer.json()["code"] == "second_factor"


@ALL
def test_a_token_reaches_only_its_scopes(case, world, people):
    others = [scope.value for scope in Scope if scope.value != case.scope]
    wrong = call(case, world, program(people[EDITOR], *others))
    if case.route == "schema":  # the schema is no data
        return
    assert (wrong.status_code, wrong.data["code"]) == (403, "scope")


@ALL
def test_a_token_does_what_its_person_may(case, world, people):
    answer = call(case, world, program(people[EDITOR], *Scope))
    expected = THROUGH if case.scope else {403}
    assert answer.status_code in expected
