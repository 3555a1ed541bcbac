"""Secrets of second factors, sealed so that a copy of the database opens none.

AES-256-GCM under a key derived from SECRET_KEY (HKDF-SHA256). A secret that was not
sealed by this key is refused, never taken as it stands.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PURPOSE: Final = b"sourceline second factors v1"
PREFIX: Final = "v1."
_NONCE: Final = 12


def seal(secret: str) -> str:
    """Return the secret sealed; each time differently."""
    nonce = os.urandom(_NONCE)
    sealed = nonce + _cipher().encrypt(nonce, secret.encode(), PURPOSE)
    return PREFIX + urlsafe_b64encode(sealed).decode("ascii")


def unseal(sealed: str) -> str:
    """Return the secret. Raises ImproperlyConfigured when this key did not seal it."""
    try:
        raw = urlsafe_b64decode(sealed.removeprefix(PREFIX))
        return _cipher().decrypt(raw[:_NONCE], raw[_NONCE:], PURPOSE).decode()
    except (InvalidTag, ValueError):
        message = "A second factor was sealed under another SECRET_KEY."
        raise ImproperlyConfigured(message) from None


def _cipher() -> AESGCM:
    key = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(
        settings.SECRET_KEY.encode()
    )
    return AESGCM(key)
