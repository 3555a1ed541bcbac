import shutil
from typing import NamedTuple

import pytest
from django.db import connections

from tracker import health

pytestmark = pytest.mark.django_db


class Disk(NamedTuple):
    total: int
    used: int
    free: int


def test_a_living_process_says_so_without_the_database(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = client.get("/livez")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_it_is_ready_when_everything_is_there(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_answers_are_not_kept_and_take_no_post(client):
    assert "no-store" in client.get("/readyz")["Cache-Control"]
    assert client.post("/readyz").status_code == 405


def test_it_is_not_ready_without_room_on_the_disk(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Disk(100, 91, 9))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready")


def test_it_is_not_ready_with_a_migration_to_come(client, monkeypatch):
    monkeypatch.setattr(
        health.MigrationExecutor, "migration_plan", lambda *_: [("one", "to come")]
    )
    assert client.get("/readyz").status_code == 503


def test_it_is_not_ready_without_the_database(client, monkeypatch):
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", "/nowhere")
    connections["default"].close()
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE tracker_article DISABLE TRIGGER audit_update",
        "ALTER TABLE sources_source ENABLE TRIGGER audit_insert",
        "DROP TRIGGER audit_delete ON claims_claim",
        "ALTER TABLE audit.unsealed DISABLE TRIGGER seal_at_commit",
    ],
)
@pytest.mark.django_db(databases=["default", "owner"])
def test_the_record_counts_as_watched_only_with_every_trigger_on(
    statement, monkeypatch
):
    owner = connections["owner"]
    monkeypatch.setattr(health, "connection", owner)
    assert health.is_captured()
    with owner.cursor() as cursor:
        cursor.execute(statement)
    assert not health.is_captured()


@pytest.mark.django_db(databases=["default", "owner"])
def test_it_is_not_ready_as_a_role_that_owns_the_tables(client, monkeypatch):
    assert health.is_kept_out()
    monkeypatch.setattr(health, "connection", connections["owner"])
    assert not health.is_kept_out()
    assert client.get("/readyz").status_code == 503
