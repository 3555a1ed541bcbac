"""What allauth asks the project: no sign-up, passwords by service, sealed secrets."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from tracker.login import secrets
from tracker.models import User
from tracker.services import desks


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts are made by site staff; a person changes only the own password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        """Change the password on record; the caller goes on with the changed user."""
        desks.set_password(user.pk, password=password, by=user)
        user.refresh_from_db(fields=["password"])

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, object]
    ) -> None:
        """Send nothing: what happened to an account is on the audit record."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Secrets are sealed; the name in the authenticator says nothing of the site."""

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Desk"
