"""An export is asked for, released, written by a worker, fetched, and forgotten."""

import time
import zipfile
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.factories.tracker import ArticleFactory, DeskFactory, member
from tests.tracker.chain import events
from tracker.audit import System, acting, standalone
from tracker.datasets import Profile, datasets, store, underway
from tracker.datasets.order import Order
from tracker.errors import (
    Conflict,
    IllegalMove,
    Invalid,
    NotAllowed,
    NotFound,
    TooLarge,
)
from tracker.jobs.run import MAX_TRIES, run
from tracker.models import (
    Desk,
    Export,
    ExportProgress,
    ExportState,
    Job,
    JobState,
    Role,
    User,
)
from tracker.models.export import MOVES
from tracker.policy import can_view_export
from tracker.services import desks, exports

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def data(settings, tmp_path, monkeypatch):
    """Keys, anchors and packages of this test alone; no broker."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("tracker.jobs.queue.send", lambda _: True)
    return tmp_path


@pytest.fixture
def desk():
    desk = DeskFactory()
    ArticleFactory.create_batch(3, desk=desk)
    return desk


@pytest.fixture
def strict(desk):
    """The desk, with a second person wanted for what leaves it."""
    desks.set_release(desk.pk, wanted=True, by=member(desk, Role.KEEPER))
    return desk


def asked(desk, by, profile="internal", dataset="articles", **rest):
    return exports.ask(
        desk.pk, dataset_name=dataset, profile=Profile(profile), by=by, **rest
    )


def again(user):
    """The person as loaded by another request, with the roles of now."""
    return User.objects.get(pk=user.pk)


def work(export):
    """What a worker does with the export's job."""
    run(Job.objects.get(subject=export.pk).pk)
    export.refresh_from_db()
    return export


class TestMaking:
    def test_a_worker_writes_it_and_who_asked_fetches_a_package_that_verifies(
        self, desk, data
    ):
        editor = member(desk, Role.EDITOR)
        export = work(asked(desk, editor))
        assert (export.state, export.rows) == (ExportState.READY, 3)
        package = exports.fetch(export.pk, by=editor)
        assert package.path.stat().st_size == export.size
        with zipfile.ZipFile(package.path) as archive:
            archive.extractall(data / "out")
        assert standalone.main([str(data / "out" / "articles-internal")]) == 0
        told = [event["action"] for event in events(f"row_id = '{export.pk}'")]
        assert told == [
            *("export.asked", "export.begun", "export.ready", "export.fetched")
        ]

    def test_what_waits_to_be_fetched_is_private_and_its_name_tells_nothing(
        self, desk, data
    ):
        export = work(asked(desk, member(desk, Role.EDITOR)))
        (file,) = (data / "exports").iterdir()
        assert file.name == f"{export.pk}.zip"
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700

    def test_after_a_killed_worker_the_next_begins_anew(self, desk, data):
        export = asked(desk, member(desk, Role.EDITOR))
        job = Job.objects.get(subject=export.pk)
        with transaction.atomic(), acting(by=System.WORKER, action="export.begun"):
            Export.objects.update(state=ExportState.RUNNING)
        Job.objects.update(state=JobState.RUNNING, tries=1)
        left = store.folder() / f"making-{export.pk}" / "articles-internal"
        left.mkdir(parents=True)
        (left / "articles.csv").write_text("half a line")
        run(job.pk)
        export.refresh_from_db()
        assert (export.state, export.rows) == (ExportState.READY, 3)
        assert [path.name for path in store.folder().iterdir()] == [f"{export.pk}.zip"]

    def test_running_twice_is_once(self, desk):
        export = work(asked(desk, member(desk, Role.EDITOR)))
        made = store.package(export.pk).read_bytes()
        Job.objects.update(state=JobState.QUEUED)
        work(export)
        assert store.package(export.pk).read_bytes() == made
        assert len(events("action = 'export.ready'")) == 1

    def test_what_may_no_longer_be_exported_is_not_written(self, desk):
        editor = member(desk, Role.EDITOR)
        export = asked(desk, editor)
        end_membership(editor)
        work(export)
        assert export.state == ExportState.FAILED
        assert "may export for the profile" in export.said
        assert not store.package(export.pk).exists()
        assert Job.objects.get().state == JobState.DONE

    def test_work_that_fails_for_good_says_how_and_no_words(self, desk, monkeypatch):
        def full(*_, **__):
            raise OSError("No space left for COPPER KETTLE")

        monkeypatch.setattr(underway, "write_package", full)
        export = asked(desk, member(desk, Role.EDITOR))
        Job.objects.update(tries=MAX_TRIES - 1)
        work(export)
        assert (export.state, export.said) == (
            ExportState.FAILED,
            "The work stopped: OSError.",
        )
        assert not list(store.folder().iterdir())


