"""Every route and method of the API, as everybody."""

import json
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from tests.api.matrix import EDITOR, MEMBERS, Case
from tests.api.world import World
from tests.matrix.api import API
from tests.matrix.people import (
    ANONYMOUS,
    DISABLED,
    ENDED,
    NOBODYS,
    OUTSIDERS,
    PRINCIPALS,
    STAFF,
    TOKEN,
    UNENROLLED,
    WRONG_SCOPE,
    ids_of,
    shapes,
    undone,
)

THROUGH = {200, 201, 204, 409}  # past every permission, whatever comes after
ALL = pytest.mark.parametrize("case", API, ids=str)
# The desk sees the speaker; the source that the body names is what is hidden.
HIDDEN_IN_ITS_BODY = {"speakers-tie", "speakers-not-the-source"}


def call(case: Case, world: World, client: Client, pk: object = None):
    """Make the call, undo what it did, and return its answer."""
    if case.route == "token":
        kwargs = {"digest": "nothing"}
    elif case.of:
        kwargs = {"pk": pk or getattr(world, case.of).pk}
        kwargs |= {"kind": case.kind} if case.kind else {}
    else:
        kwargs = {}
    address = reverse(f"api:{case.route}", kwargs=kwargs) + case.query(world)
    body = case.body(world)
    given = {"content_type": case.content_type} if isinstance(body, bytes) else {}
    with undone():
        return client.generic(
            case.method,
            address,
            body if isinstance(body, bytes) else json.dumps(body),
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
    assert {(case.route, case.method) for case in API} | page == set(routes())


def test_the_page_about_the_api_is_for_who_is_logged_in(everybody):
    assert everybody.client(ANONYMOUS).get("/api/v1/docs").status_code == 302
    page = everybody.client(EDITOR).get("/api/v1/docs").content.decode()
    assert "/api/v1/claims/{id}/decide" in page
    assert "<script" not in page.partition("<main")[2]


def expected(case: Case, name: str) -> set[int]:
    """Return the statuses that are right for this principal."""
    if name in {ANONYMOUS, DISABLED, ENDED}:
        return {401}
    if name == UNENROLLED:
        return {403}
    if name in {WRONG_SCOPE, TOKEN}:
        # The schema is no data; what a token has no way to is closed to all of them.
        good = case.route == "schema" or (case.scope and name == TOKEN)
        return THROUGH if good else {403}
    if name in MEMBERS:
        no = {404, 403} if case.hidden else {403}
        return THROUGH if name in case.allowed else no
    if case.personal:
        return THROUGH | {404}
    return {200} if case.method == "GET" and not case.of else {404}


@pytest.mark.thorough
@ALL
def test_everybody_gets_what_is_declared(case, world, everybody):
    answers = {
        name: call(case, world, everybody.client(name, case.scope))
        for name in PRINCIPALS
    }
    wrong = {
        name: answer.status_code
        for name, answer in answers.items()
        if answer.status_code not in expected(case, name)
    }
    assert wrong == {}
    assert answers[UNENROLLED].json()["code"] == "second_factor"
    if answers[WRONG_SCOPE].status_code == 403:
        assert answers[WRONG_SCOPE].json()["code"] == "scope"
    if case.method == "GET" and not case.of and not case.personal:
        listed = b"".join(answers[name].content for name in OUTSIDERS).decode()
        assert not {pk for pk in ids_of(world) if pk in listed}


@pytest.mark.thorough
@pytest.mark.parametrize("case", [case for case in API if case.of], ids=str)
def test_forbidden_looks_like_absent_and_takes_the_same_steps(case, world, everybody):
    secret = case.hidden and case.route not in HIDDEN_IN_ITS_BODY
    near = {"fact_checker", "reporter"} - case.allowed if secret else set()
    for name in {"editor elsewhere", STAFF, NOBODYS} | near:
        client = everybody.client(name)
        with CaptureQueriesContext(connection) as steps:
            forbidden = call(case, world, client)
        with CaptureQueriesContext(connection) as as_many:
            absent = call(case, world, client, pk=uuid4())
        if forbidden.status_code == 403:
            continue  # a member is told why, of what is no secret
        assert forbidden.status_code == 404
        assert forbidden.content == absent.content, name
        assert dict(forbidden.headers) == dict(absent.headers), name
        assert shapes(steps) == shapes(as_many), name


JUNK = (None, True, -1, 10**40, 1.5, "", "\u202e" * 9, ["x"], {"a": 1}, "x" * 30_000)


@pytest.mark.thorough
@pytest.mark.parametrize("case", [c for c in API if c.method != "GET"], ids=str)
def test_junk_in_any_field_is_refused_and_no_fault(case, world, everybody):
    good = case.body(world)
    fields = good if isinstance(good, dict) else {}
    bodies = [good | {name: junk} for name in fields for junk in JUNK]
    for body in [*bodies, *JUNK]:
        answer = call(
            replace(case, body=lambda _, b=body: b), world, everybody.client(EDITOR)
        )
        assert answer.status_code < 500
