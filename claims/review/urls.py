"""The review desk's addresses. No route is without log-in or without its methods."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from claims.review.refusals import guarded
from claims.review.views import (
    articles,
    claims,
    exports,
    history,
    home,
    notes,
    quotes,
    reports,
    sources,
    suggestions,
    work,
)

app_name = "review"

View = Callable[..., HttpResponseBase]


def _route(address: str, view: View, name: str, *methods: str) -> URLPattern:
    """What is shown here is for one person: no cache keeps it."""
    private = cache_control(private=True, no_store=True)
    checked = require_http_methods(methods)(private(login_required(guarded(view))))
    return path(address, checked, name=name)


def page(address: str, view: View, name: str) -> URLPattern:
    return _route(address, view, name, "GET", "HEAD")


def act(address: str, view: View, name: str) -> URLPattern:
    return _route(address, view, name, "POST")


def form(address: str, view: View, name: str) -> URLPattern:
    return _route(address, view, name, "GET", "HEAD", "POST")


urlpatterns = [
    page("", home.home, "home"),
    page("desks/<slug:slug>/", home.desk, "desk"),
    form("desks/<slug:slug>/articles/new/", articles.file_article, "file"),
    page("desks/<slug:slug>/claims/", claims.claims, "claims"),
    page("desks/<slug:slug>/work/", work.work, "work"),
    act("desks/<slug:slug>/work/read/", work.read_notices, "read_notices"),
    act("work/<uuid:pk>/take/", work.take, "take_work"),
    act("work/<uuid:pk>/finish/", work.finish, "finish_work"),
    page("desks/<slug:slug>/sources/", sources.sources, "sources"),
    act("desks/<slug:slug>/sources/register/", sources.register, "register"),
    page("desks/<slug:slug>/exports/", exports.exports, "exports"),
    act("desks/<slug:slug>/exports/take/", exports.take, "take_export"),
    page("history/<slug:kind>/<uuid:pk>/", history.history, "history"),
    page("articles/<uuid:pk>/", articles.article, "article"),
    form("articles/<uuid:pk>/revise/", articles.revise, "revise"),
    act("articles/<uuid:pk>/extract/", articles.extract, "extract"),
    act("articles/<uuid:pk>/publish/", articles.publish, "publish"),
    act("articles/<uuid:pk>/retract/", articles.retract, "retract"),
    act("articles/<uuid:pk>/mark/", articles.mark, "mark"),
    page("articles/<uuid:pk>/report/", reports.report, "report"),
    act("articles/<uuid:pk>/report/accept/", reports.accept, "accept_finding"),
    act("suggestions/<uuid:pk>/accept/", suggestions.accept, "accept"),
    act("suggestions/<uuid:pk>/reject/", suggestions.reject, "reject"),
    act("suggestions/<uuid:pk>/put-back/", suggestions.put_back, "put_back"),
    act("speakers/<uuid:pk>/tie/", suggestions.tie_speaker, "tie_speaker"),
    page("quotes/<uuid:pk>/", quotes.quote, "quote"),
    act("quotes/<uuid:pk>/move/", quotes.move, "move_quote"),
    act("quotes/<uuid:pk>/tie/", quotes.tie, "tie_quote"),
    act("quotes/<uuid:pk>/untie/", quotes.untie, "untie_quote"),
    act("quotes/<uuid:pk>/amend/", quotes.amend, "amend_quote"),
    act("quotes/<uuid:pk>/compare/", quotes.compare, "compare_quote"),
    page("claims/<uuid:pk>/", claims.claim, "claim"),
    act("claims/<uuid:pk>/move/", claims.move, "move_claim"),
    act("claims/<uuid:pk>/reword/", claims.reword, "reword_claim"),
    act("claims/<uuid:pk>/evidence/", claims.add_evidence, "add_evidence"),
    act("claims/<uuid:pk>/check/", claims.check, "check_claim"),
    act("claims/<uuid:pk>/assign/", claims.assign, "assign_claim"),
    act("evidence/<uuid:pk>/withdraw/", claims.withdraw_evidence, "withdraw_evidence"),
    act("notes/<uuid:pk>/reply/", notes.reply, "reply"),
    act("notes/<uuid:pk>/resolve/", notes.resolve, "resolve"),
    act("notes/<uuid:pk>/reopen/", notes.reopen, "reopen"),
    page("sources/<uuid:pk>/", sources.source, "source"),
    act("sources/<uuid:pk>/grade/", sources.grade, "grade_source"),
    act("sources/<uuid:pk>/wording/", sources.word, "word_source"),
    act("sources/<uuid:pk>/agreement/", sources.agree, "agree"),
    act("sources/<uuid:pk>/link/", sources.link, "link_source"),
    act("sources/<uuid:pk>/withdraw/", sources.withdraw, "withdraw_source"),
    act("agreements/<uuid:pk>/approve/", sources.approve, "approve"),
]
