"""The keys that sign heads and exports: made on the first use, rotated at will.

A folder of its own holds the private key of today and, in `keys.json`, the public
half of every key that ever signed. A retired private key is deleted: it can sign no
more, and what it signed can be checked for ever.
"""

import base64
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.utils import timezone

from tracker.audit.standalone import Keys, key_id_of, signed_bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys in one folder, which belongs to whoever runs Sourceline."""

    folder: Path

    def sign(self, kind: str, statement: dict[str, Any]) -> dict[str, Any]:
        """Return the statement with the present key's id and signature."""
        with self._locked():
            private = self._current() or self._make()
        signature = private.sign(signed_bytes(kind, statement))
        return {
            kind: statement,
            "key_id": key_id_of(_raw(private)),
            "signature": base64.b64encode(signature).decode(),
        }

    def rotate(self) -> str:
        """Retire the present key, make the next one and return its id."""
        with self._locked():
            retired = self._current()
            if retired:
                (self.folder / f"{key_id_of(_raw(retired))}.pem").unlink()
            return key_id_of(_raw(self._make()))

    def published(self) -> dict[str, Any]:
        """What is published: every public key, the newest last."""
        with self._locked():
            if not self._current():
                self._make()
        return self._read()

    def public_keys(self) -> Keys:
        """Every public key by its id, as the verifier wants them."""
        return {
            key["id"]: base64.b64decode(key["public"]) for key in self._read()["keys"]
        }

    def _read(self) -> dict[str, Any]:
        try:
            document: dict[str, Any] = json.loads(
                (self.folder / "keys.json").read_text()
            )
        except FileNotFoundError:
            return {"algorithm": "Ed25519", "keys": []}
        return document

    def _current(self) -> Ed25519PrivateKey | None:
        keys = self._read()["keys"]
        if not keys or keys[-1]["retired_at"]:
            return None
        data = (self.folder / f"{keys[-1]['id']}.pem").read_bytes()
        private = load_pem_private_key(data, password=None)
        if not isinstance(private, Ed25519PrivateKey):
            message = f"The key {keys[-1]['id']} is not an Ed25519 key."
            raise TypeError(message)
        return private

    def _make(self) -> Ed25519PrivateKey:
        private = Ed25519PrivateKey.generate()
        public = _raw(private)
        now = timezone.now().isoformat(timespec="seconds")
        document = self._read()
        for key in document["keys"]:
            key["retired_at"] = key["retired_at"] or now
        document["keys"].append(
            {
                "id": key_id_of(public),
                "public": base64.b64encode(public).decode(),
                "created_at": now,
                "retired_at": None,
            }
        )
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(self.folder / f"{key_id_of(public)}.pem", pem)
        _write(self.folder / "keys.json", json.dumps(document, indent=1).encode())
        return private

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def keyring() -> Keyring:
    """Return this installation's keys."""
    return Keyring(settings.DATA_DIR / "keys")


def _raw(private: Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _write(path: Path, data: bytes) -> None:
    """Write a file for its owner alone, whole or not at all."""
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
