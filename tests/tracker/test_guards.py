"""What SQL itself refuses, whoever writes: also code that goes round the services."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.factories.tracker import (
    ArticleFactory,
    DeskFactory,
    RevisionFactory,
    SpanFactory,
    TextFactory,
)
from tracker.audit import System, acting
from tracker.models import Article, Desk, Placement, Revision, Span, Text

pytestmark = pytest.mark.django_db


def check_all_constraints():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("wrong", [{"sha256": "0" * 64}, {"characters": 3}])
def test_a_text_is_its_own_hash_and_length(wrong):
    with pytest.raises(IntegrityError):
        TextFactory(**wrong)


def test_a_span_holds_the_words_that_stand_there():
    text = TextFactory(content="다리가 막혔다 🌉 today")
    assert SpanFactory(text=text, start=8, end=9, exact="🌉").exact == "🌉"
    with pytest.raises(IntegrityError):
        SpanFactory(text=text, start=0, end=3, exact="다리는")


@pytest.mark.parametrize(
    "model", [Text, Span, Revision], ids=["text", "span", "revision"]
)
def test_what_is_immutable_is_not_changed(model):
    SpanFactory(text=ArticleFactory().current.text)
    made = model.objects.get()
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        acting(by=System.COMMAND, action="test"),
    ):
        model.objects.filter(pk=made.pk).update(desk_id=made.desk_id)


@pytest.mark.parametrize("model", [Article, Desk, Placement, Revision, Span, Text])
def test_the_application_deletes_nothing_on_record(model):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


def test_a_change_by_nobody_does_not_happen():
    article = ArticleFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(title="Quietly")


def test_no_reference_leaves_its_desk():
    article, elsewhere = ArticleFactory(), TextFactory(desk=DeskFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        RevisionFactory(article=article, number=2, text=elsewhere)
        check_all_constraints()
