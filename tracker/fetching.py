"""Fetching a page by its address, without being sent anywhere else.

Off unless `FETCH_BY_URL` is set: the newsroom's own address asking for a page tells
the page's owner that somebody is looking. When on: https only, the usual port, the
name resolved once and the connection pinned to that address, no address but a global
one, no redirects, a cap on size and on the whole time.
"""

import socket
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from tracker.errors import Invalid, NotAllowed
from tracker.formats.limits import MAX_FILE_BYTES, within

Address = IPv4Address | IPv6Address

PORT: Final = 443
SECONDS: Final = 10.0
# Ways into an IPv4 network through an IPv6 address that looks global.
_TUNNELS: Final = (ip_network("64:ff9b::/96"), ip_network("2002::/16"))
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})


def resolve(host: str) -> list[Address]:
    """Return the addresses of the name, as the system knows them now."""
    try:
        found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Invalid("This address cannot be found.") from None
    return [ip_address(place[0]) for *_, place in found]


def is_public(address: Address) -> bool:
    """Whether the address belongs to the open internet, however it is written."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return False
        if any(address in tunnel for tunnel in _TUNNELS):
            return False
    return address.is_global and not address.is_multicast


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How a page is fetched. Tests put their own rig in place of the internet."""

    resolve: Callable[[str], list[Address]] = resolve
    admits: Callable[[Address], bool] = is_public
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    port: int = PORT
    seconds: float = SECONDS
    most: int = MAX_FILE_BYTES

    def fetch(self, url: str) -> bytes:
        """Return the page's HTML. Raises NotAllowed, Invalid, TooLarge."""
        if not settings.FETCH_BY_URL:
            raise NotAllowed("Fetching by address is switched off here.", rule="fetch")
        parts = _checked(url)
        host = str(parts.hostname)
        connection = _Pinned(self._address(host), host, self)
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        with closing(connection):
            return self._read(connection, path)

    def _address(self, host: str) -> Address:
        """Resolve once; a name with any inner address is refused as a whole."""
        addresses = self.resolve(host)
        if not addresses or not all(self.admits(address) for address in addresses):
            raise Invalid("This address is not on the open internet.")
        return addresses[0]

    def _read(self, connection: "_Pinned", path: str) -> bytes:
        deadline = Timer(self.seconds, connection.cut)
        deadline.daemon = True
        deadline.start()
        try:
            connection.request("GET", path, headers=_HEADERS)
            answer = connection.getresponse()
            if answer.status != _OK:
                raise Invalid(
                    "The page did not answer with a page.", status=answer.status
                )
            if answer.headers.get_content_type() not in _HTML:
                raise Invalid("This is not a web page.")
            content = answer.read(self.most + 1)
        except (OSError, HTTPException, ValueError):
            raise Invalid(_UNREAD) from None
        finally:
            deadline.cancel()
        if connection.expired:
            raise Invalid(_UNREAD)
        within(len(content), self.most, what="The page")
        return content


class _Pinned(HTTPSConnection):
    """A connection to one address; the name is for the certificate and the server."""

    def __init__(self, address: Address, host: str, how: Fetcher) -> None:
        super().__init__(host, how.port, timeout=how.seconds, context=how.tls)
        self._address = str(address)
        self._tls = how.tls
        self._wire: ssl.SSLSocket | None = None
        self.expired = False

    def connect(self) -> None:
        place = (self._address, self.port)
        plain = socket.create_connection(place, self.timeout)
        self.sock = self._wire = self._tls.wrap_socket(plain, server_hostname=self.host)

    def cut(self) -> None:
        """End it at once, wherever it is: the time for the whole is over."""
        self.expired = True
        if self._wire is not None:
            with suppress(OSError):
                self._wire.shutdown(socket.SHUT_RDWR)


_OK: Final = 200
_UNREAD: Final = "The page could not be read in time, or at all."
_HEADERS: Final = {"Accept": "text/html", "Accept-Encoding": "identity"}


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Invalid("This is not an address.", field="url") from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if not plain or parts.scheme != "https" or not parts.hostname:
        raise Invalid("Only addresses with https can be fetched.", field="url")
    if parts.username is not None or parts.password is not None:
        raise Invalid("An address with a name or password is refused.", field="url")
    if port not in {None, PORT}:
        raise Invalid("Only the usual port of https is fetched.", field="url")
    return parts
