"""Canaries in what lies in files: uploads, the broker's folder, mail, leftovers.

An uploaded file's name and what its program wrote into it are for nobody; its words are
the desk's. Messages to workers and letters to people carry ids. Audit exports tell
nobody more than the pages do.
"""

import io
import tempfile
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from celery import Celery, current_app
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from docx import Document as Docx

from claims import tasks as claims_tasks
from claims.models import Claim, Notification, Visibility
from claims.services import annotations, assignments, extraction, mailing, notices
from config.env import Environment
from config.settings.base import broker
from sources import originals, sandbox
from sources import tasks as sources_tasks
from sources.models import Upload
from sources.services import quotes, uploads
from tests.test_no_leaks import (
    BACKEND,
    CANARIES,
    World,
    answers,
    bodies,
    forms,
    hits,
    log,
    world,
)
from tracker.datasets import Profile, Scope, datasets
from tracker.datasets.package import Order, stream_csv
from tracker.jobs import send as sending
from tracker.jobs.run import run
from tracker.models import Job, Role, User

__all__ = ["claims_tasks", "log", "sources_tasks", "world"]  # fixtures, and handlers

NOBODYS = {
    "file name": "zqfilename ferry minutes from Kim.docx",
    "author": "zqauthor Kim Clerk",
    "comment": "zqcomment typed in room nine",
}
WORDS = {"text": "zqtext the guards were sent home"}
OUTSIDE_THE_DESK = ("outsider", "site staff", "nobody", "handler's program")
_FORMS = {name: forms(text) for name, text in (NOBODYS | WORDS | CANARIES).items()}


def found_in(*blobs: bytes) -> set[str]:
    """Return which canaries of files, and of sources, are in any of the blobs."""
    low = b"\n".join(blobs).lower()
    return {name for name, known in _FORMS.items() if any(f in low for f in known)}


