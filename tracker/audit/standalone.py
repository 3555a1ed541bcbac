#!/usr/bin/env python3
"""Check an export of Sourceline without Sourceline: python3 verify.py [FOLDER].

Needs nothing but Python 3.9. Signatures are checked when the package `cryptography`
is installed; otherwise the answer says clearly that they were not.

This one file is both the verifier that travels with every export and the definition
of the chain's hashes that Sourceline's own verifier uses.
"""

from hashlib import sha256, sha512
from typing import List, Optional, Sequence

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


def netstring(value: Optional[str]) -> str:
    """The value's length in bytes, a colon, the value; "-" for no value."""
    if value is None:
        return "-"
    size = len(value) if value.isascii() else len(value.encode("utf-8"))
    return f"{size}:{value}"


def leaf(name: str, *values: Optional[str]) -> bytes:
    """What a leaf's commitment hashes after its salt."""
    return "".join(map(netstring, (name,) + values)).encode("utf-8")


def event_leaves(
    base: Sequence[Optional[str]],
    names: Sequence[str],
    olds: Sequence[Optional[str]],
    news: Sequence[Optional[str]],
) -> List[bytes]:
    """The contents of an event's leaves: ten columns, then each changed field.

    NUL, which no text of the record can hold, keeps them apart while they are encoded.
    """
    texts = [label + netstring(value) for label, value in zip(_LABELS, base)]
    texts += [
        netstring("field." + name) + netstring(old) + netstring(new)
        for name, old, new in zip(names, olds, news)
    ]
    return "\0".join(texts).encode("utf-8").split(b"\0")


def leaf_salts(salt: bytes, count: int) -> List[bytes]:
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
        b"".join([sha256(own + content).digest() for own, content in zip(salts, leaves)])
    ).digest()


def event_hash(prev: bytes, seq: int, body: bytes) -> bytes:
    return sha256(
        b"sourceline event 1" + prev + seq.to_bytes(8, "big", signed=True) + body
    ).digest()


def genesis(chain: bytes) -> bytes:
    """The hash before the first event of the chain with this UUID."""
    return sha256(b"sourceline genesis 1" + chain).digest()
