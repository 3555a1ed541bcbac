"""Coming in: second factors, guessing, limits of a session, log-ins on record."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client, RequestFactory

from config.settings import base
from tests.factories.tracker import (
    PASSWORD,
    DeskFactory,
    MembershipFactory,
    UserFactory,
    member,
)
from tracker.login import checks, secrets
from tracker.login.middleware import BEGAN
from tracker.login.network import name_of, network_of
from tracker.models import Role, User

LOGIN = "/accounts/login/"
ME = "/api/v1/me"


def log_in(client, person, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": person.email, "password": password}, **extra)


def events():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "SELECT action, row_id FROM audit.event WHERE action ~ '^(login|factor)' "
            "ORDER BY seq"
        )
        return cursor.fetchall()


@pytest.fixture
def strict(settings):
    settings.SECOND_FACTOR_FOR = base.SECOND_FACTOR_FOR
    settings.SECURITY_KEY_FOR = base.SECURITY_KEY_FOR


@pytest.fixture
def reporter(db):
    return member(DeskFactory(), Role.REPORTER)


@pytest.fixture
def editor(db):
    return member(DeskFactory(), Role.EDITOR)


def test_a_person_logs_in_and_out_on_record(client, reporter):
    assert log_in(client, reporter).status_code == 302
    assert client.get(ME).status_code == 200
    client.post("/accounts/logout/")
    assert client.get(ME).status_code == 401
    person = str(reporter.pk)
    assert events() == [("login.opened", person), ("login.closed", person)]


def test_a_refused_log_in_names_only_whose_account_it_is(client, reporter):
    log_in(client, reporter, password="wrong")
    client.post(LOGIN, {"login": "my-password-by-mistake", "password": "x"})
    client.post(LOGIN, {"login": "nobody@desk.example", "password": "x"})
    assert events()[0] == ("login.refused", str(reporter.pk))
    assert {row for _, row in events()[1:]} == {None}


def test_a_disabled_person_stays_out(client, db):
    inactive = UserFactory(is_active=False)
    log_in(client, inactive)
    assert client.get(ME).status_code == 401


def test_guessing_locks_the_guessers_network_and_not_the_person(client, reporter):
    for _ in range(5):
        log_in(client, reporter, password="wrong", REMOTE_ADDR="203.0.113.7")
    locked = log_in(client, reporter, REMOTE_ADDR="203.0.113.99")
    assert locked.status_code == 429
    assert log_in(Client(), reporter, REMOTE_ADDR="198.51.100.4").status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2::3", "2001:db8:1::"),
        ("", "0.0.0.0"),  # noqa: S104 (not a binding)
        ("no address", "0.0.0.0"),  # noqa: S104 (not a binding)
    ],
)
def test_an_address_is_told_by_its_network(address, network):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert network_of(request) == network


def test_only_our_own_proxy_is_believed(settings):
    headers = {"X-Forwarded-For": "10.0.0.1, 198.51.100.4"}
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7", headers=headers)
    assert network_of(request) == "203.0.113.0"
    settings.BEHIND_PROXY = True
    assert network_of(request) == "198.51.100.0"


def test_a_name_is_the_same_however_it_is_typed():
    request = RequestFactory().post("/", {"login": " A@Desk.example "})
    assert name_of(request) == name_of(request, {"email": "a@desk.example"})


@pytest.mark.usefixtures("strict")
def test_without_a_second_factor_an_editor_can_only_enrol_one(client, editor):
    log_in(client, editor)
    refused = client.get(ME)
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor")
    assert client.get("/accounts/password/change/").headers["Location"] == (
        "/accounts/2fa/"
    )
    assert client.get("/accounts/2fa/").status_code == 200


@pytest.mark.usefixtures("strict")
def test_a_reporter_may_come_in_by_password(client, reporter):
    log_in(client, reporter)
    assert client.get(ME).status_code == 200


@pytest.mark.usefixtures("strict")
def test_site_staff_need_a_second_factor(client, db):
    log_in(client, UserFactory(is_staff=True))
    assert client.get(ME).status_code == 403


@pytest.mark.usefixtures("strict")
def test_with_a_second_factor_an_editor_is_in(client, editor):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(editor, secret)
    assert (
        log_in(client, editor)
        .headers["Location"]
        .startswith("/accounts/2fa/authenticate/")
    )
    assert client.get(ME).status_code == 401
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get(ME).status_code == 200


def logged_in_with(client, person, *kinds):
    """Open a session as allauth leaves it when these factors were used."""
    client.force_login(
        person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        *({"method": "mfa", "type": kind, "at": time.time()} for kind in kinds),
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("used", [(), ("totp",), ("recovery_codes",)], ids=str)
def test_a_keeper_without_a_security_key_can_only_add_one(client, used, db):
    keeper = member(DeskFactory(), Role.REPORTER, Role.KEEPER)
    logged_in_with(client, keeper, *used)
    refused = client.get(ME)
    assert (refused.status_code, refused.json()["code"]) == (403, "security_key")
    assert client.get("/").headers["Location"] == "/accounts/2fa/"
    page = client.get("/accounts/2fa/").content.decode()
    assert "Add a security key first" in page
    assert client.get("/accounts/2fa/webauthn/").status_code == 200


@pytest.mark.usefixtures("strict")
def test_a_keeper_with_a_security_key_is_in(client, db):
    keeper = member(DeskFactory(), Role.KEEPER)
    logged_in_with(client, keeper, "webauthn")
    assert client.get(ME).status_code == 200
    page = client.get("/accounts/2fa/").content.decode()
    assert "Add a security key first" not in page


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("used", ["totp", "webauthn", "recovery_codes"])
def test_an_editor_is_in_with_any_second_factor(client, editor, used):
    assert logged_in_with(client, editor, used).get(ME).status_code == 200


@pytest.mark.usefixtures("strict")
def test_who_becomes_a_keeper_needs_a_key_at_the_next_page(client, editor):
    logged_in_with(client, editor, "totp")
    assert client.get(ME).status_code == 200
    MembershipFactory(user=editor, desk=editor.memberships.get().desk, role=Role.KEEPER)
    assert client.get(ME).json()["code"] == "security_key"


def test_a_person_sees_and_ends_the_own_sessions(client, reporter):
    other = Client()
    for browser in (client, other):
        log_in(browser, reporter)
        browser.get(ME)
    listed = client.get("/accounts/sessions/")
    assert listed.status_code == 200
    client.post("/accounts/sessions/")
    assert client.get(ME).status_code == 200
    assert other.get(ME).status_code == 401


@pytest.mark.usefixtures("strict", "committed")
def test_enrolment_opens_the_session_and_is_on_record(client):
    editor = member(DeskFactory(), Role.EDITOR)
    log_in(client, editor)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert client.get(ME).status_code == 200
    assert ("factor.added", str(editor.pk)) in events()


def test_secrets_of_second_factors_are_sealed(editor, settings):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(editor, secret)
    (kept,) = Authenticator.objects.values_list("data", flat=True)
    assert secret not in str(kept)
    assert secrets.unseal(kept["secret"]) == secret
    settings.SECRET_KEY = "another key of fifty characters, as long as it has to be"
    with pytest.raises(ImproperlyConfigured):
        secrets.unseal(kept["secret"])


@pytest.mark.parametrize("sealed", ["", "v1.", "plain secret", "v1.AAAA"])
def test_what_was_never_sealed_is_refused(sealed):
    with pytest.raises(ImproperlyConfigured):
        secrets.unseal(sealed)


def test_a_session_ends_however_busy_it_is(client, reporter):
    log_in(client, reporter)
    session = client.session
    session[BEGAN] -= base.SESSION_ABSOLUTE_AGE + 1
    session.save()
    assert client.get(ME).status_code == 401


def test_an_idle_session_ends_after_half_an_hour(client, reporter):
    log_in(client, reporter)
    assert client.session.get_expiry_age() == 30 * 60
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "email/",
        "confirm-email/abc/",
        "password/reset/",
        "password/reset/key/1-2/",
        "password/set/",
    ],
)
def test_what_site_staff_do_is_closed_to_others(client, reporter, address):
    log_in(client, reporter)
    assert client.get(f"/accounts/{address}").status_code == 404


def test_a_person_changes_the_own_password_on_record(client, reporter):
    log_in(client, reporter)
    new = "another long passphrase"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert User.objects.get(pk=reporter.pk).check_password(new)
    assert client.get(ME).status_code == 200


def test_a_server_does_not_start_without_second_factors(settings):
    (error,) = checks.second_factor_is_required()
    assert error.id == "sourceline.E001"
    settings.SECOND_FACTOR_FOR = base.SECOND_FACTOR_FOR
    assert checks.second_factor_is_required() == []
    (error,) = checks.keepers_have_a_security_key()
    assert error.id == "sourceline.E002"
    settings.SECURITY_KEY_FOR = base.SECURITY_KEY_FOR
    assert checks.keepers_have_a_security_key() == []
