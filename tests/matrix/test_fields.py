"""Fields one by one: what of a record each member reads, and what nobody writes."""

import json
from uuid import uuid4

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from claims.api.asks import AnnotationChangeIn
from claims.models import Annotation
from sources.api.serializers import QuoteChangeIn, QuoteOut
from sources.models import Quote
from tests.api.matrix import AUTHOR, EDITOR, KEEPER, MEMBERS, NEED_TO_KNOW
from tests.matrix.people import undone
from tracker.api.serializers import ArticleChangeIn, ArticleOut
from tracker.models import Article

# Keys of a quote that tell about the source behind it.
OF_THE_SOURCE = ("source", "agreement", "original_text")
CHANGED = [
    ("articles-detail", "article", Article, ArticleChangeIn),
    ("quotes-detail", "tied_quote", Quote, QuoteChangeIn),
    ("annotations-detail", "annotation", Annotation, AnnotationChangeIn),
]
COLUMNS = [
    pytest.param(route, of, column, id=f"{model.__name__}.{column.attname}")
    for route, of, model, serializer in CHANGED
    for column in model._meta.concrete_fields
    if not {column.name, column.attname} & set(serializer().fields)
]


def read(world, everybody, name, route, of):
    address = reverse(f"api:{route}", kwargs={"pk": getattr(world, of).pk})
    return everybody.client(name).get(address).json()


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_whoever_reads_a_record_gets_the_declared_keys(name, world, everybody):
    article = read(world, everybody, name, "articles-detail", "article")
    assert set(article) == set(ArticleOut.Meta.fields)
    quote = read(world, everybody, name, "quotes-detail", "tied_quote")
    assert set(quote) == set(QuoteOut.Meta.fields)


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_what_points_at_a_source_is_for_who_needs_to_know(name, world, everybody):
    quote = read(world, everybody, name, "quotes-detail", "tied_quote")
    told = {key for key in OF_THE_SOURCE if quote[key] not in (None, "")}
    knows = name in NEED_TO_KNOW
    assert ("source" in told) == knows
    assert knows or told == set()


def another_value(column: models.Field) -> object:
    """Return something that the column could hold and does not."""
    match column:
        case models.UUIDField() | models.ForeignKey():
            return str(uuid4())
        case models.DateTimeField():
            return timezone.now().isoformat()
        case models.BooleanField():
            return True
        case models.IntegerField():
            return 77
        case _:
            return [c[0] for c in column.choices][-1] if column.choices else "x"


@pytest.mark.thorough
@pytest.mark.parametrize(("route", "of", "column"), COLUMNS)
def test_a_column_that_is_not_for_writing_stays_as_it_is(
    route, of, column, world, everybody
):
    record = getattr(world, of)
    address = reverse(f"api:{route}", kwargs={"pk": record.pk})
    body = json.dumps({column.name: another_value(column), column.attname: "x"})
    for name in (AUTHOR, EDITOR, KEEPER):
        with undone():
            everybody.client(name).patch(
                address, body, content_type="application/json", HTTP_IF_MATCH='"v1"'
            )
            kept = type(record).objects.filter(pk=record.pk).values()[0]
        as_it_was = type(record).objects.filter(pk=record.pk).values()[0]
        # What was accepted and ignored may have counted as a change of nothing.
        assert kept | {"version": 1} == as_it_was | {"version": 1}
