"""A person's browser calls the API: by session, with the token against forgery."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims.models import Annotation
from sources.models import Upload
from tests.factories.tracker import ArticleFactory, DeskFactory, member
from tracker.models import Article, Role

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
JSON = "application/json"


@pytest.fixture
def desk(db):
    return DeskFactory()


@pytest.fixture
def browser(desk):
    """Logged in, and strict as a real one: tests are lenient by default."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(member(desk, Role.EDITOR), backend=BACKEND)
    client.get("/")
    return client


@pytest.fixture
def token(browser):
    page = browser.get("/me/")
    return {"x-csrftoken": page.cookies["csrftoken"].value}


def test_what_a_page_posts_is_done(browser, token, desk):
    article = ArticleFactory(desk=desk)
    note = {"article": str(article.pk), "body": "Says who?"}
    answer = browser.post("/api/v1/annotations", note, JSON, headers=token)
    assert answer.status_code == 201, answer.content
    again = {**token, "idempotency-key": str(uuid4())}
    for replayed in (None, "true"):
        answer = browser.post("/api/v1/annotations", note, JSON, headers=again)
        assert answer.status_code == 201
        assert answer.get("Idempotency-Replayed") == replayed
    assert Annotation.objects.count() == 2


def test_without_the_token_nothing_is_done(browser, desk):
    note = {"article": str(ArticleFactory(desk=desk).pk), "body": "Says who?"}
    answer = browser.post("/api/v1/annotations", note, JSON)
    assert answer.status_code == 403
    assert not Annotation.objects.exists()


def test_a_file_is_taken_in(browser, token, desk):
    file = SimpleUploadedFile("x.txt", b"All bridges are closed.")
    entered = {"desk": str(desk.pk), "title": "Notice", "provenance": "A wall."}
    answer = browser.post("/api/v1/uploads", entered | {"file": file}, headers=token)
    assert answer.status_code == 201, answer.content
    assert Upload.objects.count() == 1


def test_a_bulk_file_is_taken_in(browser, token, desk):
    rows = json.dumps({"title": "One", "text": "The bridge is closed."})
    answer = browser.post(
        f"/api/v1/articles/import?desk={desk.pk}",
        rows,
        "application/jsonl",
        headers=token,
    )
    assert answer.status_code < 300, answer.content
    assert Article.objects.count() == 1
