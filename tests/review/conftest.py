"""A desk at work: an article that was read, people in every role, their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import ExtractionRun, Suggestion, SuggestionKind
from claims.services import extraction
from tests.factories.tracker import DeskFactory, member
from tracker.models import Article, Desk, Role, User
from tracker.services import articles

WORDS = (
    "The bridge at Sorim is closed, local officials said on Monday.\n\n"
    "“Forty trucks are waiting at the gate,” said an inside source from Sorim. "
    "“Nobody has been told why.”\n\n"
    "The ministry closed the bridge on 3 March 2026.\n"
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(db: None) -> Desk:
    return DeskFactory(name="Border desk", slug="border")


@pytest.fixture
def reporter(desk):
    return member(desk, Role.REPORTER, name="Han Seo-yeon")


@pytest.fixture
def checker(desk):
    return member(desk, Role.FACT_CHECKER)


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def keeper(desk):
    return member(desk, Role.KEEPER)


@pytest.fixture
def auditor(desk):
    return member(desk, Role.AUDITOR)


@pytest.fixture
def outsider(db: None) -> User:
    return member(DeskFactory(name="Another desk", slug="another"), Role.EDITOR)


@pytest.fixture
def as_person() -> Callable[[User], Client]:
    """A browser in which this person is logged in."""

    def log_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    return log_in


@pytest.fixture
def article(desk, reporter) -> Article:
    return articles.file_article(
        desk.pk, title="The bridge at Sorim", text=WORDS, by=reporter
    )


@pytest.fixture
def read_article(article) -> Article:
    """The article, with what the engine suggests."""
    run = extraction.request(article.current.pk, by=article.entered_by)
    extraction.run(run.pk)
    return article


def suggested(article: Article, kind: SuggestionKind) -> Suggestion:
    """The first open suggestion of this kind."""
    runs = ExtractionRun.objects.filter(revision__article=article)
    return Suggestion.objects.open().filter(run__in=runs, kind=kind).in_order()[0]


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined] # a test response


def accept(client: Client, suggestion: Suggestion, **edits: str):
    return client.post(
        f"/suggestions/{suggestion.pk}/accept/",
        {"version": suggestion.version, **edits},
    )
