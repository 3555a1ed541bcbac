"""Articles over HTTP: bodies, codes, versions, replays, query counts."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.tracker import ArticleFactory
from tracker.models import Article, ArticleStatus, Revision, Scope

ARTICLES = "/api/v1/articles"
NOWHERE = "00000000-0000-4000-8000-000000000000"
WORDS = "“They remain abroad,” said an inside source.\n\n그는 말했다."


def body(desk, **more):
    return {"desk": str(desk.pk), "title": "Laborers", "text": WORDS, **more}


def test_an_article_is_filed_and_read_back(as_person, reporter, desk):
    client = as_person(reporter)
    filed = client.post(ARTICLES, body(desk, external_id="a-1"), format="json")
    assert filed.status_code == 201
    assert filed["ETag"] == '"v1"'
    shown = client.get(f"{ARTICLES}/{filed.data['id']}?expand=content")
    assert shown.data["revision"]["content"] == WORDS
    assert shown.data["entered_by"] == reporter.pk
    assert shown.data["status"] == ArticleStatus.DRAFT
    assert "content" not in filed.data["revision"]


def test_words_are_kept_to_the_last_space(as_person, reporter, desk):
    words = "  leading, \u202ebidi\u202c and trailing \n"
    filed = as_person(reporter).post(ARTICLES, body(desk, text=words), format="json")
    assert Article.objects.get(pk=filed.data["id"]).current.text.content == words


@pytest.mark.parametrize("field", ["status", "version", "entered_by", "id"])
def test_nobody_assigns_what_only_an_act_changes(as_person, reporter, desk, field):
    answer = as_person(reporter).post(
        ARTICLES, body(desk, **{field: "published"}), format="json"
    )
    assert answer.status_code == 400
    assert field in answer.data["facts"]["fields"]


def test_a_description_changes_under_its_version(as_person, reporter, desk):
    article = ArticleFactory(desk=desk, entered_by=reporter)
    address, client = f"{ARTICLES}/{article.pk}", as_person(reporter)
    blind = client.patch(address, {"title": "New"}, format="json")
    assert (blind.status_code, blind.data["code"]) == (428, "precondition_required")
    first = client.patch(address, {"title": "N"}, format="json", HTTP_IF_MATCH='"v1"')
    assert (first.status_code, first["ETag"]) == (200, '"v2"')
    late = client.patch(address, {"title": "X"}, format="json", HTTP_IF_MATCH='"v1"')
    assert (late.status_code, late.data["code"]) == (412, "stale_version")
    article.refresh_from_db()
    assert article.title == "N"


@pytest.mark.parametrize("tag", ["*", "v1", 'W/"v1"', '"1"', '"v1", "v2"', '"v0"'])
def test_an_etag_that_is_none_of_ours_is_refused(as_person, reporter, desk, tag):
    article = ArticleFactory(desk=desk, entered_by=reporter)
    answer = as_person(reporter).patch(
        f"{ARTICLES}/{article.pk}", {"title": "N"}, format="json", HTTP_IF_MATCH=tag
    )
    assert answer.status_code == 400


def test_publishing_takes_an_editor_and_says_so(as_person, reporter, editor, desk):
    article = ArticleFactory(desk=desk, entered_by=reporter)
    address = f"{ARTICLES}/{article.pk}/publish"
    no = as_person(reporter).post(address, {}, format="json", HTTP_IF_MATCH='"v1"')
    assert (no.status_code, no.data["facts"]) == (403, {"rule": "role"})
    assert "editor" in no.data["message"]
    yes = as_person(editor).post(address, {}, format="json", HTTP_IF_MATCH='"v1"')
    assert (yes.status_code, yes.data["status"]) == (200, ArticleStatus.PUBLISHED)


def test_a_revision_is_added_and_listed(as_person, reporter, desk):
    article = ArticleFactory(desk=desk, entered_by=reporter)
    address, client = f"{ARTICLES}/{article.pk}/revisions", as_person(reporter)
    made = client.post(address, {"text": WORDS}, format="json", HTTP_IF_MATCH='"v1"')
    assert (made.status_code, made.data["number"]) == (201, 2)
    listed = client.get(f"{address}?expand=content").data["results"]
    assert [row["number"] for row in listed] == [2, 1]
    assert listed[0]["content"] == WORDS


def test_absent_and_forbidden_look_the_same(as_person, outsider, desk):
    article = ArticleFactory(desk=desk)
    client = as_person(outsider)
    forbidden = client.get(f"{ARTICLES}/{article.pk}")
    absent = client.get(f"{ARTICLES}/{uuid4()}")
    assert forbidden.status_code == absent.status_code == 404
    assert forbidden.content == absent.content
    assert forbidden.headers == absent.headers


def test_lists_hold_only_the_desks_own(as_person, reporter, desk):
    mine = ArticleFactory(desk=desk)
    ArticleFactory()
    rows = as_person(reporter).get(ARTICLES).data["results"]
    assert [row["id"] for row in rows] == [str(mine.pk)]


def test_pages_follow_a_cursor_that_nobody_forges(as_person, reporter, desk):
    made = {str(ArticleFactory(desk=desk).pk) for _ in range(5)}
    client = as_person(reporter)
    page = client.get(f"{ARTICLES}?page_size=2").data
    assert set(page) == {"next", "previous", "results"}
    seen = {row["id"] for row in page["results"]}
    while page["next"]:
        page = client.get(page["next"]).data
        seen |= {row["id"] for row in page["results"]}
    assert seen == made
    for forged in ("cD16eno=", "zzz", "é", ""):
        answer = client.get(ARTICLES, {"cursor": forged})
        assert (answer.status_code, answer.data["code"]) == (400, "bad_cursor")


def test_a_cursor_is_good_for_its_own_list_only(as_person, reporter, desk):
    article = ArticleFactory(desk=desk)
    ArticleFactory(desk=desk)
    client = as_person(reporter)
    cursor = client.get(f"{ARTICLES}?page_size=1").data["next"].split("cursor=")[1]
    other = client.get(f"{ARTICLES}/{article.pk}/revisions?cursor={cursor}")
    assert other.status_code == 400


@pytest.mark.parametrize(
    "query", ["?page=2", "?status=gone", "?desk=1", "?expand=text", "?external_id=%00"]
)
def test_what_a_list_does_not_know_is_refused(as_person, reporter, query):
    assert as_person(reporter).get(ARTICLES + query).status_code == 400


def test_a_page_is_at_most_a_hundred(as_person, reporter, desk):
    for _ in range(3):
        ArticleFactory(desk=desk)
    answer = as_person(reporter).get(f"{ARTICLES}?page_size=100000")
    assert len(answer.data["results"]) == 3
    assert as_person(reporter).get(f"{ARTICLES}?page_size=0").status_code == 200


def test_a_post_sent_twice_is_done_once(as_person, reporter, desk):
    client, key = as_person(reporter), {"HTTP_IDEMPOTENCY_KEY": "0123456789"}
    first = client.post(ARTICLES, body(desk), format="json", **key)
    again = client.post(ARTICLES, body(desk), format="json", **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert Article.objects.count() == 1


def test_a_key_is_for_one_request_of_one_person(as_person, reporter, editor, desk):
    key = {"HTTP_IDEMPOTENCY_KEY": "0123456789"}
    as_person(reporter).post(ARTICLES, body(desk), format="json", **key)
    other = as_person(reporter).post(
        ARTICLES, body(desk, title="Other"), format="json", **key
    )
    assert (other.status_code, other.data["code"]) == (422, "idempotency_key_reused")
    assert (
        as_person(editor)
        .post(ARTICLES, body(desk, title="Third"), format="json", **key)
        .status_code
        == 201
    )


def test_a_refused_post_leaves_its_key_free(as_person, reporter, desk):
    client, key = as_person(reporter), {"HTTP_IDEMPOTENCY_KEY": "0123456789"}
    bad = client.post(ARTICLES, body(desk, text=" "), format="json", **key)
    assert bad.status_code == 400
    assert client.post(ARTICLES, body(desk), format="json", **key).status_code == 201


@pytest.mark.parametrize(
    "raw",
    [
        b'{"title": "\\u0000"}',
        b'{"title": "\\ud800"}',
        b'{"\\u0000": 1}',
        b"[" * 100_000,
        b'{"title": NaN}',
        b"\xff",
        b"nothing",
        b'"a string"',
        b"[]",
        b'{"desk": {"a": [1]}, "title": ["x"], "text": 7}',
    ],
)
def test_bodies_that_cannot_be_kept_are_400(as_person, reporter, raw):
    answer = as_person(reporter).post(ARTICLES, raw, content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert set(json.loads(answer.content)) == {"status", "code", "message", "facts"}


def test_too_large_is_413_and_another_media_type_415(as_person, reporter):
    client = as_person(reporter)
    huge = b'"' + b"a" * (10 * 1024 * 1024) + b'"'
    answer = client.post(ARTICLES, huge, content_type="application/json")
    assert (answer.status_code, answer.data["code"]) == (413, "too_large")
    assert client.post(ARTICLES, {"title": "x"}, format="multipart").status_code == 415


def test_a_token_does_only_what_its_scopes_say(as_program, reporter, desk):
    reader = as_program(reporter, Scope.READ_ARTICLES)
    assert reader.get(ARTICLES).status_code == 200
    no = reader.post(ARTICLES, body(desk), format="json")
    assert (no.status_code, no.data["code"]) == (403, "scope")
    other = as_program(reporter, Scope.READ_CLAIMS)
    assert other.get(ARTICLES).status_code == 403


def test_bulk_rows_go_in_and_bad_ones_are_named(as_person, reporter, desk):
    rows = [
        {"title": "One", "text": WORDS, "external_id": "1"},
        {"title": "", "text": "No title"},
        {"title": "Two", "text": WORDS},
    ]
    lines = "\n".join(json.dumps(row) for row in rows).encode()
    client = as_person(reporter)
    address = f"{ARTICLES}/import?desk={desk.pk}"
    answer = client.post(address, lines, content_type="application/jsonl")
    assert answer.status_code == 200
    assert answer.data["outcomes"] == {"filed": 1, "refused": 1, "duplicate": 1}
    assert [row["number"] for row in answer.data["rows"]] == [1, 2, 3]
    assert answer.data["rows"][2]["article"] == answer.data["rows"][0]["article"]
    again = client.post(address, lines, content_type="application/jsonl")
    assert again.data["outcomes"] == {"unchanged": 1, "refused": 1, "duplicate": 1}
    assert Revision.objects.count() == 1


def test_a_bulk_import_sent_twice_reports_the_same(as_person, reporter, desk):
    csv = b"title,text\nOne,words\nTwo,\n"
    client, key = as_person(reporter), {"HTTP_IDEMPOTENCY_KEY": "import-001"}
    address = f"{ARTICLES}/import?desk={desk.pk}"
    first = client.post(address, csv, content_type="text/csv", **key)
    again = client.post(address, csv, content_type="text/csv", **key)
    assert again.content == first.content
    assert Article.objects.count() == 1


def test_refusals_are_on_record(as_person, reporter, desk):
    article = ArticleFactory(desk=desk)
    as_person(reporter).post(
        f"{ARTICLES}/{article.pk}/publish", {}, format="json", HTTP_IF_MATCH='"v1"'
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT count(*) FROM audit.event WHERE action = 'access.refused'"
        )
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("number", [1, 30])
def test_a_list_costs_the_same_at_any_length(as_person, reporter, desk, number):
    for _ in range(number):
        ArticleFactory(desk=desk)
    client = as_person(reporter)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(ARTICLES)
    assert len(queries) <= 8, [query["sql"][:90] for query in queries]


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "TRACE"])
@pytest.mark.parametrize("path", ["", "/import", f"/{NOWHERE}"])
def test_methods_that_nothing_offers_are_405(as_person, reporter, method, path):
    answer = as_person(reporter).generic(method, ARTICLES + path)
    assert (answer.status_code, answer.data["code"]) == (405, "method_not_allowed")
