"""A database made as the owner and used as the application, as in production."""

import gc
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.database import Cleaner, create_migrated, drop_abandoned
from tracker import embedded
from tracker.crew import Crew

# What is imported, collected and migrated stays. Looking through it for garbage again
# and again took a fifth of a run.
gc.set_threshold(50_000, 50, 50)


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[None]:
    """The embedded server of the tests, unless the environment names another."""
    if settings.ENV.database_url is not None:
        yield
        return
    with Crew(settings.DATA_DIR / "log") as crew:
        directory = settings.DATA_DIR / "test-postgres"
        crew.hold(embedded.Server(directory, durable=False))
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    postgres: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Cleaner]:
    """Create and migrate as the owner; then both roles look at that database."""
    owner, app = connections["owner"], connections["default"]
    name = owner.settings_dict["NAME"]
    with django_db_blocker.unblock():
        drop_abandoned(owner, f"test_{name}_")
        made = create_migrated(owner, f"test_{name}_")
        app.close()
        app.settings_dict["NAME"] = made
        cleaner = Cleaner(owner)
    yield cleaner
    with django_db_blocker.unblock():
        connections.close_all()
        owner.creation.destroy_test_db(name, verbosity=0)


@pytest.fixture
def committed(
    django_db_setup: Cleaner, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """For tests that need real commits: several connections, triggers at COMMIT.

    Everything is emptied on the way out, as the owner, since the application may not.
    """
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connections["default"].close()
            django_db_setup.empty()
