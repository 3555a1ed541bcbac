"""Every route, method and principal of the API, on the own desk and on another's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker
from rest_framework.test import APIClient

from config.settings import base
from tests.api.matrix import AUTHOR, EDITOR, MEMBERS, Case
from tests.api.matrix import CASES as DECLARED
from tests.api.matrix_judgement import JUDGEMENT
from tests.api.world import World, build
from tests.factories.tracker import DeskFactory, UserFactory, member
from tracker.audit import System, acting
from tracker.models import ApiToken, Role, Scope, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CASES = [*DECLARED, *JUDGEMENT]
THROUGH = {200, 201, 204, 409}  # past every permission, whatever comes after
ALL = pytest.mark.parametrize("case", CASES, ids=str)


@pytest.fixture(scope="module")
def _database(
    django_db_setup: object, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """One transaction for the whole matrix, undone at its end; each call is undone."""
    with django_db_blocker.unblock(), undone():
        yield


@pytest.fixture(scope="module")
def world(_database: None) -> World:
    return build()


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, User]:
    """One person in every role of the desk."""
    others = {role.value: member(world.desk, role) for role in Role}
    return {AUTHOR: world.author, **others}


@pytest.fixture(scope="module")
def members(people: dict[str, User]) -> dict[str, APIClient]:
    """Their sessions, each opened once."""
    return {name: session(person) for name, person in people.items()}


@pytest.fixture(scope="module")
def outsiders(world: World) -> list[APIClient]:
    """Who is everything elsewhere, who manages people, and who is nobody."""
    elsewhere = member(DeskFactory(), *Role)
    people = (elsewhere, UserFactory(is_staff=True), UserFactory())
    return [session(person) for person in people]


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that leaves nothing; what insists on being outermost may run."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


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
    with undone():
        return client.generic(
            case.method,
            address,
            body if isinstance(body, bytes) else client._encode_data(body, "json")[0],
            **(given or {"content_type": "application/json"}),
            HTTP_IF_MATCH='"v1"',
        )


def routes() -> Iterator[tuple[str, str]]:
    """Every route of the API by name and method, as the resolver has it."""
    api = next(
        entry
        for entry in get_resolver().url_patterns
        if str(entry.pattern) == "api/v1/"
    )
    verbs = ("get", "post", "put", "patch", "delete")
    for route in api.url_patterns:
        view = route.callback
        actions = getattr(view, "actions", None) or [
            verb for verb in verbs if hasattr(view.view_class, verb)
        ]
        yield from ((route.name, verb.upper()) for verb in verbs if verb in actions)


def test_every_route_is_declared():
    page = {("docs", "GET")}  # a page of the site, tested below
    assert {(case.route, case.method) for case in CASES} | page == set(routes())


def test_the_page_about_the_api_is_for_who_is_logged_in(members):
    assert APIClient().get("/api/v1/docs").status_code == 302
    page = members[EDITOR].get("/api/v1/docs").content.decode()
    assert "/api/v1/claims/{id}/decide" in page
    assert "<script" not in page.partition("<main")[2]


@ALL
def test_on_the_own_desk(case, world, members):
    statuses = {
        name: call(case, world, client).status_code for name, client in members.items()
    }
    refused = {404} if case.hidden else {403}
    assert statuses.keys() == MEMBERS
    assert {name for name, code in statuses.items() if code in THROUGH} == case.allowed
    rest = {code for name, code in statuses.items() if name not in case.allowed}
    assert rest <= refused | ({403} if case.hidden else set())


@ALL
def test_on_another_desk(case, world, outsiders):
    for client in outsiders:
        answer = call(case, world, client)
        if case.personal:
            assert answer.status_code in THROUGH | {404}
        elif case.of:
            absent = call(case, world, client, pk=uuid4())
            assert answer.status_code == 404
            assert answer.content == absent.content
            assert answer.headers == absent.headers
        elif case.method == "GET":
            seen = {row["id"] for row in answer.data["results"]}
            assert not seen & ids_of(world)
        else:
            assert answer.status_code == 404


def ids_of(world: World) -> set[str]:
    things = (getattr(world, field.name) for field in fields(World))
    return {str(thing.pk) for thing in things}


@ALL
def test_nobody_comes_in_without_a_log_in(case, world, people, members):
    disabled = members[EDITOR]
    ended = program(people[EDITOR], *Scope, lasting=-1)
    for client in (APIClient(), ended):
        assert call(case, world, client).status_code == 401
    with undone():
        with acting(by=System.COMMAND, action="test.setup"):
            User.objects.filter(pk=people[EDITOR].pk).update(is_active=False)
        assert call(case, world, disabled).status_code == 401


@ALL
def test_without_a_second_factor_an_editor_gets_nowhere(case, world, members, settings):
    settings.SECOND_FACTOR_FOR = base.SECOND_FACTOR_FOR
    answer = call(case, world, members[EDITOR])
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


JUNK = (None, True, -1, 10**40, 1.5, "", "\u202e" * 9, ["x"], {"a": 1}, "x" * 30_000)


@pytest.mark.parametrize("case", [c for c in CASES if c.method != "GET"], ids=str)
def test_junk_in_any_field_is_refused_and_no_fault(case, world, members):
    good = case.body(world)
    fields = good if isinstance(good, dict) else {}
    bodies = [good | {name: junk} for name in fields for junk in JUNK]
    for body in [*bodies, *JUNK]:
        answer = call(replace(case, body=lambda _, b=body: b), world, members[EDITOR])
        assert answer.status_code < 500
