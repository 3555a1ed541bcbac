"""Canaries, on the surfaces beside pages and exports, and more defences taken away.

Titles and addresses of pages, sessions, the search's index, what the database server
shows of a statement at work, messages to workers, the schema, files of an export.
"""

import base64
import json
import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from kombu.transport import memory

from claims.services import extraction
from sources.api.serializers import QuoteOut
from sources.models import Source
from tests.test_no_leaks import (
    BACKEND,
    CANARIES,
    bodies,
    hits,
    log,
    seen,
    world,
)
from tracker.datasets import Profile, Scope, datasets
from tracker.datasets.package import Order, write_package

__all__ = ["log", "world"]  # fixtures

TITLES = re.compile(rb"<title>.*?</title>", re.DOTALL)
ADDRESSES = re.compile(rb'(?:href|src|action|hx-[a-z-]+)="[^"]*"')


@pytest.fixture
def handler(world):
    browser = Client()
    browser.force_login(world.reporter, backend=BACKEND)
    return browser


@pytest.fixture
def pages(world, handler):
    """What the handler, who may know it all, is shown at every address."""
    own = [a for a in world.addresses() if not a.startswith(("/admin", "/api"))]
    return [handler.get(address).content for address in own]


def test_no_title_no_address_and_no_session_holds_it(world, handler, pages):
    assert hits(*pages) >= {"codename", "agreed"}  # it is there to be shown
    assert hits(*(found for page in pages for found in TITLES.findall(page))) == set()
    addresses = [found for page in pages for found in ADDRESSES.findall(page)]
    assert len(addresses) > 100
    assert hits(*addresses) == set()
    handler.post(f"/sources/{world.source.pk}/wording/", {"wording": "x"})
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert str(world.reporter.pk) in str(kept)
    assert hits(*(repr(each).encode() for each in kept)) == set()


def test_no_index_of_words_holds_it(world):
    """Lexemes are single words, stemmed: so each canary's mark is looked for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE data_type = 'tsvector' AND table_schema = 'public'"
        )
        indexed = cursor.fetchall()
        told = ""
        for table, column in indexed:
            cursor.execute(f'SELECT string_agg("{column}"::text, \' \') FROM "{table}"')
            told += str(cursor.fetchone()[0])
    marks = {words.split()[0].lower() for words in CANARIES.values()}
    assert not {mark for mark in marks if mark in told.lower()}
    assert not indexed or "bridg" in told


def at_work() -> bytes:
    """What the database server shows of this connection's last statement."""
    me = connection.connection.info.backend_pid
    beside = connection.copy()
    with beside.cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [me])
        (shown,) = cursor.fetchone()
    beside.close()
    return str(shown).encode()


def test_a_statement_at_work_shows_no_values(world):
    assert Source.objects.filter(codename=CANARIES["codename"]).count() == 1
    shown = at_work()
    assert b"sources_source" in shown
    assert hits(shown) == set()


def test_it_fails_when_a_value_stands_in_the_statement(world):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT '{CANARIES['codename']}'")
    assert hits(at_work()) == {"codename"}


def test_a_message_is_a_jobs_id_and_nothing_else(
    world, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        extraction.request(world.article.current.pk, by=world.reporter)
    sent = [
        message
        for queue in memory.Channel.queues.values()
        for message in list(queue.queue)
    ]
    assert sent
    for message in sent:
        body = base64.b64decode(message["body"])
        arguments, options, _ = json.loads(body)
        assert re.fullmatch(r"[0-9a-f-]{36}", *arguments)
        assert options == {}
        assert hits(body, json.dumps(message).encode()) == set()


def test_the_schema_has_examples_of_nobody(handler):
    schema = handler.get("/api/v1/schema").content
    assert b"codename" in schema
    assert hits(schema) == set()


def test_no_file_of_a_package_holds_it(world, tmp_path):
    scope = Scope(desk_id=world.desk.pk)
    for each in datasets():
        if Profile.REVIEWER in each.profiles:
            order = Order(
                dataset=each, profile=Profile.REVIEWER, by=world.editor, scope=scope
            )
            write_package(order, tmp_path / each.name)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) > 10
    for file in files:
        assert hits(file.read_bytes()) == set(), file.name
        assert hits(file.name.encode()) == set()


# Each defence taken away must be missed


def test_it_fails_when_a_serializer_forgets_who_is_looking(world, monkeypatch):
    monkeypatch.setattr(
        QuoteOut, "get_original_text", lambda self, quote: quote.original_text
    )
    told = bodies(world, "fact-checker", only="/api/v1/quotes")
    assert "original" in hits(*told)


def test_it_fails_when_a_template_names_the_source(world, settings, tmp_path):
    folder = tmp_path / "claims" / "review"
    folder.mkdir(parents=True)
    Path(folder / "quote.html").write_text("{{ quote.source.codename }}")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    assert "codename" in hits(*bodies(world, "fact-checker", only="/quotes"))
    assert not seen(*bodies(world, "nobody", only="/quotes"))
