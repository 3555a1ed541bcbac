"""Sending a POST twice does it once: the answer is kept with the effect.

The row is written in the transaction of the effect, so there is never one without
the other. It keeps ids and outcomes; the words are read from the record again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone
from rest_framework.request import Request

from tracker.api.actor import actor
from tracker.errors import Conflict, Invalid, SourcelineError
from tracker.models import IdempotencyKey, User

KEPT: Final = timedelta(hours=72)
_KEY: Final = re.compile(r"[\x21-\x7e]{8,128}")


class KeyReused(SourcelineError):
    """The key was used for another request."""

    code = "idempotency_key_reused"


class InFlight(Conflict):
    """The first request under this key is still being worked on."""

    code = "in_flight"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an effect left: a status, and JSON of ids and outcomes without words."""

    status: int
    kept: Any
    replayed: bool = False


def once(request: Request, effect: Callable[[], Answer]) -> Answer:
    """Run the effect in one transaction with its key; a replay gets the same answer.

    Without an Idempotency-Key the effect is simply run. A refused effect leaves no
    row, so the same key may be tried again. Raises KeyReused, InFlight, Invalid.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic():
            return effect()
    if not _KEY.fullmatch(key):
        raise Invalid(
            "An Idempotency-Key is 8 to 128 visible ASCII characters.",
            header="Idempotency-Key",
        )
    by, request_hash = actor(request), _hash_of(request)
    with transaction.atomic():
        _lock(by, key)
        known = IdempotencyKey.objects.filter(user=by, key=key).first()
        if known is not None and known.created_at > timezone.now() - KEPT:
            return _replayed(known, request_hash)
        IdempotencyKey.objects.filter(
            user=by, created_at__lt=timezone.now() - KEPT
        ).delete()
        answer = effect()
        IdempotencyKey.objects.create(
            user=by,
            key=key,
            request_hash=request_hash,
            status=answer.status,
            answer=answer.kept,
        )
    return answer


def _replayed(known: IdempotencyKey, request_hash: str) -> Answer:
    if known.request_hash != request_hash:
        raise KeyReused("This Idempotency-Key was used for another request.")
    return Answer(known.status, known.answer, replayed=True)


def _lock(by: User, key: str) -> None:
    """Hold the key until the transaction ends. Raises InFlight when another does."""
    digest = sha256(f"{by.pk}:{key}".encode()).digest()
    number = int.from_bytes(digest[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (held,) = cursor.fetchone() or (False,)
    if not held:
        raise InFlight("The first request under this key is not finished yet.")


def _hash_of(request: Request) -> str:
    """Over what the request asks for: method, path, version seen, body."""
    digest = sha256()
    for part in (
        str(request.method).encode(),
        request.get_full_path().encode(),
        request.headers.get("If-Match", "").encode(),
        request.headers.get("Content-Type", "").encode(),
        request._request.body,  # noqa: SLF001 (the bytes as sent; DRF has no other way)
    ):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()
