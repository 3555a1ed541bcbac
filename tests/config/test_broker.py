"""The broker of a first run: read and written at once, nothing is seen half done."""

import os
from concurrent.futures import ThreadPoolExecutor
from queue import Empty

import pytest
from kombu import Connection
from kombu.transport import filesystem

from config import broker

WRITERS, EACH = 4, 40


@pytest.fixture
def name(tmp_path):
    """A queue of the test's own: kombu remembers bindings for the whole process."""
    return tmp_path.name


@pytest.fixture
def connect(tmp_path):
    """Open a connection of its own, as each process does."""
    folders = {name: tmp_path / name for name in ("messages", "control")}
    for folder in folders.values():
        folder.mkdir()
    options = {
        "data_folder_in": str(folders["messages"]),
        "data_folder_out": str(folders["messages"]),
        "control_folder": str(folders["control"]),
    }

    def opened(transport=broker.Transport):
        return Connection(
            "filesystem://localhost", transport=transport, transport_options=options
        )

    return opened


def put(connection, count, name):
    queue = connection.SimpleQueue(name)
    for number in range(count):
        queue.put({"job": number, "padding": "x" * 4000})


def taken(connection, until, name):
    """Everything that comes, read as fast as it can be."""
    queue, found = connection.SimpleQueue(name), []
    while len(found) < until:
        try:
            message = queue.get(block=False)
        except Empty:
            continue
        message.ack()
        found.append(message.payload["job"])
    return found


def test_a_message_is_read_whole_however_fast_one_looks(connect, name):
    total = WRITERS * EACH
    put(connect(), 0, name)  # binds the queue
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reading = pool.submit(taken, connect(), total, name)
        writing = [pool.submit(put, connect(), EACH, name) for _ in range(WRITERS)]
        for one in writing:
            one.result(timeout=60)
        found = reading.result(timeout=60)
    assert sorted(found) == sorted(list(range(EACH)) * WRITERS)


def test_what_is_not_finished_is_not_taken(connect, tmp_path, name):
    put(connect(), 1, name)
    (message,) = (tmp_path / "messages").iterdir()
    message.rename(f"{message}.part")
    with pytest.raises(Empty):
        connect().SimpleQueue(name).get(block=False)


def test_kombus_own_transport_dies_of_a_message_in_the_making(connect, tmp_path, name):
    """Why this transport is here; when kombu has mended it, ours can go."""
    put(connect(filesystem.Transport), 1, name)
    (message,) = (tmp_path / "messages").iterdir()
    os.truncate(message, 0)
    with pytest.raises(ValueError, match="Expecting value"):
        connect(filesystem.Transport).SimpleQueue(name).get(block=False)


def test_who_listens_is_read_whole_too(connect):
    """Many bind and look at once, as web server, worker and clock do at a start."""

    def bind(number):
        channel = connect().default_channel
        channel._queue_bind("work", str(number), None, f"queue-{number}")
        return channel.get_table("work")

    with ThreadPoolExecutor(8) as pool:
        tables = list(pool.map(bind, range(24)))
    assert all(tables)
    assert len(connect().default_channel.get_table("work")) == 24
