"""Pages by key: complete, stable, and not to be forged."""

import pytest

from claims.queries.cursors import place_of
from claims.review.paging import newest_first
from tests.factories.tracker import ArticleFactory
from tracker.errors import Invalid
from tracker.models import Article

pytestmark = pytest.mark.django_db


def test_pages_together_are_the_list(desk, reporter):
    filed = ArticleFactory.create_batch(5, desk=desk, entered_by=reporter)
    first = newest_first(Article.objects.all(), "", size=3)
    second = newest_first(Article.objects.all(), first.after, size=3)
    assert [len(first.rows), len(second.rows), second.after] == [3, 2, ""]
    assert {row.pk for row in (*first.rows, *second.rows)} == {a.pk for a in filed}


def test_what_is_filed_meanwhile_moves_no_row_to_the_next_page(desk, reporter):
    ArticleFactory.create_batch(4, desk=desk, entered_by=reporter)
    first = newest_first(Article.objects.all(), "", size=2)
    late = ArticleFactory(desk=desk, entered_by=reporter)
    second = newest_first(Article.objects.all(), first.after, size=2)
    shown = {row.pk for row in (*first.rows, *second.rows)}
    assert len(shown) == 4
    assert late.pk not in shown


@pytest.mark.parametrize("cursor", ["zzz", "cD16eno=", "a:b:c", "\x00"])
def test_a_cursor_of_somebody_elses_making_is_refused(cursor):
    with pytest.raises(Invalid):
        place_of(cursor)


def test_a_forged_page_is_a_bad_request(desk, editor, as_person):
    answer = as_person(editor).get("/desks/border/", {"after": "cD16eno="})
    assert answer.status_code == 400