def a_file() -> bytes:
    """A Word file: words, and what the program that made it wrote beside them."""
    document = Docx()
    document.core_properties.author = NOBODYS["author"]
    document.core_properties.comments = NOBODYS["comment"]
    document.add_paragraph(WORDS["text"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def letters(folder: Path) -> list[bytes]:
    """Return every header and body of the mail in the folder, as a reader sees them."""
    lines = []
    for path in folder.glob("*"):
        for raw in path.read_bytes().split(b"-" * 79):
            letter = message_from_bytes(raw.strip(), policy=policy.default)
            lines += [str(value) for value in letter.values()]
            lines.append(str(letter.get_payload(decode=True).decode()))
    return [line.encode() for line in lines]


def files_under(folder: Path) -> list[bytes]:
    """Return every file's bytes, and its path below the folder."""
    there = [path for path in folder.rglob("*") if path.is_file()]
    names = [str(path.relative_to(folder)).encode() for path in there]
    return names + [path.read_bytes() for path in there]


@pytest.fixture
def folders(settings, tmp_path, monkeypatch):
    """Where files may be left: the data folder, and the system's for a moment."""
    made = SimpleNamespace(
        data=tmp_path / "data",
        temporary=tmp_path / "temporary",
        messages=tmp_path / "data" / "broker" / "messages",
        mail=tmp_path / "data" / "mail",
    )
    made.temporary.mkdir()
    settings.DATA_DIR = made.data
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1  # every upload passes through the disk
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(made.mail)
    settings.SITE_URL = "https://desk.example"
    monkeypatch.setattr(tempfile, "tempdir", str(made.temporary))
    return made


@pytest.fixture
def folder_broker(folders):
    """Messages go to the folder of a first run, by the transport that writes it."""
    before = current_app._get_current_object()
    names = [name for name in dir(configured) if name.startswith("CELERY_")]
    own = {name: getattr(configured, name) for name in names}
    own |= broker(Environment(data_dir=folders.data))
    app = Celery("sourceline.canaries", set_as_current=True)
    app.config_from_object(SimpleNamespace(**own), namespace="CELERY")
    for name in ("messages", "control"):
        (folders.data / "broker" / name).mkdir(parents=True)
    yield folders.messages
    app.close()
    before.set_current()


@pytest.fixture
def handler(world) -> Client:
    browser = Client()
    browser.force_login(world.reporter, backend=BACKEND)
    return browser


@pytest.fixture
def held(world, folders, folder_broker, log, handler) -> Upload:
    """The file, given on the page by the source's handler and read by a worker."""
    answer = handler.post(
        "/desks/north/documents/new/",
        {
            "title": "Minutes",
            "provenance": CANARIES["provenance"],
            "holder": CANARIES["codename"],
            "upload": SimpleUploadedFile(NOBODYS["file name"], a_file()),
        },
    )
    assert answer.status_code == 302
    run(Job.objects.get(kind=uploads.JOB).pk)
    upload = Upload.objects.get()
    assert upload.document is not None
    world.ids |= {"uploads": upload.pk, "documents": upload.document.pk}
    return upload


# What was uploaded


def test_a_files_name_and_makers_are_shown_to_nobody(world, held, handler, log):
    """Not even to its handler: the sealed original has them, and no page."""
    people = {**world.strangers(), "handler": handler}
    for name in ("fact-checker", "editor", "handler"):
        near = [a for a in world.addresses() if "document" in a or "upload" in a]
        told = [blob for address in near for blob in answers(people[name], address)]
        assert "text" in found_in(*told), name
        assert not found_in(*told) & NOBODYS.keys(), name
    assert not found_in(log.getvalue().encode())


@pytest.mark.thorough
def test_a_files_words_stay_on_the_desk(world, held):
    for near in ("/documents", "/api/v1/documents"):
        for name in OUTSIDE_THE_DESK:
            assert found_in(*bodies(world, name, only=near)) == set(), name
        assert found_in(*bodies(world, "fact-checker", only=near)) <= {"text"}
    checker = world.strangers()["fact-checker"]
    assert found_in(checker.get(f"/documents/{held.document_id}/").content) == {"text"}


def test_no_table_holds_a_files_name_or_makers(held):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        dumps = []
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(json_agg(t)::text, '') FROM \"{name}\" t")
            dumps.append(cursor.fetchone()[0].encode())
    assert "text" in found_in(*dumps)
    assert not found_in(*dumps) & NOBODYS.keys()


def test_nothing_of_an_upload_is_left_beside_its_sealed_original(held, folders):
    assert files_under(folders.temporary) == []
    sealed = [p for p in (folders.data / "originals").rglob("*") if p.is_file()]
    assert [path.name for path in sealed] == [held.original_sha256]
    original = originals.unseal(held.desk_id, held.original_sha256)
    assert "author" in found_in(ZipFile(io.BytesIO(original)).read("docProps/core.xml"))
    others = [
        path
        for path in folders.data.rglob("*")
        if path.is_file() and path not in sealed
    ]
    assert found_in(*(path.read_bytes() for path in others)) == set()


def test_nothing_is_left_when_sealing_fails(world, folders, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr("sources.originals.os.fsync", full)
    with pytest.raises(OSError, match="full"):
        originals.seal(world.desk.pk, a_file())
    assert files_under(folders.data / "originals") == []


# The broker's folder, and mail


@pytest.fixture
def busy(world, held) -> World:
    """Everything that sends something: work, notes, notices, readings."""
    claim = Claim.objects.get(pk=world.ids["claims"])
    checker = User.objects.get(memberships__role=Role.FACT_CHECKER)
    assignments.assign(
        claim.pk,
        by=world.editor,
        assignee_id=checker.pk,
        message="zqmessage ask her by noon",
    )
    annotations.annotate(
        world.article.pk,
        body=f"Compare {WORDS['text']}",
        by=world.keeper,
        visibility=Visibility.DESK,
        mentions=[checker.pk],
    )
    quotes.untie(
        world.ids["quotes"],
        by=world.reporter,
        version=quotes.Quote.objects.get(pk=world.ids["quotes"]).version,
        reason="Somebody else said it.",
    )
    for job in Job.objects.filter(kind=notices.JOB):
        run(job.pk)
    return world


def test_the_brokers_folder_holds_ids_and_nothing_else(busy, folder_broker):
    lying = files_under(folder_broker)
    assert len(lying) > 4
    assert found_in(*lying) == set()
    sent = forms(str(Job.objects.filter(kind=notices.JOB)[0].pk))
    assert any(form in blob.lower() for form in sent for blob in lying)


def test_a_letter_says_that_and_never_what(busy, folders):
    read = letters(folders.mail)
    text = b"\n".join(read)
    assert mailing.SUBJECT.encode() in read
    assert str(Notification.objects.all()[0].pk).encode() in text
    assert found_in(*read, *files_under(folders.mail)) == set()
    assert b"zqmessage" not in text


# What editors and auditors take out


def taken_out(world, by: User, *profiles: Profile) -> dict[str, bytes]:
    return {
        f"{each.name} {profile}": b"".join(
            stream_csv(
                Order(
                    dataset=each,
                    profile=profile,
                    by=by,
                    scope=Scope(desk_id=world.desk.pk),
                )
            )
        )
        for profile in profiles
        for each in datasets()
        if profile in each.profiles
    }


def test_no_export_tells_an_editor_who_is_not_let_in(world, held):
    told = taken_out(world, world.editor, *Profile)
    assert {"events internal", "events legal"} <= told.keys()
    for name, export in told.items():
        assert found_in(export) - WORDS.keys() == set(), name


def test_no_export_tells_an_auditor(world, held, log):
    world.strangers()
    auditor = User.objects.get(memberships__role=Role.AUDITOR)
    told = taken_out(world, auditor, Profile.REVIEWER, Profile.PUBLIC)
    assert "events reviewer" in told
    for name, export in told.items():
        assert found_in(export) - WORDS.keys() == set(), name


def test_the_keepers_export_has_what_is_there_to_be_had(world):
    told = taken_out(world, world.keeper, Profile.INTERNAL)
    assert "codename" in hits(*told.values())


# Each defence taken away must be missed


@pytest.fixture
def careless(monkeypatch):
    """A reader that takes what the file's maker wrote for words."""
    told = f"{WORDS['text']} {NOBODYS['author']}"
    monkeypatch.setattr(sandbox, "read", lambda *_: told)


def test_it_fails_when_a_makers_name_is_read_with_the_words(careless, world, held):
    checker = world.strangers()["fact-checker"]
    shown = checker.get(f"/documents/{held.document_id}/").content
    assert "author" in found_in(shown)


def test_it_fails_when_a_message_carries_more_than_an_id(
    world, folder_broker, monkeypatch
):
    monkeypatch.setattr(sending, "TASK", f"read {NOBODYS['file name']}")
    extraction.request(world.article.current.pk, by=world.reporter)
    assert found_in(*files_under(folder_broker)) == {"file name"}


def test_it_fails_when_a_letter_says_what(world, folders):
    EmailMessage("About", CANARIES["codename"], to=["x@desk.example"]).send()
    EmailMessage(CANARIES["risk"], "Body", to=["x@desk.example"]).send()
    assert found_in(*letters(folders.mail)) == {"codename", "risk"}


def test_it_fails_when_a_file_is_left(folders):
    with tempfile.NamedTemporaryFile(delete=False) as left:
        left.write(WORDS["text"].encode())
    assert found_in(*files_under(folders.temporary)) == {"text"}
