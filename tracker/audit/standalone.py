#!/usr/bin/env python3
"""Check an export of Sourceline without Sourceline: python3 verify.py [FOLDER].

Needs nothing but Python 3.9. Signatures are checked when the package `cryptography`
is installed; otherwise the answer says clearly that they were not.

This one file is both the verifier that travels with every export and the definition
of the chain's hashes that Sourceline's own verifier uses.
"""

from __future__ import annotations

import base64
import json
from hashlib import sha256, sha512
from typing import TYPE_CHECKING, Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    CAN_CHECK_SIGNATURES = False
else:
    CAN_CHECK_SIGNATURES = True

if TYPE_CHECKING:
    from collections.abc import Sequence

Keys = dict[str, bytes]


class Unsound(Exception):
    """Something is not as it was recorded."""


# -- The chain ---------------------------------------------------------------------

# Leaves 0 to 9 of every event; after them one leaf for each changed field.
BASE = (
    "at",
    "actor",
    "actor_role",
    "request_id",
    "desk_id",
    "action",
    "table_name",
    "row_id",
    "op",
    "reason",
)
_LABELS = [f"{len(name)}:{name}" for name in BASE]


def netstring(value: str | None) -> str:
    """The value's length in bytes, a colon, the value; "-" for no value."""
    if value is None:
        return "-"
    size = len(value) if value.isascii() else len(value.encode("utf-8"))
    return f"{size}:{value}"


def leaf(name: str, *values: str | None) -> bytes:
    """What a leaf's commitment hashes after its salt."""
    return "".join(map(netstring, (name, *values))).encode("utf-8")


def event_leaves(
    base: Sequence[str | None],
    names: Sequence[str],
    olds: Sequence[str | None],
    news: Sequence[str | None],
) -> list[bytes]:
    """The contents of an event's leaves: ten columns, then each changed field.

    NUL, which no text of the record can hold, keeps them apart while they are encoded.
    """
    texts = [label + netstring(value) for label, value in zip(_LABELS, base)]
    texts += [
        netstring("field." + name) + netstring(old) + netstring(new)
        for name, old, new in zip(names, olds, news)
    ]
    return "\0".join(texts).encode("utf-8").split(b"\0")


def leaf_salts(salt: bytes, count: int) -> list[bytes]:
    """Sixteen bytes for each leaf, of which none tells another."""
    salts = []
    for block in range((count + 3) // 4):
        four = sha512(salt + block.to_bytes(4, "big")).digest()
        salts += [four[:16], four[16:32], four[32:48], four[48:]]
    return salts[:count]


def commitment(salt: bytes, content: bytes) -> bytes:
    return sha256(salt + content).digest()


def body_hash(commitments: Sequence[bytes]) -> bytes:
    return sha256(b"".join(commitments)).digest()


def whole_body(salt: bytes, leaves: Sequence[bytes]) -> bytes:
    """The body of an event that is shown whole, from its one salt."""
    salts = leaf_salts(salt, len(leaves))
    return sha256(
        b"".join(
            [sha256(own + content).digest() for own, content in zip(salts, leaves)]
        )
    ).digest()


def event_hash(prev: bytes, seq: int, body: bytes) -> bytes:
    return sha256(
        b"sourceline event 1" + prev + seq.to_bytes(8, "big", signed=True) + body
    ).digest()


def genesis(chain: bytes) -> bytes:
    """The hash before the first event of the chain with this UUID."""
    return sha256(b"sourceline genesis 1" + chain).digest()


# -- Signatures --------------------------------------------------------------------


def canonical(value: object) -> bytes:
    """JSON in the one form that is hashed and signed."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode("utf-8")


def signed_bytes(kind: str, statement: dict[str, Any]) -> bytes:
    return f"sourceline {kind} 1\n".encode() + canonical(statement)


def key_id_of(public: bytes) -> str:
    """A key is named by its own hash, so that no other key can take its name."""
    return sha256(public).hexdigest()[:32]


def check_signed(
    kind: str, signed: dict[str, Any], keys: Keys
) -> tuple[dict[str, Any], bool]:
    """The statement, and whether its signature could be checked at all.

    Raises Unsound if it was checked and is wrong, or if no trusted key made it.
    """
    statement = signed[kind]
    public = keys.get(signed["key_id"])
    if public is None:
        raise Unsound(f"the key {signed['key_id']} is not among the trusted keys")
    if key_id_of(public) != signed["key_id"]:
        raise Unsound(f"the key {signed['key_id']} has another name")
    if not CAN_CHECK_SIGNATURES:
        return statement, False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            base64.b64decode(signed["signature"]), signed_bytes(kind, statement)
        )
    except InvalidSignature:
        raise Unsound("the signature is wrong") from None
    return statement, True
