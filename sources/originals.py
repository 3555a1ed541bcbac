"""Sealed originals: bytes under their hash, without a name, written once."""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings

from tracker.errors import NotFound


def seal(desk_id: UUID, content: bytes) -> str:
    """Keep the bytes and return their SHA-256; the same bytes are kept once.

    What could not be written to its end is not left lying there.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = _path(desk_id, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        sealed = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            sealed.unlink()
            raise
    sealed.chmod(0o400)
    sealed.replace(path)
    return digest


def unseal(desk_id: UUID, digest: str) -> bytes:
    """Return the original. Raises NotFound when it is gone or is not what it was."""
    path = _path(desk_id, digest)
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise NotFound("The original is missing or was altered.")
    return content


def _path(desk_id: UUID, digest: str) -> Path:
    folder = Path(settings.DATA_DIR) / "originals" / str(desk_id)
    return folder / digest[:2] / digest
