"""A mail server on this machine that keeps what it is given, or refuses it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage  # noqa: TC003 (a server keeps these)
from typing import Any

ANSWERS = {
    "EHLO": b"250 sink",
    "HELO": b"250 sink",
    "RCPT": b"250 good",
    "MAIL": b"250 good",
}


class Sink(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a client needs; `refusing` answers 450 to each sender."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.received: list[EmailMessage] = []
        self.refusing = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Session(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self.say(b"220 sink")
        for line in self.rfile:
            word = line[:4].decode("ascii", "replace").upper().strip()
            if word == "QUIT":
                self.say(b"221 bye")
                return
            if word == "DATA":
                self.say(b"354 go on")
                self.keep()
                self.say(b"250 kept")
            elif word == "MAIL" and self.server.refusing:
                self.say(b"450 not now")
            else:
                self.say(ANSWERS.get(word, b"250 good"))

    def say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")

    def keep(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line[:2] == b".." else line)
        found = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.received.append(found)


@contextmanager
def sink() -> Iterator[Sink]:
    with Sink() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
