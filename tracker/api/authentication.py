"""How requests are authenticated: a person's session, or a program's token."""

from django.utils import timezone
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from tracker.models import ApiToken


class ProgramToken(TokenAuthentication):  # type: ignore[misc]  # knox is untyped
    """Knox tokens, but looking one up writes nothing: a GET stays a GET."""

    def authenticate_credentials(self, token: bytes) -> tuple[object, object]:
        if not token.isascii():
            raise AuthenticationFailed
        return super().authenticate_credentials(token)  # type: ignore[no-any-return]  # knox is untyped

    def _cleanup_token(self, auth_token: ApiToken) -> bool:
        return auth_token.expiry is None or auth_token.expiry < timezone.now()
