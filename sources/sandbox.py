"""Reading an uploaded file in a process of its own, which may fail at its own cost."""

import json
import os
import subprocess
import sys
from pathlib import Path, PurePath
from typing import Final

from tracker.errors import Invalid, TooLarge
from tracker.formats.limits import MAX_FILE_BYTES, within

PATIENCE: Final = 20
ROOT: Final = Path(__file__).resolve().parent.parent

# Endings that can be read, and how each kind of file begins.
READABLE: Final = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (b"PK\x03\x04",),
    ),
    "html": ("text/html", ()),
    "htm": ("text/html", ()),
    "txt": ("text/plain", ()),
    "md": ("text/markdown", ()),
}
# Kept as they are; what they say is typed by a person.
PICTURES: Final = {
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
}
_KINDS: Final = READABLE | PICTURES


def ending_of(name: str | None) -> str:
    """Return all that is asked of a file's name: how it ends."""
    return PurePath(name or "").suffix.lower().removeprefix(".")[:8]


def ending_for(kind: str) -> str:
    """Return the ending of a media type; a file of none known is just bytes."""
    return next((end for end, (name, _) in _KINDS.items() if name == kind), "bin")


def media_type(content: bytes, ending: str) -> str:
    """Return what the file is, by its ending and its first bytes. Raises Invalid."""
    try:
        name, beginnings = _KINDS[ending]
    except KeyError:
        raise Invalid(
            "Only pdf, docx, html, txt, md and pictures can be held.", field="file"
        ) from None
    if beginnings and not content.startswith(beginnings):
        raise Invalid("The file is not what its ending says.", field="file")
    return name


def read(content: bytes, ending: str) -> str:
    """Return the file's words. Raises Invalid and TooLarge, whatever the file does."""
    within(len(content), MAX_FILE_BYTES, what="The file")
    kind = "html" if ending == "htm" else ending
    try:
        child = subprocess.run(
            [sys.executable, "-m", "sources.reader", kind],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            cwd=ROOT,
            env={
                "PATH": os.defpath,
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "PYTHONUTF8": "1",
            },
        )
    except subprocess.TimeoutExpired:
        raise TooLarge("Reading it takes too long.", limit=PATIENCE) from None
    if child.returncode != 0:
        # Killed by a limit, or broken: its traceback could hold words of the file.
        raise Invalid("This file cannot be read.", field="file")
    answer = json.loads(child.stdout)
    if "text" in answer:
        return str(answer["text"])
    error = TooLarge if answer["code"] == TooLarge.code else Invalid
    raise error(answer["message"], field="file")