def end_membership(user):
    with transaction.atomic(), acting(by=System.COMMAND, action="member.dismissed"):
        user.memberships.update(ended_at=timezone.now())


class TestProgress:
    @pytest.fixture
    def slow(self, monkeypatch):
        """A COPY that takes as long as it is let."""
        monkeypatch.setattr(underway, "LOOK", 0.05)
        articles = next(one for one in datasets() if one.name == "articles")
        from tracker.datasets import registry  # noqa: PLC0415 (patched here alone)

        slowly = articles.__class__(
            **{
                name: getattr(articles, name)
                for name in articles.__slots__
                if name != "source"
            },
            source=f"{articles.source} AND pg_sleep(20) IS NOT NULL",
        )
        monkeypatch.setitem(registry._DATASETS, "articles", slowly)

    def test_a_running_copy_stops_soon_after_it_is_cancelled(self, desk, slow):
        editor = member(desk, Role.EDITOR)
        export = asked(desk, editor)
        job = Job.objects.get()

        def worker():
            run(job.pk)
            connection.close()

        thread = Thread(target=worker)
        thread.start()
        until(lambda: ExportProgress.objects.filter(pk=export.pk).exists())
        began = time.monotonic()
        exports.cancel(export.pk, by=editor)
        thread.join()
        assert time.monotonic() - began < 5
        export.refresh_from_db()
        assert export.state == ExportState.CANCELLED
        assert not list(store.folder().iterdir())
        assert not ExportProgress.objects.exists()
        assert not running("pg_sleep")
        assert Job.objects.get().state == JobState.DONE

    def test_how_far_it_is_counts_up_to_the_end(self, desk):
        state = underway.UnderWay(dataset_named("articles"), estimate=100)
        seen = [state.seen()]
        for file, rows in (
            *(("articles.csv", n) for n in (10, 60, 140)),
            *(("articles.jsonl", n) for n in (70, 140)),
            *(("chain.jsonl", 3), ("articles-internal.zip", 0)),
        ):
            state.progress(file, rows)
            seen.append(state.seen())
        percents = [one.percent for one in seen]
        assert percents == sorted(percents)
        assert percents[-1] < 100
        assert (seen[2].rows, seen[2].estimate) == (60, 100)
        assert (seen[3].rows, seen[3].estimate) == (140, 140)

    def test_of_sources_no_number_is_told(self):
        state = underway.UnderWay(dataset_named("sources"), estimate=100)
        state.progress("sources.csv", 41)
        assert (state.seen().rows, state.seen().estimate) == (None, None)
        assert state.seen().percent == 0


def dataset_named(name):
    return next(one for one in datasets() if one.name == name)


def until(true, within=10):
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def running(words):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' "
            "AND query LIKE %s AND pid <> pg_backend_pid()",
            [f"COPY%{words}%"],
        )
        return cursor.fetchone()[0]


class TestRelease:
    @pytest.mark.parametrize("profile", ["legal", "reviewer", "public"])
    def test_what_leaves_the_newsroom_waits_for_a_second_person(self, strict, profile):
        export = asked(strict, member(strict, Role.EDITOR), profile)
        assert export.state == ExportState.WAITING
        assert not Job.objects.exists()
        keeper = member(strict, Role.KEEPER)
        exports.release(export.pk, by=keeper, reason="Agreed with counsel.")
        assert work(export).state == ExportState.READY
        assert export.released_by == keeper
        (event,) = events("action = 'export.released'")
        assert event["reason"] == "Agreed with counsel."

    def test_what_stays_inside_waits_for_nobody(self, strict):
        assert asked(strict, member(strict, Role.EDITOR)).state == ExportState.QUEUED

    def test_nobody_releases_what_they_asked_for(self, strict):
        keeper = member(strict, Role.KEEPER, Role.EDITOR)
        export = asked(strict, keeper, "reviewer")
        with pytest.raises(NotAllowed, match="second person"):
            exports.release(export.pk, by=keeper)
        exports.release(export.pk, by=member(strict, Role.EDITOR))

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR])
    def test_what_an_editor_asked_for_is_released_by_a_keeper(self, strict, role):
        export = asked(strict, member(strict, Role.EDITOR), "reviewer")
        with pytest.raises(NotAllowed, match="keeper of sources may release"):
            exports.release(export.pk, by=member(strict, role))
        with pytest.raises(NotFound):
            exports.release(export.pk, by=member(strict, Role.REPORTER))

    def test_the_database_refuses_it_too(self, strict):
        editor = member(strict, Role.EDITOR)
        export = asked(strict, editor, "reviewer")
        for change in (
            {"state": "queued"},
            {"released_by": editor, "released_at": timezone.now(), "state": "queued"},
            {"needs_release": False},
            {"dataset": "events"},
            {"state": "ready"},
        ):
            with (
                pytest.raises(DatabaseError),
                transaction.atomic(),
                acting(by=System.COMMAND, action="forced"),
            ):
                Export.objects.filter(pk=export.pk).update(**change)

    def test_without_the_row_nothing_leaves_either(self, strict, data):
        """Whoever calls the writing of packages directly is refused as well."""
        export = asked(strict, member(strict, Role.EDITOR), "legal")
        with pytest.raises(NotAllowed, match="second person"):
            underway.write_package(Order.of(export), data / "x")
        assert not (data / "x").exists()

    def test_declining_needs_a_reason_and_is_told(self, strict):
        export = asked(strict, member(strict, Role.EDITOR), "reviewer")
        keeper = member(strict, Role.KEEPER)
        with pytest.raises(Invalid, match="Say why"):
            exports.cancel(export.pk, by=keeper)
        exports.cancel(export.pk, by=keeper, reason="Not before the hearing.")
        export.refresh_from_db()
        assert (export.state, export.said) == ("cancelled", "Not before the hearing.")
        with pytest.raises(IllegalMove):
            exports.release(export.pk, by=keeper)

    def test_who_wants_two_people_cannot_do_with_one_again(self, strict):
        staff = member(DeskFactory(), Role.EDITOR, is_staff=True)
        keeper = member(strict, Role.KEEPER)
        with pytest.raises(NotAllowed, match="site staff"):
            desks.set_release(strict.pk, wanted=False, by=keeper, reason="Hurry.")
        with pytest.raises(NotAllowed):
            desks.set_release(strict.pk, wanted=True, by=member(strict, Role.REPORTER))
        with pytest.raises(Invalid, match="Say why"):
            desks.set_release(strict.pk, wanted=False, by=staff)
        desks.set_release(strict.pk, wanted=False, by=staff, reason="One keeper.")
        assert not Desk.objects.get(pk=strict.pk).exports_need_release


