"""The demo newsroom goes through the services, once, and only in development."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from claims.management import newsroom
from claims.models import Annotation, Claim, CrossCheck, Verification
from claims.workflow import Status
from sources.models import Document, Quote, Source
from tests.matrix.people import undone
from tracker.models import Article, Desk, Placement, PlacementState, User

pytestmark = pytest.mark.thorough  # the whole newsroom, through the services

PASSWORD = "a passphrase of nobody"


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Seeding takes seconds: it is done once, and undone after the last test."""
    originals = tmp_path_factory.mktemp("data")
    to_be_used = override_settings(DEMO_PASSWORD=PASSWORD, DATA_DIR=originals)
    with django_db_blocker.unblock(), to_be_used, undone():
        call_command("seed_demo", verbosity=0)
        yield


def test_the_newsroom_is_on_record_as_it_stands_in_the_files(seeded):
    desks = newsroom.load().desks
    on_record = {
        "people": User.objects.count(),
        "articles": Article.objects.count(),
        "sources": Source.objects.count(),
        "documents": Document.objects.count(),
        "quotes": Quote.objects.count(),
        "claims": Claim.objects.count(),
        "decisions": Verification.objects.count(),
        "crosschecks": CrossCheck.objects.count(),
        "threads": Annotation.objects.filter(parent=None).count(),
    }
    assert on_record == {
        "people": len(newsroom.load().people),
        "articles": sum(len(desk.articles) for desk in desks),
        "sources": sum(len(desk.sources) for desk in desks),
        "documents": sum(len(desk.documents) for desk in desks),
        "quotes": sum(1 for desk in desks for _ in desk.quotes()),
        "claims": sum(1 for desk in desks for _ in desk.claims()),
        "decisions": sum(len(row.path) for desk in desks for _, row in desk.claims()),
        "crosschecks": sum(len(desk.crosschecks) for desk in desks),
        "threads": sum(len(row.annotations) for desk in desks for row in desk.articles),
    }
    assert set(Claim.objects.values_list("status", flat=True)) == set(Status)
    checked = Quote.objects.exclude(fidelity="").values_list("status", "fidelity")
    assert set(checked) == {
        ("confirmed", "exact"),
        ("confirmed", "typographic"),
        ("altered", "silent_truncation"),
    }
    orphans = Placement.objects.filter(state=PlacementState.ORPHANED)
    assert {orphan.span.exact[:20] for orphan in orphans} == {"Three of every four "}


def test_people_can_log_in_programs_cannot_and_twice_changes_nothing(seeded, capsys):
    editor = User.objects.get(email="daniel@ferrylight.example")
    program = User.objects.get(email="cms-labour@ferrylight.example")
    claims = Claim.objects.count()
    call_command("seed_demo")
    assert editor.check_password(PASSWORD)
    assert not program.has_usable_password()
    assert Claim.objects.count() == claims
    assert "nothing was changed" in capsys.readouterr().out


@pytest.mark.django_db
def test_it_refuses_under_settings_without_a_demo_password(settings):
    del settings.DEMO_PASSWORD
    with pytest.raises(CommandError, match="for development"):
        call_command("seed_demo")
    assert not Desk.objects.exists()
