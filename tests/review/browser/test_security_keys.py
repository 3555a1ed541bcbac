"""A keeper's key, in a real browser with an authenticator that it makes believe."""

import pytest
from allauth.mfa.models import Authenticator

from config.settings import base
from tests.factories.tracker import PASSWORD, member
from tracker.models import Role

pytestmark = pytest.mark.browser

KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def strict(settings):
    settings.SECOND_FACTOR_FOR = base.SECOND_FACTOR_FOR
    settings.SECURITY_KEY_FOR = base.SECURITY_KEY_FOR
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]


def log_in(page, person):
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()


@pytest.mark.usefixtures("strict")
def test_a_keeper_adds_a_key_and_then_logs_in_with_it(browser, site, desk):
    keeper = member(desk, Role.KEEPER)
    # Keys answer to names, not to numbers.
    context = browser.new_context(base_url=site.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    log_in(page, keeper)
    page.wait_for_url("**/accounts/2fa/")
    page.get_by_role("link", name="Add a security key").click()
    page.wait_for_url("**/reauthenticate/**")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.locator("input[name=name]").fill("My key")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")
    assert Authenticator.objects.filter(user=keeper, type="webauthn").count() == 1
    page.goto("/")
    assert "Border desk" in page.content()

    context.clear_cookies()
    log_in(page, keeper)
    page.wait_for_url("**/accounts/2fa/authenticate/")
    page.get_by_role("button", name="security key").click()
    page.wait_for_url("**/desks/border/")
    context.close()