class TestFetching:
    def test_only_who_asked_fetches(self, desk):
        export = work(asked(desk, member(desk, Role.KEEPER)))
        with pytest.raises(NotAllowed, match="Only who asked"):
            exports.fetch(export.pk, by=member(desk, Role.EDITOR))
        for outsider in (member(desk, Role.REPORTER), member(DeskFactory(), *Role)):
            with pytest.raises(NotFound):
                exports.fetch(export.pk, by=outsider)

    def test_an_auditor_fetches_their_own(self, desk):
        auditor = member(desk, Role.AUDITOR)
        export = work(asked(desk, auditor, "reviewer"))
        assert exports.fetch(export.pk, by=auditor).path.exists()
        exports.fetch(export.pk, by=auditor)
        assert len(events("action = 'export.fetched_again'")) == 1

    def test_who_may_no_longer_export_may_no_longer_fetch(self, desk):
        keeper = member(desk, Role.KEEPER, Role.AUDITOR)
        export = work(asked(desk, keeper))
        with transaction.atomic(), acting(by=System.COMMAND, action="dismissed"):
            keeper.memberships.filter(role=Role.KEEPER).update(ended_at=timezone.now())
        with pytest.raises(NotAllowed, match="may export"):
            exports.fetch(export.pk, by=again(keeper))

    def test_what_is_not_written_is_not_at_hand(self, desk):
        editor = member(desk, Role.EDITOR)
        export = asked(desk, editor)
        with pytest.raises(Conflict, match="not written yet"):
            exports.fetch(export.pk, by=editor)
        exports.cancel(export.pk, by=editor)
        assert work(export).state == ExportState.CANCELLED
        with pytest.raises(Conflict, match="was cancelled"):
            exports.fetch(export.pk, by=editor)

    def test_a_lost_file_is_said_to_be_lost(self, desk):
        editor = member(desk, Role.EDITOR)
        export = work(asked(desk, editor))
        store.discard(export.pk)
        with pytest.raises(Conflict, match="not on this server"):
            exports.fetch(export.pk, by=editor)


class TestExpiry:
    def test_after_a_week_the_package_is_gone_and_the_row_says_so(self, desk):
        editor = member(desk, Role.EDITOR)
        export, kept = (work(asked(desk, editor)) for _ in range(2))
        assert export.expires_at - export.ready_at == timedelta(days=7)
        with transaction.atomic(), acting(by=System.WORKER, action="test.aged"):
            Export.objects.filter(pk=export.pk).update(
                expires_at=timezone.now() - timedelta(seconds=1)
            )
        with pytest.raises(Conflict, match="not at hand"):
            exports.fetch(export.pk, by=editor)
        assert exports.expire() == 1
        export.refresh_from_db()
        assert export.state == ExportState.EXPIRED
        assert [path.name for path in store.folder().iterdir()] == [f"{kept.pk}.zip"]
        assert exports.expire() == 0

    def test_what_nobody_released_in_time_is_over(self, strict):
        export = asked(strict, member(strict, Role.EDITOR), "reviewer")
        with transaction.atomic(), acting(by=System.WORKER, action="test.aged"):
            Export.objects.update(expires_at=timezone.now())
        with pytest.raises(IllegalMove):
            exports.release(export.pk, by=member(strict, Role.KEEPER))
        assert exports.expire() == 1

    def test_a_stray_file_is_swept_and_one_under_way_is_not(self, desk):
        export = asked(desk, member(desk, Role.EDITOR))
        (store.folder() / f"{uuid4()}.zip").write_text("stray")
        (store.folder() / f"making-{uuid4()}").mkdir()
        (store.folder() / f"making-{export.pk}").mkdir()
        exports.expire()
        assert [path.name for path in store.folder().iterdir()] == [
            f"making-{export.pk}"
        ]


