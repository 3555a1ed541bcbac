"""What leaves the desk, and for whom. The transactions are real, as exports need."""

import io
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.claims import ClaimFactory
from tests.factories.tracker import ArticleFactory, DeskFactory, ExportFactory
from tests.review.conftest import text_of
from tests.tracker.chain import events
from tracker.jobs.run import run
from tracker.models import Desk, Export, ExportProgress, ExportState, Job

PAGE = "/desks/border/exports/"
ASK = f"{PAGE}ask/"


@pytest.fixture
def desk(committed):
    return DeskFactory(name="Border desk", slug="border")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch) -> Path:
    """Where keys and packages are made; no broker."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("tracker.jobs.queue.send", lambda _: True)
    return tmp_path


def made(export: Export) -> Export:
    run(Job.objects.get(subject=export.pk).pk)
    export.refresh_from_db()
    return export


def test_an_editor_asks_watches_and_fetches(desk, editor, as_person):
    ClaimFactory(desk=desk)
    browser = as_person(editor)
    assert "Nothing was exported yet" in text_of(browser.get(PAGE))
    asked = {"dataset": "claims", "profile": "internal", "status": "unverified"}
    assert browser.post(ASK, asked)["Location"] == PAGE
    export = Export.objects.get()
    page = text_of(browser.get(PAGE))
    assert "Waiting for a worker" in page
    assert 'hx-trigger="every 2s"' in page
    ExportProgress.objects.create(
        export=export, step="csv", rows=1200, estimate=3000, percent=16
    )
    page = text_of(browser.get(PAGE))
    assert '<progress max="100" value="16"' in page
    assert "Writing the CSV: 1,200 of about 3,000 rows" in page
    assert made(export).state == ExportState.READY
    page = text_of(browser.get(PAGE))
    assert "1 row, " in page
    assert "hx-trigger" not in page
    answer = browser.post(f"/exports/{export.pk}/fetch/")
    package = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    names = {Path(name).name for name in package.namelist()}
    assert {"manifest.json", "verify.py", "README.txt", "chain.jsonl"} <= names
    assert answer["Cache-Control"] == "private, no-store"
    assert "Fetched" in text_of(browser.get(PAGE))


def test_another_person_sees_that_it_is_but_no_number(desk, editor, keeper, as_person):
    export = ExportFactory(
        desk=desk, entered_by=keeper, dataset="sources", state=ExportState.RUNNING
    )
    ExportProgress.objects.create(
        export=export, step="csv", rows=41, estimate=43, percent=38
    )
    page = text_of(as_person(editor).get(PAGE))
    assert "Writing the CSV" in page
    assert "41" not in page.partition("<main")[2].partition("Ask for an export")[0]


def test_a_keeper_releases_what_an_editor_asked_for(desk, editor, keeper, as_person):
    as_person(keeper).post(f"{PAGE}release/", {"wanted": "on"})
    assert Desk.objects.get().exports_need_release
    as_person(editor).post(ASK, {"dataset": "articles", "profile": "reviewer"})
    export = Export.objects.get()
    own = text_of(as_person(editor).get(PAGE))
    assert "Releasing takes a second person: you asked for this export" in own
    refused = as_person(editor).post(f"/exports/{export.pk}/release/", {})
    assert refused.status_code == 403
    assert "second person" in text_of(refused)
    assert events("action = 'access.refused'")[-1]["row_id"] == str(export.pk)
    assert "Decline" in text_of(as_person(keeper).get(PAGE))
    answer = as_person(keeper).post(f"/exports/{export.pk}/release/", {})
    assert answer["Location"] == PAGE
    assert made(export).state == ExportState.READY


def test_a_keeper_declines_with_a_reason(desk, editor, keeper, as_person):
    export = ExportFactory(
        desk=desk,
        entered_by=editor,
        profile="reviewer",
        state=ExportState.WAITING,
        needs_release=True,
    )
    cancel = f"/exports/{export.pk}/cancel/"
    assert as_person(keeper).post(cancel, {}).status_code == 400
    as_person(keeper).post(cancel, {"reason": "Not before the hearing."})
    assert "Not before the hearing." in text_of(as_person(editor).get(PAGE))


def test_who_may_not_export_is_told_why(desk, reporter, auditor, as_person):
    assert "Nothing for you to take" in text_of(as_person(reporter).get(PAGE))
    asked = {"dataset": "events", "profile": "internal"}
    answer = as_person(auditor).post(ASK, asked)
    assert answer.status_code == 403
    assert "may export for the profile internal" in text_of(answer)


def test_what_was_entered_stands_in_the_form_when_it_is_refused(
    desk, editor, as_person
):
    article = ArticleFactory(desk=desk)
    asked = {
        "dataset": "sources",
        "profile": "internal",
        "since": "2026-01-02",
        "article": str(article.pk),
    }
    answer = as_person(editor).post(ASK, asked)
    assert answer.status_code == 400
    page = text_of(answer)
    assert "Sources are not of one article." in page
    assert 'value="2026-01-02"' in page
    assert f'<option value="{article.pk}" selected>' in page


def test_there_is_no_other_dataset_and_nothing_for_outsiders(
    desk, editor, outsider, as_person
):
    asked = {"dataset": "people", "profile": "internal"}
    assert as_person(editor).post(ASK, asked).status_code == 404
    export = ExportFactory(desk=desk, entered_by=editor)
    for act in ("fetch", "cancel", "release"):
        answer = as_person(outsider).post(f"/exports/{export.pk}/{act}/", {})
        assert answer.status_code == 404


def test_the_page_takes_the_same_queries_at_any_length(desk, editor, as_person):
    browser = as_person(editor)
    counts = []
    for _ in range(2):
        ExportFactory.create_batch(3, desk=desk, entered_by=editor)
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
