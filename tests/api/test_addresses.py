"""Where nothing is mounted, and where something broke, a program is still told."""

import pytest

ABSENT = {
    "status": 404,
    "code": "not_found",
    "message": "There is nothing here for you.",
    "facts": {},
}


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_no_such_address_is_said_as_the_api_says_it(client, method):
    answer = getattr(client, method)("/api/v1/nothing-there")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == ABSENT


@pytest.mark.django_db
def test_people_are_shown_a_page(client):
    answer = client.get("/nothing-there")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_what_nobody_foresaw_is_told_without_its_words(monkeypatch, as_person, editor):
    def broken(*_args, **_kwargs):
        raise RuntimeError("ZQCANARY")

    client = as_person(editor)
    client.raise_request_exception = False
    monkeypatch.setattr("tracker.models.article.ArticleQuerySet.visible_to", broken)
    answer = client.get("/api/v1/articles")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "fault"
    assert b"ZQCANARY" not in answer.content
