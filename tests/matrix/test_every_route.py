"""No route of the site is undeclared; what is nobody's desk's is for whom it says."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from claims.services import mailing
from config import urls
from tests.matrix.accounts import ANYBODY, CLOSED, LOGGED_IN, ROUTES
from tests.matrix.admin import ADMINS, PLACES, REDIRECTS, SITE
from tests.matrix.api import API
from tests.matrix.pages import PAGES
from tests.matrix.people import (
    ANONYMOUS,
    AT_THE_DOOR,
    AUTHOR,
    DISABLED,
    MEMBERS,
    NOBODYS,
    PRINCIPALS,
    STAFF,
    TOKENS,
    UNENROLLED,
    outcome,
    undone,
)
from tracker.login.middleware import OPEN
from tracker.models import User

LEAST_CELLS = 7_000
OF_A_MODEL = ("changelist", "add", "change", "delete", "history")


def walk(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = (entry.namespace,) if entry.namespace else ()
            yield from walk(entry, spaces + space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield ":".join((*spaces, entry.name))


def declared() -> set[str]:
    api = {f"api:{case.route}" for case in API} | {"api:docs"}
    models = {
        f"admin:{a.model._meta.app_label}_{a.model._meta.model_name}_{page}"
        for a in ADMINS
        for page in OF_A_MODEL
    }
    return (
        api
        | models
        | {f"admin:{name}" for name in [*SITE, *REDIRECTS]}
        | {f"review:{page.name}" for page in PAGES}
        | set(ROUTES)
    )


def test_every_route_of_the_site_is_declared():
    assert set(walk(get_resolver())) == declared()


def test_the_number_of_cells(record_testsuite_property):
    """Each cell is one principal's call, and is asserted by the tests of its table."""
    actions = sum(len(admin.actions) for admin in ADMINS) * len(MEMBERS | {STAFF})
    cells = {
        "API": len(API) * len(PRINCIPALS),
        "pages": len(PAGES) * len(PRINCIPALS),
        "admin": len(ADMINS) * len(PLACES) * len(PRINCIPALS) + actions,
        "accounts": len(ROUTES) * len(PRINCIPALS),
    }
    record_testsuite_property("cells", cells)
    assert all(len(set(map(str, rows))) == len(rows) for rows in (PAGES, ADMINS))
    assert sum(cells.values()) >= LEAST_CELLS


def test_a_route_that_nobody_declared_is_found(monkeypatch):
    stray = path("stray/", lambda _: None, name="stray")
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, stray])
    assert set(walk(URLResolver(get_resolver().pattern, urls))) - declared() == {
        "stray"
    }


def address_of(name: str) -> str:
    given: dict[str, list[object]] = {
        "mfa_remove_webauthn": [1],
        "mfa_edit_webauthn": [1],
        "account_confirm_email": ["abc"],
        "account_reset_password_from_key": ["1", "a-b"],
    }
    if name == "stop_mail":
        given[name] = [mailing.stop_token(User.objects.all()[0])]
    return reverse(name, args=given.get(name, []))


# All who are stopped at the door, and one of each kind of those who are not.
SOME = sorted(AT_THE_DOOR | {AUTHOR, STAFF, NOBODYS, "editor elsewhere"})


@pytest.mark.parametrize(
    "people",
    [
        pytest.param(SOME, id="some"),
        pytest.param(PRINCIPALS, id="all", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.parametrize("name", ROUTES)
def test_what_is_for_nobodys_desk_is_for_whom_it_says(name, people, everybody):
    wanted = ROUTES[name]
    for who in people:
        with undone():
            found = outcome(everybody.client(who).get(address_of(name)))
        outside = who in TOKENS | {ANONYMOUS, DISABLED}
        if wanted == LOGGED_IN and outside:
            assert found == "login", who
        elif who == UNENROLLED and not (name.startswith("mfa_") or name in OPEN):
            assert found == "factor", who
        elif wanted == CLOSED:
            assert found == "absent", who
        elif wanted == ANYBODY:
            assert found in {"in", "login", "503"}, who
        else:
            # A page about factors leads to the password first, or says there is none.
            assert found in {"in", "absent", "factor"}, who
