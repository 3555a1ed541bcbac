"""A real browser, and a real server over committed rows."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright

from claims.models import ExtractionRun
from claims.services import extraction
from tests.factories.tracker import DeskFactory, member
from tests.review.conftest import BACKEND, WORDS
from tracker.models import Article, Desk, Role, User
from tracker.services import articles

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, where Django then takes every query for
    # one made inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield launched
        # Beside Playwright's loop Django keeps connections of its own.
        connections.close_all()
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(committed: None, browser: Browser) -> Iterator[str]:
    """The address of the site; a browser comes first, so that queries are allowed."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture
def desk(site: str) -> Desk:
    return DeskFactory(name="Border desk", slug="border")


@pytest.fixture
def reporter(desk: Desk) -> User:
    return member(desk, Role.REPORTER, name="Han Seo-yeon")


@pytest.fixture
def checker(desk: Desk) -> User:
    return member(desk, Role.FACT_CHECKER, name="Oh Ji-hun")


@pytest.fixture
def read_article(reporter: User, desk: Desk) -> Article:
    article = articles.file_article(
        desk.pk, title="The bridge at Sorim", text=WORDS, by=reporter
    )
    extraction.request(article.current.pk, by=reporter)
    extraction.run(ExtractionRun.objects.get().pk)
    return article


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """Open an address as a person; whatever the page complains of fails the test."""
    contexts, complaints = [], []

    def go(address: str, person: User | None = None, **options: object) -> Page:
        context = browser.new_context(base_url=site, **{"viewport": WIDE, **options})
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_of(person, site)])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()
    expected = "Failed to load resource: the server responded with a status of 4"
    assert [said for said in complaints if not said.startswith(expected)] == []


def session_of(person: User, site: str) -> dict[str, str]:
    client = Client()
    client.force_login(person, backend=BACKEND)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": site}
