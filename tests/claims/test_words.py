"""Rows that hold words: any part of them, where a script joins words."""

import unicodedata

import pytest
from django.db import connection

from claims.models import Annotation, Claim
from claims.queries.words import JOINED, holding, joins
from sources.models import Document
from tests.factories.claims import ClaimFactory
from tracker.models import Article, Span, Text

pytestmark = pytest.mark.django_db

SAID = "Bridge: 신의주다리, 닫혔다. COVID19백신; แม่น้ำท่วม"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("words", "is_held"),
    [
        *((words, True) for words in ("의주", "주", "다리 닫", "닫 -열", "bridge 닫")),
        *(
            (words, True)
            for words in ('"신의주다리 닫혔다"', "covid19백", "D19백신", "น้ำ")
        ),
        *(
            (words, False)
            for words in ("주의", "닫 -의주", "백covid", "gate 닫", "-닫")
        ),
    ],
)
def test_any_part_of_a_joined_word_is_looked_for(form, words, is_held):
    ClaimFactory(text=unicodedata.normalize(form, SAID))
    assert holding(Claim.objects.all(), words, "text").exists() == is_held


def test_python_and_sql_mean_the_same_scripts():
    ends = [end + off for pair in JOINED for end in pair for off in (-1, 0, 1)]
    signs = [chr(end) for end in ends if not 0xD800 <= end <= 0xDFFF]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sign, pairs_of(sign) IS NOT NULL FROM unnest(%s::text[]) AS sign",
            [signs],
        )
        told = dict(cursor.fetchall())
    assert told == {sign: joins(sign) for sign in signs}


@pytest.mark.parametrize(("words", "index"), [("bridge", "words"), ("다리", "pairs")])
@pytest.mark.parametrize(
    ("model", "field", "long"),
    [
        (Span, "exact", True),
        (Text, "content", True),
        (Article, "title", False),
        (Claim, "text", False),
        (Annotation, "body", False),
        (Document, "title", False),
    ],
)
def test_an_index_serves_every_script(model, field, long, words, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = holding(model.objects.all(), words, field, long=long).explain()
    assert f"{model._meta.model_name}_{index}" in plan
