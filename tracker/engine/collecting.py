"""Reading a text without the collector of cycles, which finds none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector rest; who found it at work sets it to work again.

    A text makes tens of thousands of objects and no cycles (a test counts them): to
    look through them for garbage again and again took a tenth of the time. Reference
    counts free them all the same.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()
