"""Tokens: made once, for scopes and a time, never by a token."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from rest_framework.test import APIClient

from tests.factories.tracker import UserFactory
from tracker.errors import Invalid, NotAllowed
from tracker.models import ApiToken, Scope
from tracker.services import tokens

TOKENS = "/api/v1/tokens"
BODY = {"name": "CMS", "scopes": ["articles:read"], "days": 30}


def with_key(key):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client


def test_a_token_is_made_used_and_ended(as_person, reporter):
    person = as_person(reporter)
    made = person.post(TOKENS, BODY, format="json")
    assert made.status_code == 201
    key = made.data["key"]
    program = with_key(key)
    assert program.get("/api/v1/me").data["scopes"] == ["articles:read"]
    (listed,) = person.get(TOKENS).data
    assert "key" not in listed
    assert not ApiToken.objects.filter(digest=key).exists()
    assert person.delete(f"{TOKENS}/{listed['id']}").status_code == 204
    assert program.get("/api/v1/me").status_code == 401


def test_a_token_makes_no_token(as_program, reporter):
    program = as_program(reporter, *Scope)
    assert program.get(TOKENS).status_code == 403
    assert program.post(TOKENS, BODY, format="json").status_code == 403


def test_nobody_ends_another_persons_token(as_person, as_program, reporter, editor):
    as_program(reporter, Scope.READ_ARTICLES)
    token = ApiToken.objects.get()
    assert as_person(editor).delete(f"{TOKENS}/{token.pk}").status_code == 404
    assert as_person(editor).delete(f"{TOKENS}/nothing").status_code == 404
    assert ApiToken.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"scopes": []}, {"scopes": ["sources:read"]}, {"days": 0}, {"days": 367}],
)
def test_a_token_has_known_scopes_and_an_end(as_person, reporter, change):
    answer = as_person(reporter).post(TOKENS, BODY | change, format="json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "header",
    ["Token", "Token a b", "Token é", "Token " + "a" * 5000, "Bearer x", "Token \x7f"],
)
def test_what_is_no_token_is_401(db, header):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=header)
    assert client.get("/api/v1/me").status_code == 401


def test_an_ended_token_and_a_disabled_persons_are_401(as_program, reporter):
    ended = as_program(reporter, *Scope, lasting=timedelta(seconds=-1))
    assert ended.get("/api/v1/me").status_code == 401
    left = as_program(UserFactory(is_active=False), *Scope)
    assert left.get("/api/v1/me").status_code == 401


def test_only_site_staff_make_tokens_for_others(reporter, editor):
    given = {
        "name": "x",
        "scopes": [Scope.READ_CLAIMS],
        "lasting": timedelta(days=1),
    }
    with pytest.raises(NotAllowed):
        tokens.issue(reporter, by=editor, **given)
    tokens.issue(reporter, by=UserFactory(is_staff=True), **given)
    with pytest.raises(Invalid):
        tokens.issue(reporter, by=reporter, **given | {"name": " "})


def test_the_command_prints_the_key_once_and_it_is_on_record(reporter, capsys):
    call_command(
        "make_token", reporter.email, name="CMS", scopes=["claims:read"], days=7
    )
    key = capsys.readouterr().out.strip()
    assert with_key(key).get("/api/v1/claims").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT row_id FROM audit.event WHERE action = 'token.issued'")
        assert cursor.fetchall() == [(str(reporter.pk),)]
    with pytest.raises(CommandError, match="no active user"):
        call_command("make_token", "nobody@x.example", name="x", scopes=["claims:read"])
