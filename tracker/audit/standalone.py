#!/usr/bin/env python3
"""Check an export of Sourceline without Sourceline: python3 verify.py [FOLDER].

Needs nothing but Python 3.9. Signatures are checked when the package `cryptography`
is installed; otherwise the answer says clearly that they were not.

This one file is both the verifier that travels with every export and the definition
of the chain's hashes that Sourceline's own verifier uses.
"""

from __future__ import annotations

import argparse
import base64
import csv
import json
import re
import sys
from hashlib import sha256, sha512
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    CAN_CHECK_SIGNATURES = False
else:
    CAN_CHECK_SIGNATURES = True

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Keys = dict[str, bytes]


class Unsound(Exception):
    """Something is not as it was recorded."""


# -- The chain ---------------------------------------------------------------------

SALT_BYTES = 16
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


def _number(block: int) -> bytes:
    return block.to_bytes(4, "big")


_NUMBERS = [_number(block) for block in range(16)]


def netstring(value: str | None) -> str:
    """The value's length in bytes, a colon, the value; "-" for no value."""
    if value is None:
        return "-"
    return f"{len(value) if value.isascii() else len(value.encode('utf-8'))}:{value}"


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
    texts = [
        # As netstring() writes it, here without a call for each value.
        f"{label}{len(value)}:{value}"
        if value is not None and value.isascii()
        else label + netstring(value)
        for label, value in zip(_LABELS, base)
    ]
    texts += [
        netstring("field." + name) + netstring(old) + netstring(new)
        for name, old, new in zip(names, olds, news)
    ]
    return "\0".join(texts).encode("utf-8").split(b"\0")


def leaf_salts(salt: bytes, count: int) -> list[bytes]:
    """Sixteen bytes for each leaf, of which none tells another."""
    blocks = (count + 3) // 4
    numbers = (
        _NUMBERS[:blocks] if blocks <= len(_NUMBERS) else map(_number, range(blocks))
    )
    stream = b"".join([sha512(salt + number).digest() for number in numbers])
    return [
        stream[at : at + SALT_BYTES] for at in range(0, count * SALT_BYTES, SALT_BYTES)
    ]


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


# -- A package ---------------------------------------------------------------------

FORMAT = "sourceline export 1"
SIGNS = {"\u2409": "\t", "\u240a": "\n", "\u240d": "\r"}
ESCAPED = re.compile("\u241b(.)|[\u2409\u240a\u240d]", re.DOTALL)


def restored(cell: str) -> str:
    """The text as it was before it was made safe for spreadsheets."""
    plain = cell.removeprefix("'")
    return ESCAPED.sub(lambda found: found[1] or SIGNS[found[0]], plain)


def file_hash(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)
            except ValueError:
                raise Unsound(f"{path.name}, line {number}: not JSON") from None


def check_files(folder: Path, manifest: dict[str, Any]) -> None:
    """Every file is the one that the manifest lists."""
    for described in manifest["files"]:
        path = folder / Path(described["name"]).name
        if not path.is_file():
            raise Unsound(f"{path.name} is missing")
        if path.stat().st_size != described["bytes"]:
            raise Unsound(f"{path.name} has another size than the manifest says")
        if file_hash(path) != described["sha256"]:
            raise Unsound(f"{path.name} is not the file that was exported")


def check_view(folder: Path, manifest: dict[str, Any]) -> None:
    """The CSV says, cell by cell, what the JSON Lines say."""
    columns = manifest["columns"]
    name = manifest["dataset"]
    csv.field_size_limit(1 << 30)
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        view = csv.reader(file)
        if next(view, None) != [column["name"] for column in columns]:
            raise Unsound(f"{name}.csv: the columns are not those of the manifest")
        count = 0
        for cells, row in zip_longest(view, json_lines(folder / f"{name}.jsonl")):
            count += 1
            if cells is None or row is None or len(cells) != len(columns):
                raise Unsound(f"row {count}: not the same in both files")
            for column, cell in zip(columns, cells):
                if not same(column["kind"], cell, row[column["name"]]):
                    raise Unsound(f"row {count}: {column['name']} differs")
    if count != manifest["rows"]:
        raise Unsound(f"there are {count} rows, the manifest says {manifest['rows']}")


def same(kind: str, cell: str, value: Any) -> bool:
    if value is None:
        return cell == ""
    if kind == "json":
        return bool(json.loads(cell) == value)
    return (restored(cell) if kind == "text" else cell) == str(value)


