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
    evidence,
    exports,
    history,
    home,
    notes,
    quotes,
    radius,
    readings,
    reports,
    shapes,
    sources,
    standards,
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
    page("desks/<slug:slug>/standards/", standards.standards, "standards"),
    page("desks/<slug:slug>/standards/try/", standards.try_standards, "try_standards"),
    act("desks/<slug:slug>/standards/adopt/", standards.adopt, "adopt_standards"),
    page("desks/<slug:slug>/exemptions/", readings.exemptions, "exemptions"),
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
    act("articles/<uuid:pk>/sign/", reports.sign, "sign_article"),
    act("articles/<uuid:pk>/report/accept/", reports.accept, "accept_finding"),
    act("suggestions/<uuid:pk>/accept/", suggestions.accept, "accept"),
    act("suggestions/<uuid:pk>/reject/", suggestions.reject, "reject"),
    act("suggestions/<uuid:pk>/put-back/", suggestions.put_back, "put_back"),
    act("speakers/<uuid:pk>/tie/", suggestions.tie_speaker, "tie_speaker"),
    page("quotes/<uuid:pk>/", quotes.quote, "quote"),
    page("quotes/<uuid:pk>/radius/", radius.quote_radius, "quote_radius"),
    page("documents/<uuid:pk>/radius/", radius.document_radius, "document_radius"),
    form("sources/<uuid:pk>/radius/", radius.source_radius, "source_radius"),
    act("quotes/<uuid:pk>/move/", quotes.move, "move_quote"),
    act("quotes/<uuid:pk>/tie/", quotes.tie, "tie_quote"),
    act("quotes/<uuid:pk>/untie/", quotes.untie, "untie_quote"),
    act("quotes/<uuid:pk>/amend/", quotes.amend, "amend_quote"),
    act("quotes/<uuid:pk>/compare/", quotes.compare, "compare_quote"),
    page("claims/<uuid:pk>/", claims.claim, "claim"),
    act("claims/<uuid:pk>/move/", claims.move, "move_claim"),
    act("claims/<uuid:pk>/reword/", claims.reword, "reword_claim"),
    act("claims/<uuid:pk>/describe/", shapes.describe, "describe_claim"),
    act("claims/<uuid:pk>/attribute/", shapes.attribute, "attribute_claim"),
    act("claims/<uuid:pk>/split/", shapes.split, "split_claim"),
    act("claims/<uuid:pk>/merge/", shapes.merge, "merge_claim"),
    act("claims/<uuid:pk>/places/", shapes.occur, "place_claim"),
    act("places/<uuid:pk>/leave/", shapes.leave, "leave_place"),
    act("claims/<uuid:pk>/read/", readings.read_claim, "read_claim"),
    act("claims/<uuid:pk>/exempt/", readings.grant, "exempt_claim"),
    act("exemptions/<uuid:pk>/end/", readings.end_exemption, "end_exemption"),
    act("claims/<uuid:pk>/evidence/", evidence.add_evidence, "add_evidence"),
    act("claims/<uuid:pk>/passages/", evidence.add_passage, "add_passage"),
    act("claims/<uuid:pk>/check/", claims.check, "check_claim"),
    act("claims/<uuid:pk>/assign/", claims.assign, "assign_claim"),
    act("evidence/<uuid:pk>/grade/", evidence.grade_evidence, "grade_evidence"),
    act(
        "evidence/<uuid:pk>/withdraw/", evidence.withdraw_evidence, "withdraw_evidence"
    ),
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
