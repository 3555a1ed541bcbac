"""An export as a package that verifies anywhere: rows, proof, manifest, verifier."""

import base64
import json
import secrets
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from tracker.audit import note, standalone
from tracker.audit.anchors import sign_head
from tracker.audit.keys import keyring
from tracker.datasets.copy import csv_lines, jsonl_lines
from tracker.datasets.events import EVENTS
from tracker.datasets.order import Order, admitted
from tracker.datasets.proof import Numbers, links, links_from
from tracker.datasets.readme import readme
from tracker.errors import Conflict

FORMAT = "sourceline export 1"
PIECE = 1 << 20
WRITTEN = "export.written"
FIND_WRITTEN = """
    SELECT max(seq) FROM audit.event
     WHERE action = %s AND news[array_position(names, 'export')] = %s
"""
__all__ = ["Order", "admitted", "stream_csv", "write_package", "zipped"]

Progress = Callable[[str, int], None]


def silent(_file: str, _rows: int) -> None:
    """Tell nobody how far the export is."""


@dataclass(slots=True)
class Written:
    """One file of a package, hashed while it was written."""

    name: str
    rows: int = 0
    size: int = 0
    hash: Any = field(default_factory=sha256)

    def described(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "rows": self.rows,
            "bytes": self.size,
            "sha256": self.hash.hexdigest(),
        }


def stream_csv(order: Order) -> Iterator[bytes]:
    """Yield the CSV alone, as the database produces it; permission and record first.

    Refuses before the first byte, not when the iterator is first asked.
    """
    order = admitted(order)
    _on_record(order, "export.streamed", {})
    return _stream(order)


def _stream(order: Order) -> Iterator[bytes]:
    columns = order.dataset.columns_for(order.profile)
    with _snapshot() as cursor:
        last = _last(cursor, order, None)
        rows = order.rows(last)
        yield from csv_lines(cursor, rows, columns, bom=order.bom)


def write_package(
    order: Order, folder: Path, progress: Progress = silent
) -> dict[str, Any]:
    """Write the package into a new or empty folder and return its manifest.

    Raises NotAllowed before anything is written, Conflict if the folder is in use.
    """
    order = admitted(order)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Conflict("The folder for the export is not empty.", folder=folder.name)
    _on_record(order, "export.started", {})
    manifest = (
        _write_proved(order, folder, progress)
        if order.dataset is EVENTS
        else _write_recorded(order, folder, progress)
    )
    signed = keyring().sign("manifest", manifest)
    _save(folder / "manifest.json", json.dumps(signed, indent=1, ensure_ascii=False))
    _save(folder / "verify.py", Path(standalone.__file__).read_text("utf-8"))
    _save(folder / "README.txt", readme(manifest, signed["key_id"]))
    return manifest