def shown_fields(row: dict[str, Any]) -> list[bytes]:
    """The leaves of the changes that a row shows; of a redacted one, none."""
    changes = zip_longest(row["fields"] or [], row["before"] or [], row["after"] or [])
    return [
        leaf("field." + name, old, new)
        for name, old, new in changes
        if not (old is None and new is None)
    ]


def body_of(link: dict[str, Any], row: dict[str, Any] | None) -> bytes:
    """The hash of an event's commitments, from what the package shows of it."""
    if row is None:
        return bytes.fromhex(link["body"])
    if "salt" in link:
        columns = [leaf(name, row[name]) for name in BASE]
        return whole_body(bytes.fromhex(link["salt"]), columns + shown_fields(row))
    return body_hash(list(commitments_of(link["leaves"], row)))


def commitments_of(leaves: Sequence[str], row: dict[str, Any]) -> Iterator[bytes]:
    """A salt opens the leaf that is shown; of a hidden one there is the commitment."""
    fields = iter(shown_fields(row))
    for place, given in enumerate(leaves):
        told = bytes.fromhex(given)
        name = BASE[place] if place < len(BASE) else None
        if len(told) != SALT_BYTES:
            if name and row.get(name) is not None:
                raise Unsound(f"{name} is shown but not proved")
            yield told
            continue
        content = leaf(name, row[name]) if name else next(fields, None)
        if content is None:
            raise Unsound("less is shown than is proved")
        yield commitment(told, content)
    if next(fields, None) is not None:
        raise Unsound("more is shown than is proved")


def check_chain(
    folder: Path,
    manifest: dict[str, Any],
    anchor: dict[str, Any],
    heads: dict[int, str] | None = None,
) -> int:
    """Rows, links and anchor are one unbroken chain; returns the events in it.

    `heads` are hashes that somebody saw earlier, by their event's number.
    """
    proof = manifest["proof"]
    rows_are_events = proof["of"] == "rows"
    rows: Iterator[dict[str, Any]] = (
        json_lines(folder / f"{manifest['dataset']}.jsonl")
        if rows_are_events
        else iter(())
    )
    first = int(proof["first"])
    seq, prev = first - 1, bytes.fromhex(proof["prev"])
    if seq == 0 and prev != genesis(bytes.fromhex(anchor["chain"].replace("-", ""))):
        raise Unsound("the chain does not begin where this newsroom's does")
    noted = None
    for link in json_lines(folder / "chain.jsonl"):
        seq += 1
        if link["seq"] != seq:
            raise Unsound(f"event {seq} is missing")
        row = None if "body" in link else link.get("event") or next(rows, None)
        if "body" not in link and row is None:
            raise Unsound(f"event {seq}: its row is missing")
        if row is not None and row.get("seq", seq) != seq:
            raise Unsound(f"event {seq}: its row is missing or out of place")
        noted = noted or link.get("event")
        try:
            prev = event_hash(prev, seq, body_of(link, row))
        except (Unsound, KeyError, TypeError, ValueError) as fault:
            raise Unsound(f"event {seq}: {fault}") from None
        expect_head(seq, prev, heads or {})
    if next(rows, None) is not None:
        raise Unsound("there is a row that the chain does not have")
    if (seq, prev.hex()) != (anchor["seq"], anchor["hash"]):
        raise Unsound(
            "the chain does not lead to its signed end: something was changed"
        )
    if not rows_are_events:
        check_noted(manifest, noted or {})
    return seq - first + 1


def expect_head(seq: int, reached: bytes, heads: dict[int, str]) -> None:
    """Where somebody holds a head, the chain must have it."""
    if heads.get(seq, reached.hex()) != reached.hex():
        raise Unsound(f"event {seq} is not the one of the head that you hold")


def check_noted(manifest: dict[str, Any], noted: dict[str, Any]) -> None:
    """The chain holds the hashes of these very files."""
    fields = dict(zip(noted.get("fields", []), noted.get("after", [])))
    for described in manifest["files"]:
        name = described["name"]
        if name == "chain.jsonl":
            continue
        if fields.get(name) != json.dumps(described["sha256"]):
            raise Unsound(f"the chain does not have the hash of {name}")


