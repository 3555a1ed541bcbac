"""Work that must not be lost.

A job is a row, written in the transaction that wants the work. The broker's message
is only a hint that carries the row's id; the broker may lose everything. The sweep
sends again what is due. A job's effect and its being done are one commit, so running
it twice changes nothing.
"""

from tracker.jobs.queue import enqueue, requeue
from tracker.jobs.registry import handles

__all__ = ["enqueue", "handles", "requeue"]
