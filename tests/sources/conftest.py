"""A desk, its people, and one source that the reporter handles."""

import pytest
from django.db import connection

from tests.factories.sources import SourceFactory
from tests.factories.tracker import ArticleFactory, DeskFactory, member
from tracker.models import Role


@pytest.fixture
def desk(db):
    return DeskFactory()


@pytest.fixture
def reporter(desk):
    return member(desk, Role.REPORTER)


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR)


@pytest.fixture
def keeper(desk):
    return member(desk, Role.KEEPER)


@pytest.fixture
def fact_checker(desk):
    return member(desk, Role.FACT_CHECKER)


@pytest.fixture
def auditor(desk):
    return member(desk, Role.AUDITOR)


@pytest.fixture
def colleague(desk):
    """Another reporter of the desk."""
    return member(desk, Role.REPORTER)


@pytest.fixture
def outsider(db):
    """An editor and keeper of another desk."""
    return member(DeskFactory(), Role.EDITOR, Role.KEEPER)


@pytest.fixture
def source(desk, reporter):
    return SourceFactory(desk=desk, handler=reporter)


@pytest.fixture
def article(desk, reporter):
    return ArticleFactory(
        desk=desk,
        entered_by=reporter,
        text="“The bridge is closed,” said an inside source. “It will stay so.”",
    )


@pytest.fixture
def events(db):
    """Seal what this transaction wrote, and return (action, table, reason) of it."""

    def sealed(action=""):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(
                "SELECT action, table_name, actor, reason FROM audit.event "
                "WHERE action = %s OR (%s = '' AND action <> 'test.setup') "
                "ORDER BY seq",
                [action, action],
            )
            return cursor.fetchall()

    return sealed
