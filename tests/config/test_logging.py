import io
import logging

import pytest

from config.logging import SafeFormatter

CANARY = "Key (codename)=(HERON-17) already exists"


@pytest.fixture
def log():
    """A logger whose lines are what the formatter makes of them."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(SafeFormatter("{levelname} {name} {message}", style="{"))
    logger = logging.getLogger("celery.test-of-the-formatter")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, lines
    logger.removeHandler(handler)


def fail(words):
    raise ValueError(words)


def wrap(words):
    try:
        fail(words)
    except ValueError as error:
        raise RuntimeError(words) from error


def test_a_logged_exception_is_told_by_class_and_place_only(log):
    logger, lines = log
    try:
        wrap(CANARY)
    except RuntimeError:
        logger.exception("Could not file it")
    said = lines.getvalue()
    assert "HERON" not in said
    assert "RuntimeError [" in said
    assert "ValueError [" in said
    assert "test_logging.py:fail" in said


def test_an_exception_among_the_arguments_is_told_likewise(log):
    logger, lines = log
    logger.warning("Refused: %s", ValueError(CANARY))
    logger.warning("Refused: %(why)r", {"why": ValueError(CANARY)})
    assert "HERON" not in lines.getvalue()
    assert lines.getvalue().count("ValueError [") == 2


def test_what_celery_tells_of_a_task_is_its_name_and_id(log):
    logger, lines = log
    logger.error(
        "Task %(name)s[%(id)s] raised: %(exc)s %(args)s %(kwargs)s",
        {"name": "run", "id": "1", "exc": CANARY, "args": [CANARY], "kwargs": CANARY},
    )
    assert lines.getvalue().rstrip().endswith("Task run[1] raised: - - -")


def test_the_same_fault_has_the_same_fingerprint(log):
    logger, lines = log
    for words in ("one", "two"):
        try:
            fail(words)
        except ValueError:
            logger.exception("x")
    first, second = [part for part in lines.getvalue().split() if part.startswith("[")]
    assert first == second
