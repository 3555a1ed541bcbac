"""Fetching by address goes to the open internet or nowhere; tried on a local rig."""

import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from tests.factories.tracker import DeskFactory, member
from tracker.errors import Invalid, NotAllowed, NotFound, TooLarge
from tracker.fetching import Fetcher, is_public
from tracker.models import Role
from tracker.services import imports

HOST = "paper.example"
LOOPBACK = ip_address("127.0.0.1")
PAGE = b"<h1>Title</h1><p>\xe2\x80\x9cWords,\xe2\x80\x9d he said.</p>"


class Site(BaseHTTPRequestHandler):
    """A page, and every unkindness a server can do."""

    seen: list[str] = []  # noqa: RUF012 (shared by design)

    def do_GET(self):
        self.seen.append(f"{self.headers['Host']}{self.path}")
        getattr(self, f"do_{self.path.strip('/').split('?')[0] or 'page'}")()

    def say(self, status, headers=(), body=b""):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_page(self):
        self.say(200, [("Content-Type", "text/html; charset=utf-8")], PAGE)

    def do_moved(self):
        self.say(302, [("Location", "https://169.254.169.254/")])

    def do_pdf(self):
        self.say(200, [("Content-Type", "application/pdf")], b"%PDF")

    def do_huge(self):
        self.say(200, [("Content-Type", "text/html")], b"a" * 5000)

    def do_slow(self):
        self.say(200, [("Content-Type", "text/html"), ("Content-Length", "9999")])
        for _ in range(50):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.1)

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "site.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + built.public_bytes(Encoding.PEM)
    )
    return path


@pytest.fixture
def site(certificate):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    Site.seen.clear()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher(site, certificate, settings):
    settings.FETCH_BY_URL = True
    return Fetcher(
        resolve=lambda _: [LOOPBACK],
        admits=lambda address: address == LOOPBACK,
        tls=ssl.create_default_context(cafile=str(certificate)),
        port=site.server_port,
        seconds=1.0,
        most=1000,
    )


def test_a_page_is_fetched_under_its_own_name(fetcher, site):
    assert fetcher.fetch(f"https://{HOST}/page?x=1#part") == PAGE
    assert site.RequestHandlerClass.seen == [
        f"{HOST}:{site.server_port}/page?x=1",
    ]


@pytest.mark.parametrize(
    ("path", "refusal", "words"),
    [
        ("moved", Invalid, "did not answer with a page"),
        ("pdf", Invalid, "not a web page"),
        ("huge", TooLarge, "larger"),
        ("slow", Invalid, "in time"),
    ],
)
def test_what_is_no_page_is_refused_in_time(fetcher, path, refusal, words):
    began = time.monotonic()
    with pytest.raises(refusal, match=words):
        fetcher.fetch(f"https://{HOST}/{path}")
    assert time.monotonic() - began < 4


def test_a_certificate_of_another_name_is_refused(fetcher):
    with pytest.raises(Invalid):
        fetcher.fetch("https://other.example/page")


@contextmanager
def sentinel(site):
    yield
    assert site.RequestHandlerClass.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "http://paper.example/",
        "ftp://paper.example/",
        "file:///etc/passwd",
        "//paper.example/",
        "https:///nowhere",
        "https://paper.example:8443/",
        "https://paper.example:99999/",
        "https://me:secret@paper.example/",
        "https://paper.example/a b",
        "https://paper.example/\r\nX: y",
        "https://пример.example/",
        "gopher://paper.example/",
        "",
    ],
)
def test_other_addresses_are_refused_before_anything_is_sent(fetcher, site, url):
    with sentinel(site), pytest.raises(Invalid):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0/",
        "https://0x7f000001/",
        "https://017700000001/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
    ],
)
def test_no_way_of_writing_it_leads_inside(site, settings, url):
    settings.FETCH_BY_URL = True
    with sentinel(site), pytest.raises(Invalid):
        Fetcher(seconds=1.0).fetch(url)


def test_a_name_with_one_inner_address_is_refused_as_a_whole(fetcher, site):
    mixed = Fetcher(
        resolve=lambda _: [ip_address("93.184.215.14"), LOOPBACK],
        port=fetcher.port,
        seconds=1.0,
    )
    with sentinel(site), pytest.raises(Invalid, match="open internet"):
        mixed.fetch(f"https://{HOST}/page")


def test_a_name_is_resolved_once_and_not_again(fetcher):
    asked = []

    def rebinding(host):
        asked.append(host)
        return [LOOPBACK]

    once = Fetcher(
        resolve=rebinding,
        admits=fetcher.admits,
        tls=fetcher.tls,
        port=fetcher.port,
        seconds=1.0,
    )
    once.fetch(f"https://{HOST}/page")
    assert asked == [HOST]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("224.0.0.1", False),
        ("ff02::1", False),
        ("0.0.0.0", False),  # noqa: S104 (not a binding)
        ("255.255.255.255", False),
        ("198.18.0.1", False),
        ("::ffff:93.184.215.14", False),
    ],
)
def test_what_is_public(address, public):
    assert is_public(ip_address(address)) is public


def test_it_is_off_unless_switched_on(site):
    with sentinel(site), pytest.raises(NotAllowed, match="switched off"):
        Fetcher().fetch(f"https://{HOST}/page")


def test_a_page_becomes_an_article_for_who_may_file(db, fetcher, site):
    desk = DeskFactory()
    url = f"https://{HOST}/page"
    filed = imports.import_page(
        desk.pk, url=url, by=member(desk, Role.REPORTER), fetcher=fetcher
    )
    assert (filed.title, filed.url) == ("Title", url)
    assert filed.current.text.content == "“Words,” he said."
    Site.seen.clear()
    with sentinel(site), pytest.raises(NotFound):
        imports.import_page(
            desk.pk, url=url, by=member(DeskFactory(), Role.EDITOR), fetcher=fetcher
        )
