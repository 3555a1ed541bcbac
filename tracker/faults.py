"""What may be said about an exception: its class and a fingerprint, never its words.

The words of a database error hold the row's values ("Key (name)=(…) already
exists"), and so would a log, a job's row or a mail that repeats them.
"""

import hashlib
import traceback
from pathlib import Path
from types import TracebackType


def class_of(error: BaseException) -> str:
    """The class with its module, as one would import it."""
    kind = type(error)
    if kind.__module__ == "builtins":
        return kind.__qualname__
    return f"{kind.__module__}.{kind.__qualname__}"


def place_of(trace: TracebackType | None) -> list[str]:
    """Where it happened, from the outside in: file, function and line."""
    return [
        f"{Path(frame.f_code.co_filename).name}:{frame.f_code.co_name}:{line}"
        for frame, line in traceback.walk_tb(trace)
    ]


def fingerprint(error: BaseException) -> str:
    """Sixteen characters that are the same when the same fault happens again."""
    parts = [class_of(error), *place_of(error.__traceback__)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def describe(error: BaseException) -> str:
    """One safe line: `django.db.utils.IntegrityError [3f0c…]`."""
    return f"{class_of(error)} [{fingerprint(error)}]"
