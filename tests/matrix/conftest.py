"""One transaction for a whole table: people are made once, and each call is undone."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from config.settings import base
from tests.api.world import World, build
from tests.matrix.people import Cast, cast, undone


def as_on_a_server() -> override_settings:
    """Who needs a second factor on a server needs one here; sessions in memory."""
    return override_settings(
        SECOND_FACTOR_FOR=base.SECOND_FACTOR_FOR,
        SECURITY_KEY_FOR=base.SECURITY_KEY_FOR,
        SESSION_ENGINE="django.contrib.sessions.backends.cache",
    )


@pytest.fixture(scope="module")
def _database(
    django_db_setup: object,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    originals = override_settings(DATA_DIR=tmp_path_factory.mktemp("data"))
    with django_db_blocker.unblock(), as_on_a_server(), originals, undone():
        yield


@pytest.fixture(scope="module")
def world(_database: None) -> World:
    return build()


@pytest.fixture(scope="module")
def everybody(world: World) -> Cast:
    return cast(world)
