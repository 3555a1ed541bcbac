"""Every page and every act of the review desk, as everybody."""

import re
from uuid import uuid4

import pytest
from django.db import InternalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.review.urls import urlpatterns
from tests.matrix.pages import PAGES
from tests.matrix.people import (
    ANONYMOUS,
    DISABLED,
    OUTSIDERS,
    PRINCIPALS,
    STAFF,
    TOKENS,
    UNENROLLED,
    forgotten,
    ids_of,
    outcome,
    shapes,
    undone,
)
from tests.matrix.rows import Page

ALL = pytest.mark.parametrize("page", PAGES, ids=str)
# The desk sees the speaker; the source that the form names is what is hidden.
HIDDEN_IN_ITS_BODY = {"not_this_source"}


def call(page: Page, world, client, pk=None, method=None):
    arguments = page.arguments(world, pk)
    address = reverse(f"review:{page.name}", kwargs=arguments) + page.query
    client.cookies.pop("messages", None)  # an earlier act's word is shown once
    with undone(), forgotten(client):
        if (method or page.method) == "GET":
            answer = client.get(address)
        elif method:
            answer = client.generic(method, address)
        else:
            answer = client.post(address, page.body(world))
        return answer


def expected(page: Page, name: str) -> set[str]:
    if name == UNENROLLED:
        return {"factor"}
    if name in TOKENS | {ANONYMOUS, DISABLED}:
        return {"login"}  # a token opens no page
    if page.personal:
        return {"in"}
    if name in OUTSIDERS:
        return {"absent"}
    if name in page.allowed:
        return {"in"}
    return {"absent", "refused"} if page.hidden else {"refused"}


def became(page: Page, world, client) -> str:
    """Return the outcome; what was about to export had passed every permission.

    An export reads from a snapshot of its own, which the matrix's one transaction
    cannot give.
    """
    try:
        return outcome(call(page, world, client))
    except InternalError as error:
        return "in" if "ISOLATION LEVEL" in str(error) else "fault"


@pytest.mark.thorough
@ALL
def test_everybody_gets_what_is_declared(page, world, everybody):
    answers = {name: became(page, world, everybody.client(name)) for name in PRINCIPALS}
    wrong = {
        name: found
        for name, found in answers.items()
        if found not in expected(page, name)
    }
    assert wrong == {}


@pytest.mark.thorough
@pytest.mark.parametrize("page", [page for page in PAGES if page.of], ids=str)
def test_forbidden_looks_like_absent_and_takes_the_same_steps(page, world, everybody):
    secret = page.hidden and page.name not in HIDDEN_IN_ITS_BODY
    near = {"fact_checker", "reporter"} - page.allowed if secret else set()
    for name in {"editor elsewhere", STAFF} | near:
        client = everybody.client(name)
        with CaptureQueriesContext(connection) as steps:
            forbidden = call(page, world, client)
        with CaptureQueriesContext(connection) as as_many:
            absent = call(page, world, client, pk=uuid4())
        if forbidden.status_code != 404:
            continue  # a member is told why, of what is no secret
        assert stable(forbidden) == stable(absent), name
        assert dict(forbidden.headers) == dict(absent.headers), name
        assert shapes(steps) == shapes(as_many), name


def stable(answer) -> bytes:
    """The body without the token against forged forms, which is new each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", answer.content)


def test_every_page_is_declared():
    declared = {page.name for page in PAGES}
    assert declared == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("name", sorted({page.name for page in PAGES}))
def test_no_page_has_a_method_that_is_not_declared(name, world, everybody):
    rows = [page for page in PAGES if page.name == name]
    declared = {page.method for page in rows}
    client = everybody.client("editor")
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - declared:
        assert call(rows[0], world, client, method=method).status_code == 405, method


def test_what_is_listed_elsewhere_is_not_of_this_desk(world, everybody):
    """A home page answers everybody, with the own desk or with none."""
    for name in OUTSIDERS:
        page = everybody.client(name).get("/", follow=True)
        assert not {pk for pk in ids_of(world) if pk in page.content.decode()}
