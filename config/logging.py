"""Log lines that say what failed and where, and never what a row holds."""

import logging
from collections.abc import Mapping
from typing import Any

from tracker import faults

# What Celery puts into its lines about a task, besides the task's name and id.
_TASK_WORDS = frozenset({"args", "kwargs", "exc", "traceback", "return_value"})
_UNSAID = "-"


class SafeFormatter(logging.Formatter):
    """Prints an exception's class, fingerprint and place instead of its words.

    An exception handed over as an argument of the message is replaced likewise, and
    so is everything Celery would tell of a task beyond its name and id.
    """

    def format(self, record: logging.LogRecord) -> str:
        safe = logging.makeLogRecord(record.__dict__)
        safe.exc_text = None
        safe.stack_info = None
        safe.args = _scrub_args(record)
        return super().format(safe)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging's name)
        error = ei[1]
        lines: list[str] = []
        while error is not None:
            places = faults.place_of(error.__traceback__)
            lines.append(f"{faults.describe(error)} at {' > '.join(places[-6:])}")
            error = error.__cause__ or (
                None if error.__suppress_context__ else error.__context__
            )
        return "\n  from ".join(lines)


def _scrub_args(record: logging.LogRecord) -> Any:
    if isinstance(record.args, Mapping):
        hidden = _TASK_WORDS if record.name.startswith("celery.") else frozenset()
        return {
            name: _UNSAID if name in hidden else _scrub(value)
            for name, value in record.args.items()
        }
    if isinstance(record.args, tuple):
        return tuple(_scrub(value) for value in record.args)
    return record.args


def _scrub(value: object) -> object:
    return faults.describe(value) if isinstance(value, BaseException) else value


def logging_to_stderr(level: str) -> dict[str, Any]:
    """A `LOGGING` setting: one handler, one safe formatter, for every logger."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "safe": {
                "()": "config.logging.SafeFormatter",
                "format": "{asctime} {levelname} {name} {message}",
                "style": "{",
            },
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "safe"},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            name: {"handlers": [], "level": "INFO", "propagate": True}
            for name in ("django", "django.server", "celery", "gunicorn.error", "axes")
        }
        | {
            # Statements and their values; useful to nobody who may see them here.
            "django.db.backends": {"handlers": [], "level": "WARNING"},
        },
    }
