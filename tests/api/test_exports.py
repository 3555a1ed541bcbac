"""Exports over HTTP: asked for, watched, released, fetched, and what each is told."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.tracker import ArticleFactory, DeskFactory, ExportFactory, member
from tracker.jobs.run import run
from tracker.models import Export, ExportProgress, Job, Role
from tracker.services import desks

URL = "/api/v1/exports"


@pytest.fixture
def keeper(desk):
    return member(desk, Role.KEEPER)


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def order(desk, **rest):
    return {"desk": str(desk.pk), "dataset": "articles", "profile": "internal"} | rest


@pytest.mark.usefixtures("committed", "own_folder")
def test_asked_for_made_and_fetched(as_person):
    desk = DeskFactory()
    ArticleFactory(desk=desk)
    browser = as_person(member(desk, Role.EDITOR))
    answer = browser.post(URL, order(desk, status="draft"), format="json")
    assert (answer.status_code, answer.data["state"]) == (201, "queued")
    assert answer.data["row_count"] is None
    assert browser.get(f"{URL}/{answer.data['id']}/fetch").status_code == 409
    run(Job.objects.get().pk)
    shown = browser.get(f"{URL}/{answer.data['id']}").data
    assert (shown["state"], shown["row_count"]) == ("ready", 1)
    fetched = browser.get(f"{URL}/{answer.data['id']}/fetch")
    assert fetched["Content-Disposition"] == (
        'attachment; filename="sourceline-articles-internal.zip"'
    )
    assert "no-store" in fetched["Cache-Control"]
    package = zipfile.ZipFile(io.BytesIO(b"".join(fetched.streaming_content)))
    assert "articles-internal/verify.py" in package.namelist()


@pytest.mark.django_db
def test_an_idempotency_key_asks_once(desk, editor, as_person):
    browser = as_person(editor)
    for _ in range(2):
        browser.post(URL, order(desk), format="json", HTTP_IDEMPOTENCY_KEY="only-once")
    assert Export.objects.count() == 1


@pytest.mark.django_db
def test_a_second_person_releases_and_nobody_their_own(desk, editor, keeper, as_person):
    desks.set_release(desk.pk, wanted=True, by=keeper)
    answer = as_person(editor).post(URL, order(desk, profile="reviewer"), format="json")
    assert answer.data["state"] == "waiting"
    release = f"{URL}/{answer.data['id']}/release"
    refused = as_person(editor).post(release, {}, format="json")
    assert (refused.status_code, refused.data["facts"]["rule"]) == (403, "four_eyes")
    assert "second person" in refused.data["message"]
    released = as_person(keeper).post(release, {"reason": "Fine."}, format="json")
    assert (released.data["state"], released.data["released_by"]) == (
        "queued",
        keeper.pk,
    )


@pytest.mark.django_db
def test_numbers_are_for_who_asked(desk, editor, keeper, as_person):
    export = ExportFactory(
        desk=desk, entered_by=keeper, dataset="quotes", state="running", rows=41, size=9
    )
    ExportProgress.objects.create(
        export=export, step="csv", rows=12, estimate=41, percent=11
    )
    own, others = (
        as_person(person).get(f"{URL}/{export.pk}").data for person in (keeper, editor)
    )
    assert (own["row_count"], own["progress"]["rows"]) == (41, 12)
    assert others["progress"] == {
        "step": "csv",
        "percent": 11,
        "rows": None,
        "estimate": None,
    }
    assert (others["row_count"], others["size"]) == (None, None)


@pytest.mark.django_db
def test_a_list_takes_the_same_queries_at_any_length(desk, editor, as_person):
    browser = as_person(editor)
    counts = []
    for _ in range(2):
        ExportFactory.create_batch(3, desk=desk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(URL).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("dataset", "people", "nothing here"),
        ("profile", "everybody", "not right"),
        ("status", "verified", "no such status"),
        ("as_of", "2999-01-01T00:00:00Z", "not known yet"),
        ("colour", "red", "not right"),
    ],
)
def test_what_cannot_be_is_refused_in_words(  # noqa: PLR0917 (two fixtures, a table)
    desk, editor, as_person, field, value, why
):
    asked = order(desk, **{field: value})
    answer = as_person(editor).post(URL, asked, format="json")
    assert answer.status_code in {400, 404}
    assert why in answer.data["message"]
    assert not Export.objects.exists()