class TestAsking:
    def test_the_list_and_the_policy_agree(self, desk):
        made = [
            asked(place, member(place, Role.EDITOR)) for place in (desk, DeskFactory())
        ]
        people = [member(desk, role) for role in Role]
        people += [member(DeskFactory(), *Role), member(desk, *Role)]
        for person in people:
            assert set(Export.objects.visible_to(person)) == {
                export for export in made if can_view_export(person, export)
            }

    @pytest.mark.parametrize(
        ("dataset", "filters", "why"),
        [
            ("articles", {"status": "verified"}, "no such status"),
            ("events", {"status": "draft"}, "no such status"),
            ("sources", {"article_id": uuid4()}, "not of one article"),
            ("events", {"chosen": [uuid4()]}, "not chosen by row"),
            (
                "articles",
                {
                    "since": timezone.now().date(),
                    "until": timezone.now().date() - timedelta(days=1),
                },
                "first day",
            ),
            (
                "articles",
                {"as_of": timezone.now() + timedelta(days=1)},
                "not known yet",
            ),
        ],
    )
    def test_a_filter_that_would_do_nothing_is_refused(
        self, desk, dataset, filters, why
    ):
        with pytest.raises(Invalid, match=why):
            asked(desk, member(desk, Role.EDITOR), dataset=dataset, **filters)

    def test_status_article_and_chosen_rows_narrow_it(self, desk):
        editor = member(desk, Role.EDITOR)
        one, other = ArticleFactory.create_batch(2, desk=desk)
        assert work(asked(desk, editor, status="published")).rows == 0
        assert work(asked(desk, editor, article_id=one.pk)).rows == 1
        assert work(asked(desk, editor, chosen=[one.pk, other.pk])).rows == 2
        elsewhere = ArticleFactory()
        with pytest.raises(NotFound):
            asked(desk, editor, article_id=elsewhere.pk)
        assert work(asked(desk, editor, chosen=[elsewhere.pk])).rows == 0

    def test_nobody_fills_the_disk(self, desk, monkeypatch):
        monkeypatch.setattr(exports, "MOST_OPEN", 2)
        editor = member(desk, Role.EDITOR)
        asked(desk, editor)
        asked(desk, editor)
        with pytest.raises(Conflict, match="under way"):
            asked(desk, editor)
        with pytest.raises(TooLarge):
            asked(
                desk, member(desk, Role.EDITOR), chosen=[uuid4() for _ in range(1001)]
            )

    def test_an_outsider_asks_for_nothing(self, desk):
        with pytest.raises(NotFound):
            asked(desk, member(DeskFactory(), *Role))
        with pytest.raises(NotAllowed):
            asked(desk, member(desk, Role.REPORTER), "reviewer")


def test_the_database_holds_the_same_table_of_moves(desk):
    editor = member(desk, Role.EDITOR)
    filled = {
        "ready_at": timezone.now(),
        "expires_at": timezone.now(),
        "rows": 0,
        "size": 0,
    }
    with transaction.atomic(), acting(by=System.COMMAND, action="tried"):
        for was in ExportState:
            for becomes in ExportState:
                export = Export.objects.create(
                    desk=desk,
                    entered_by=editor,
                    dataset="articles",
                    profile="internal",
                    state=was,
                    **filled,
                )
                assert moves(export, becomes) is (
                    (was, becomes) in MOVES or was == becomes
                )


def moves(export, becomes):
    try:
        with transaction.atomic():
            Export.objects.filter(pk=export.pk).update(state=becomes)
    except DatabaseError:
        return False
    return True


def test_a_package_says_nothing_of_what_was_chosen_but_how_many(desk, data):
    editor = member(desk, Role.EDITOR)
    article = ArticleFactory(desk=desk, status="published")
    export = work(asked(desk, editor, "reviewer", chosen=[article.pk]))
    with zipfile.ZipFile(exports.fetch(export.pk, by=editor).path) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist())
    assert b"1 rows" in said
    assert str(article.pk).encode() not in said
