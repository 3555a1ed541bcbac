"""People at a desk, and how they and their programs knock on the API."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from rest_framework.test import APIClient

from tests.factories.tracker import DeskFactory, member
from tracker.models import ApiToken, Desk, Role, Scope, User

Knock = Callable[..., APIClient]


@pytest.fixture
def desk(db: None) -> Desk:
    return DeskFactory()


@pytest.fixture
def reporter(desk: Desk) -> User:
    return member(desk, Role.REPORTER)


@pytest.fixture
def editor(desk: Desk) -> User:
    return member(desk, Role.EDITOR)


@pytest.fixture
def outsider(db: None) -> User:
    return member(DeskFactory(), Role.EDITOR)


@pytest.fixture
def as_person() -> Knock:
    """A client with that person's session, CSRF token and all."""

    def knock(person: User) -> APIClient:
        client = APIClient()
        client.force_login(
            person, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return knock


@pytest.fixture
def as_program() -> Knock:
    """A client with a token of that person's, good for the scopes."""

    def knock(
        person: User,
        *scopes: Scope,
        lasting: timedelta = timedelta(hours=1),
    ) -> APIClient:
        _, key = ApiToken.objects.create(
            person, expiry=lasting, name="test", scopes=list(scopes)
        )
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
        return client

    return knock
