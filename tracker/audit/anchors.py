"""Signed heads: what an outsider holds against a cut tail and a rewritten history.

A chain cannot show that its newest links were cut off, nor that all of it was hashed
anew. A head that was signed and carried elsewhere can.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tracker.audit.keys import Keyring, keyring
from tracker.audit.standalone import Keys, Unsound, check_signed
from tracker.audit.verify import Fault, Finding, Witness

MOVED = """
    SELECT seq IS DISTINCT FROM (SELECT max(seq) FROM audit.anchor) FROM audit.head
"""


def anchors_file() -> Path:
    """The file that is to be shipped elsewhere, again and again."""
    path: Path = settings.DATA_DIR / "anchors.jsonl"
    return path


def sign_head(
    *, keys: Keyring | None = None, file: Path | None = None
) -> dict[str, Any]:
    """Sign the chain's head, append it to the file and keep it beside the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, seq, hash FROM audit.head")
        chain, seq, head = cursor.fetchone()
        now = timezone.now().astimezone(UTC)
        statement = {
            "chain": str(chain),
            "seq": seq,
            "hash": bytes(head).hex(),
            "at": now.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        }
        signed = (keys or keyring()).sign("anchor", statement)
        _append(file or anchors_file(), json.dumps(signed, sort_keys=True))
        if seq:
            cursor.execute(
                "SELECT audit.keep_anchor(%s, %s, %s, decode(%s, 'base64'), %s)",
                (seq, bytes(head), now, signed["signature"], signed["key_id"]),
            )
    return signed


def sign_head_if_moved() -> dict[str, Any] | None:
    """Sign the head unless the last anchor already shows it."""
    with connection.cursor() as cursor:
        cursor.execute(MOVED)
        (moved,) = cursor.fetchone()
    return sign_head() if moved else None


def read_anchors(file: Path, keys: Keys, chain: str) -> Iterator[Witness | Finding]:
    """Return what a file of anchors saw; a line that is not sound is a finding."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            source = f"{file.name}, line {number}"
            try:
                yield _witness(line, source, keys, chain)
            except (Unsound, ValueError, KeyError, TypeError) as fault:
                yield Finding(0, Fault.ANCHOR, f"{source}: {fault}")


def _witness(line: str, source: str, keys: Keys, chain: str) -> Witness:
    statement, checked = check_signed("anchor", json.loads(line), keys)
    if not checked:
        message = "its signature cannot be checked here"
        raise Unsound(message)
    if statement["chain"] != chain:
        message = "it is an anchor of another chain"
        raise Unsound(message)
    return Witness(statement["seq"], bytes.fromhex(statement["hash"]), source)


def _append(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(line + "\n")
        out.flush()
        os.fsync(out.fileno())
