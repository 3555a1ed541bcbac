"""The admin shows what policy shows, changes by services, and is no oracle."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.urls import reverse

from claims.workflow import Status
from sources.models import Source
from tests.admin.conftest import act, address
from tests.factories.claims import ClaimFactory
from tests.factories.sources import QuoteFactory, SourceFactory
from tests.factories.tracker import (
    PASSWORD,
    ArticleFactory,
    UserFactory,
    member,
)
from tracker.admin import DeskAdmin, site
from tracker.models import Article, ArticleStatus, Role, User

ADMINS = sorted(site._registry.values(), key=str)


@pytest.fixture
def editor(desk):
    return member(desk, Role.EDITOR, Role.KEEPER)


@pytest.fixture
def staff(db):
    return UserFactory(is_staff=True)


@pytest.mark.parametrize("admin", ADMINS, ids=str)
def test_every_admin_stands_on_the_one_base(admin):
    assert isinstance(admin, DeskAdmin)
    assert admin.fields, "fields are named one by one"
    assert not hasattr(admin, "exclude") or not admin.exclude
    assert admin.has_delete_permission(None) is False


@pytest.mark.parametrize("admin", ADMINS, ids=str)
def test_no_admin_answers_a_filter_that_it_does_not_name(admin, rf):
    lookups = ("startswith", "regex", "gt", "in", "contains", "iexact", "isnull")
    named = {f"{name}__isnull" for name in map(str, admin.list_filter)}
    asked = {
        f"{field.name}__{lookup}"
        for field in admin.model._meta.fields
        for lookup in lookups
    }
    answered = {one for one in asked if admin.lookup_allowed(one, "(", rf.get("/"))}
    assert answered <= named


@pytest.mark.parametrize("admin", ADMINS, ids=str)
def test_a_filter_that_is_not_named_is_400(admin, into, editor, staff):
    field = admin.model._meta.pk.name
    answers = {
        into(person).get(address(admin.model), {f"{field}__regex": "("}).status_code
        for person in (editor, staff)
    }
    assert answers <= {400, 403}
    assert 400 in answers


@pytest.mark.parametrize("admin", ADMINS, ids=str)
def test_a_strange_address_is_no_fault(admin, into, editor):
    client = into(editor)
    for query in ("q=%00", "o=zz", "p=zz", "all=", "_to_field=email"):
        answer = client.get(f"{address(admin.model)}?{query}")
        assert answer.status_code in {200, 302, 400, 403}


@pytest.mark.parametrize("admin", ADMINS, ids=str)
def test_every_list_is_open_to_who_may_see_it_and_to_nobody_else(
    admin, into, client, editor, staff
):
    here = address(admin.model)
    assert client.get(here).status_code == 302
    assert into(UserFactory()).get(here).status_code == 302
    statuses = {into(person).get(here).status_code for person in (editor, staff)}
    assert statuses <= {200, 403}
    assert 200 in statuses


def test_site_staff_see_no_desks_data(into, staff, desk):
    ArticleFactory(desk=desk)
    page = into(staff).get(reverse("admin:index"))
    shown = {
        model["object_name"]
        for app in page.context["app_list"]
        for model in app["models"]
    }
    assert shown == {"User", "Desk", "Membership", "Freeze"}
    assert client_status(into(staff), Article) == 403


def client_status(client, model):
    return client.get(address(model)).status_code


def test_another_desks_record_does_not_exist(into, editor):
    article = ArticleFactory()
    answer = into(editor).get(address(Article, "change", article.pk))
    assert answer.status_code == 302  # as for an id that is nobody's
    listed = into(editor).get(address(Article))
    assert article.title not in listed.content.decode()


def test_opening_a_source_is_on_record_first(into, editor, desk):
    source = SourceFactory(desk=desk)
    page = into(editor).get(address(Source, "change", source.pk))
    assert source.codename in page.content.decode()
    assert source.codename not in page.context["title"]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT row_id FROM audit.event WHERE action = 'source.opened'")
        assert cursor.fetchall() == [(str(source.pk),)]


def test_a_source_is_for_who_needs_to_know(into, desk):
    source = SourceFactory(desk=desk)
    quote = QuoteFactory(desk=desk, source=source)
    client = into(member(desk, Role.FACT_CHECKER))
    assert client.get(address(Source, "change", source.pk)).status_code == 404
    assert source.codename not in client.get(address(Source)).content.decode()
    page = client.get(address(type(quote), "change", quote.pk)).content.decode()
    assert source.codename not in page
    assert str(source.pk) not in page
    assert "Not for you." in page


def test_what_policy_refuses_is_a_message_with_the_reason(into, desk):
    own = member(desk, Role.EDITOR)
    article = ArticleFactory(desk=desk, entered_by=own)
    (message,) = act(into(own), Article, "publish", [article])
    assert "second person" in message
    article.refresh_from_db()
    assert article.status == ArticleStatus.DRAFT


def test_articles_are_published_from_the_list(into, editor, desk):
    articles = [ArticleFactory(desk=desk), ArticleFactory(desk=desk)]
    assert act(into(editor), Article, "publish", articles) == ["Published: 2."]


def test_below_standard_shows_every_reason(into, editor, desk):
    claim = ClaimFactory(desk=desk, status=Status.IN_REVIEW)
    (message,) = act(into(editor), type(claim), "verify", [claim])
    assert str(claim) in message
    assert message.count(".") > 1


def test_a_claim_moves_with_a_reason_only(into, editor, desk):
    claim = ClaimFactory(desk=desk)
    client = into(editor)
    (refused,) = act(client, type(claim), "submit", [claim], reason="")
    assert "has to be written" in refused
    assert act(client, type(claim), "submit", [claim]) == ["Submit for review: 1."]


def test_the_history_names_who_what_and_why(into, editor, desk):
    article = ArticleFactory(desk=desk)
    client = into(editor)
    act(client, Article, "publish", [article], reason="Ready.")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    page = client.get(address(Article, "history", article.pk)).content.decode()
    assert editor.name in page
    assert "article.published" in page
    assert "Ready." in page


def test_the_history_is_for_who_may_read_the_audit(into, desk):
    article = ArticleFactory(desk=desk)
    client = into(member(desk, Role.REPORTER))
    assert client.get(address(Article, "history", article.pk)).status_code == 403


def test_djangos_own_log_stays_empty(into, editor, staff, desk):
    article = ArticleFactory(desk=desk)
    act(into(editor), Article, "publish", [article])
    body = {"email": "b@desk.example", "name": "B", "password": PASSWORD}
    into(staff).post(address(User, "add"), body)
    assert not LogEntry.objects.exists()


def test_there_is_one_door(client, db):
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    door = client.get("/admin/login/?next=/admin/")
    assert door.headers["Location"] == "/accounts/login/?next=/admin/"