def zipped(folder: Path, into: Path, progress: Progress = silent) -> Path:
    """Pack a package into one file."""
    with zipfile.ZipFile(into, "x", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            about = zipfile.ZipInfo.from_file(file, f"{into.stem}/{file.name}")
            about.compress_type = zipfile.ZIP_DEFLATED
            with file.open("rb") as source, archive.open(about, "w") as packed:
                while piece := source.read(PIECE):
                    packed.write(piece)
                    progress(into.name, 0)
    return into


def _write_proved(order: Order, folder: Path, progress: Progress) -> dict[str, Any]:
    """Events: each row is tied to the chain, up to an anchor made before the first."""
    anchor = sign_head()
    end = anchor["anchor"]["seq"]
    with _snapshot() as cursor:
        last = _last(cursor, order, end)
        first = _first(cursor, order, end)
        files = _write_rows(cursor, order, last, folder, progress)
        proof = links(
            connection.connection,
            order.dataset,
            order.profile,
            order.scope,
            Numbers(first, last, end),
        )
        files.append(_write(folder / "chain.jsonl", proof, progress))
        prev = _prev(cursor, first)
    return _manifest(order, files, anchor, _proof("rows", first, prev))


def _write_recorded(order: Order, folder: Path, progress: Progress) -> dict[str, Any]:
    """Ledgers: the files' hashes are themselves an event, which the anchor covers."""
    with _snapshot() as cursor:
        last = _last(cursor, order, None)
        files = _write_rows(cursor, order, last, folder, progress)
    export = str(uuid4())
    facts = {file.name: file.hash.hexdigest() for file in files} | {"export": export}
    _on_record(order, WRITTEN, facts)
    with connection.cursor() as cursor:
        cursor.execute(FIND_WRITTEN, (WRITTEN, json.dumps(export)))
        (first,) = cursor.fetchone()
        prev = _prev(cursor, first)
    anchor = sign_head()
    with _snapshot():
        proof = links_from(
            connection.connection,
            {file.name for file in files},
            first,
            anchor["anchor"]["seq"],
        )
        files.append(_write(folder / "chain.jsonl", proof, progress))
    return _manifest(order, files, anchor, _proof("files", first, prev))


def _write_rows(
    cursor: CursorWrapper, order: Order, last: int, folder: Path, progress: Progress
) -> list[Written]:
    name = order.dataset.name
    rows = order.rows(last)
    columns = order.dataset.columns_for(order.profile)
    csv = csv_lines(cursor, rows, columns, bom=order.bom)
    jsonl = jsonl_lines(cursor, rows, columns)
    view = _write(folder / f"{name}.csv", csv, progress)
    view.rows -= 1  # the line of the columns' names
    return [view, _write(folder / f"{name}.jsonl", jsonl, progress)]


def _write(path: Path, pieces: Iterable[bytes], progress: Progress) -> Written:
    written = Written(path.name)
    with path.open("xb") as file:
        path.chmod(0o600)
        for piece in pieces:
            file.write(piece)
            written.hash.update(piece)
            written.size += len(piece)
            written.rows += piece.count(b"\n")
            progress(path.name, written.rows)
    return written


def _proof(of: str, first: int, prev: bytes) -> dict[str, Any]:
    return {"of": of, "first": first, "prev": prev.hex()}


def _manifest(
    order: Order,
    files: list[Written],
    anchor: dict[str, Any],
    proof: dict[str, Any],
) -> dict[str, Any]:
    public = keyring().public_keys()[anchor["key_id"]]
    return order.told() | {
        "format": FORMAT,
        "title": order.dataset.title,
        "about": order.dataset.about,
        "made_at": timezone.now().astimezone(UTC).isoformat(timespec="seconds"),
        "columns": [
            {"name": column.name, "kind": column.kind.value, "about": column.about}
            for column in order.dataset.columns_for(order.profile)
        ],
        "rows": files[0].rows,
        "files": [file.described() for file in files],
        "proof": proof,
        "anchor": anchor,
        "public_key": base64.b64encode(public).decode(),
    }


def _on_record(order: Order, action: str, facts: dict[str, Any]) -> None:
    """The export is on the record before its first byte, and nothing undoes that."""
    with transaction.atomic(durable=True):
        note(
            by=order.by,
            action=action,
            table=order.dataset.name,
            desk=order.scope.desk_id,
            facts=order.facts() | facts,
        )


@contextmanager
def _snapshot() -> Iterator[CursorWrapper]:
    """One moment of the database for all files, under a key of this export alone."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "SELECT set_config('sourceline.export_key', %s, true)",
            (secrets.token_hex(32),),
        )
        yield cursor


def _one(cursor: CursorWrapper, query: str, values: tuple[Any, ...]) -> Any:
    cursor.execute(query, values)
    row = cursor.fetchone()
    return row and row[0]


def _last(cursor: CursorWrapper, order: Order, end: int | None) -> int:
    """The number of the last event that the export knows of."""
    if order.as_of:
        query = "SELECT max(seq) FROM audit.event WHERE at <= %s"
        return _one(cursor, query, (order.as_of,)) or 0
    return end or _one(cursor, "SELECT seq FROM audit.head", ())


def _first(cursor: CursorWrapper, order: Order, end: int) -> int:
    """The number from which the chain is shown: the first, unless a day was given."""
    if order.scope.since is None:
        return 1
    query = "SELECT min(seq) FROM audit.event WHERE at >= %s::date"
    return _one(cursor, query, (order.scope.since,)) or end


def _prev(cursor: CursorWrapper, seq: int) -> bytes:
    query = "SELECT prev FROM audit.event WHERE seq = %s"
    return bytes(_one(cursor, query, (seq,)))


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