def trusted_keys(path: str | None) -> Keys | None:
    """The keys in a file that the newsroom published, if one was given."""
    if path is None:
        return None
    document = json.loads(Path(path).read_text(encoding="utf-8"))
    return {key["id"]: base64.b64decode(key["public"]) for key in document["keys"]}


def held_heads(
    path: str, anchor: dict[str, Any], keys: Keys | None
) -> tuple[dict[int, str], int]:
    """The heads in a file that somebody kept: anchors.jsonl, or another manifest.json.

    Returns their hashes by number, and how many are later than this package. Raises
    Unsound for one that the chain of this package cannot have had.
    """
    text = Path(path).read_text(encoding="utf-8")
    try:
        whole = json.loads(text)
        found = [whole["manifest"]["anchor"] if "manifest" in whole else whole]
    except ValueError:
        found = [json.loads(line) for line in text.splitlines() if line.strip()]
    heads: dict[int, str] = {}
    later = 0
    for number, signed in enumerate(found, 1):
        # Without keys, that one holds it is what there is to go by.
        head = signed["anchor"]
        if keys is not None:
            head, _ = check_signed("anchor", signed, keys)
        if head["chain"] != anchor["chain"]:
            raise Unsound(f"head {number} that you hold is of another chain")
        if head["seq"] > anchor["seq"]:
            later += 1
            if head["at"] < anchor["at"]:
                raise Unsound(
                    f"the chain ends before event {head['seq']}, which you hold a "
                    "signed head of from earlier: its end was cut off, or an older "
                    "copy was restored"
                )
        elif heads.setdefault(head["seq"], head["hash"]) != head["hash"]:
            raise Unsound(f"you hold two different heads of event {head['seq']}")
    return heads, later


def check_package(
    folder: Path, keys: Keys | None, say: Any = print, anchors: str | None = None
) -> None:
    """Check everything; raises Unsound at the first thing that is not as recorded."""
    signed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest = signed["manifest"]
    if manifest["format"] != FORMAT:
        raise Unsound(f"this verifier reads {FORMAT!r}, not {manifest['format']!r}")
    own = {signed["key_id"]: base64.b64decode(manifest["public_key"])}
    _, checked = check_signed("manifest", signed, own if keys is None else keys)
    anchor, _ = check_signed(
        "anchor", manifest["anchor"], own if keys is None else keys
    )
    if checked and keys is not None:
        say(f"ok   signed by the newsroom's key {signed['key_id']}")
    elif checked:
        say(
            f"ok   signed by the key {signed['key_id']}; "
            "compare it with the one that is published"
        )
    else:
        say(
            "??   THE SIGNATURE WAS NOT CHECKED; "
            "for that, install the Python package cryptography"
        )
    check_files(folder, manifest)
    say(f"ok   {len(manifest['files'])} files are the ones in the manifest")
    check_view(folder, manifest)
    say(f"ok   the CSV says what the JSON Lines say, in {manifest['rows']} rows")
    heads: dict[int, str] = {}
    later = 0
    if anchors is not None:
        heads, later = held_heads(anchors, anchor, keys)
    events = check_chain(folder, manifest, anchor, heads)
    what = "rows" if manifest["proof"]["of"] == "rows" else "files"
    say(
        f"ok   the {what} are on the chain: {events} events up to event {anchor['seq']}"
    )
    if anchors is not None:
        first = int(manifest["proof"]["first"])
        shown = sum(seq >= first for seq in heads)
        say(f"ok   {shown} of the heads that you hold are on the chain")
        if len(heads) + later > shown:
            say(f"     {len(heads) + later - shown} are of events outside this package")
    say(f"     signed end of the chain: {anchor['hash']}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Checks an export of Sourceline.")
    parser.add_argument("folder", nargs="?", default=str(Path(__file__).parent))
    parser.add_argument(
        "--keys", help="the newsroom's keys as published (sourceline-keys.json)"
    )
    parser.add_argument(
        "--anchors",
        help="heads that you hold: anchors.jsonl, or another export's manifest.json",
    )
    options = parser.parse_args(arguments)
    try:
        check_package(
            Path(options.folder), trusted_keys(options.keys), anchors=options.anchors
        )
    except Unsound as fault:
        print(f"NOT SOUND: {fault}")
        return 1
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as fault:
        print(f"NOT SOUND: the package cannot be read: {fault!r}")
        return 1
    print("Sound: this is what was recorded.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
