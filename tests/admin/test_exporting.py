"""Chosen rows are exported from the admin by the one definition, and released there."""

import pytest

from claims.models import Claim
from tests.admin.conftest import act
from tests.factories.claims import ClaimFactory
from tests.factories.tracker import ArticleFactory, ExportFactory, member
from tracker.admin import site
from tracker.admin.exporting import Exportable
from tracker.datasets import dataset
from tracker.models import Article, Export, Role


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR, Role.KEEPER)


EXPORTABLE = [
    admin for admin in site._registry.values() if isinstance(admin, Exportable)
]


@pytest.mark.parametrize("admin", EXPORTABLE, ids=str)
def test_what_can_be_exported_here_is_a_dataset_chosen_by_row(admin):
    assert dataset(admin.dataset).of_chosen
    assert "export" in admin.actions


def test_chosen_rows_are_exported_by_the_same_definition(into, editor, desk):
    claims = ClaimFactory.create_batch(2, desk=desk)
    ClaimFactory(desk=desk)
    said = act(into(editor), Claim, "export", claims)
    assert said == ["Asked for; fetch it on the desk’s Exports page: 1."]
    export = Export.objects.get()
    assert (export.dataset, export.profile) == ("claims", "internal")
    assert set(export.chosen) == {claim.pk for claim in claims}


def test_who_may_not_export_is_told_why(into, desk):
    (said,) = act(
        into(member(desk, Role.REPORTER)),
        Article,
        "export",
        [ArticleFactory(desk=desk)],
    )
    assert "may export for the profile internal" in said
    assert not Export.objects.exists()


def test_exports_are_released_here_by_a_second_person_too(into, desk, editor):
    export = ExportFactory(
        desk=desk, profile="legal", state="waiting", needs_release=True
    )
    (said,) = act(into(export.entered_by), Export, "release", [export])
    assert "second person" in said
    assert act(into(editor), Export, "release", [export]) == ["Released: 1."]
