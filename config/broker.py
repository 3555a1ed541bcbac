"""The broker of a first run: files in a folder, each of them there whole or not at all.

kombu's own transport opens a message under its final name before it writes it, and
empties an exchange's table before it locks it. A worker that looks in between finds
nothing to read, and dies of it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override]  # kombu's two bases name it differently
        """Write aside, then rename: nobody reads what is not finished."""
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        final = os.path.join(self.data_folder_out, name)  # noqa: PTH118 (kombu's is text)
        aside = f"{final}.part"
        with open(aside, "xb") as file:  # noqa: PTH123
            file.write(str_to_bytes(dumps(payload)))
        os.rename(aside, final)  # noqa: PTH104

    def get_table(self, exchange: str) -> Any:
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(
        self, exchange: str, routing_key: str, pattern: str | None, queue: str
    ) -> None:
        with self._alone():
            super()._queue_bind(exchange, routing_key, pattern, queue)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One at a time reads or writes who listens to what."""
        self.control_folder.mkdir(exist_ok=True)
        with (self.control_folder / "lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel
