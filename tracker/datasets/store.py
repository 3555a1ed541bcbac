"""Where finished packages wait to be fetched: private files whose names tell nothing.

The web server and the workers share DATA_DIR, which is how a package gets from the one
that wrote it to the one that hands it over.
"""

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

MAKING = "making-"
PACKED = ".zip"


def folder() -> Path:
    """The folder of all of them, open to its owner alone."""
    path: Path = settings.DATA_DIR / "exports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def package(export_id: UUID) -> Path:
    """Where the finished package of this export is."""
    return folder() / f"{export_id}{PACKED}"


@contextmanager
def workshop(export_id: UUID) -> Iterator[Path]:
    """An empty folder to write the package in; gone afterwards, whatever happens.

    What a killed worker left in it is thrown away first.
    """
    path = folder() / f"{MAKING}{export_id}"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def keep(made: Path, export_id: UUID) -> int:
    """Put a finished package where it is fetched, whole or not at all; its size."""
    made.chmod(0o600)
    with made.open("rb") as file:
        os.fsync(file.fileno())
    size = made.stat().st_size
    made.replace(package(export_id))
    return size


def discard(export_id: UUID) -> None:
    """Delete the package; that there is none is fine."""
    package(export_id).unlink(missing_ok=True)


def sweep(wanted: Collection[UUID]) -> int:
    """Delete every package and every unfinished folder that nobody wants any more."""
    names = {f"{one}{PACKED}" for one in wanted} | {f"{MAKING}{one}" for one in wanted}
    stray = [path for path in folder().iterdir() if path.name not in names]
    for path in stray:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(stray)
