"""Canaries: what is protected of a source turns up nowhere it must not.

Every protected field holds a unique string. Every route is driven as everybody who may
not know the source; every body, header, log, table, message and export is then
searched for the strings, plain and encoded. A control that everybody may see must be
found, or the scanner is blind; and each defence, taken away, must be missed.
"""

import base64
import html
import json
import logging
import unicodedata
from datetime import timedelta
from io import StringIO
from urllib.parse import quote as url_quote
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from kombu.transport import memory

from config.logging import SafeFormatter
from sources.models import (
    AnonymousFrom,
    Channel,
    GroundRules,
    LinkKind,
    Quote,
    QuoteType,
    Reliability,
    Source,
    SpeakerKind,
    Stance,
)
from sources.models.source import SourceQuerySet
from sources.services import (
    agreements,
    confidants,
    documents,
    links,
    quotes,
    retention,
    sources,
    wordings,
)
from tests.factories.claims import (
    AnnotationFactory,
    ClaimFactory,
    EvidenceFactory,
    OccurrenceFactory,
)
from tests.factories.sources import SourceFactory
from tests.factories.tracker import (
    ArticleFactory,
    DeskFactory,
    SpanFactory,
    UserFactory,
    member,
)
from tracker.audit import acting
from tracker.datasets import Profile, Scope, datasets
from tracker.datasets.package import Order, stream_csv
from tracker.errors import Duplicate, SourcelineError
from tracker.models import Role
from tracker.models import Scope as TokenScope
from tracker.models.token import ApiToken

CONTROL = "zqcontrol the bridge"
CANARIES = {
    "codename": "ZQCODENAME KETTLE",
    "rationale": "zqrationale five times right",
    "reason": "zqreason 감옥에 갈 것이다",
    "risk": unicodedata.normalize("NFD", "zqrisk 가족이 위험하다"),
    "motive": "zqmotive wants it stopped",
    "tie": "zqtie both work the night shift",
    "agreed": "zqagreed a clerk of the river",
    "forbidden": "zqforbidden a customs officer",
    "provenance": "zqprovenance handed over at the ferry",
    "original": "zqoriginal 다리가 닫혔다고 말했다",
    "notes": "zqnotes she said it by the well",
    "hold": "zqhold the court has asked",
    "let in": "zqletin knows the harbour",
    "restricted": "zqrestricted after the break-in",
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Records whose history is of a source, or names one.
NEAR_SOURCES = ("quote", "document", "source", "agreement", "link", "annotation")
PROTECTED_TABLES = {
    "sources_source",
    "sources_descriptor",
    "sources_agreement",
    "sources_link",
    "sources_document",
    "sources_quote",
    "sources_fidelitycheck",
    "sources_legalhold",
}


# The scanner


def forms(text: str) -> set[bytes]:
    """Return the string as it might appear, composed or not, in any usual encoding."""
    found: set[bytes] = set()
    for shape in ("NFC", "NFD"):
        words = unicodedata.normalize(shape, text)
        raw = words.encode()
        found |= {
            raw,
            url_quote(words).encode(),
            url_quote(words, safe="").replace("%20", "+").encode(),
            json.dumps(words)[1:-1].encode(),
            html.escape(words).encode(),
            raw.hex().encode(),
        }
        for offset in range(3):
            coded = base64.b64encode(b"\0" * offset + raw)
            inner = coded[4 if offset else 0 :].rstrip(b"=")[: -1 or None]
            found.add(inner[: len(inner) // 4 * 4 - 4])
    return {form.lower() for form in found}


FORMS = {name: forms(text) for name, text in CANARIES.items()}
CONTROL_FORMS = forms(CONTROL)


def hits(*blobs: bytes) -> set[str]:
    """Return the names of the canaries that are in any of the blobs."""
    low = b"\n".join(blobs).lower()
    return {name for name, known in FORMS.items() if any(form in low for form in known)}


def seen(*blobs: bytes) -> bool:
    """Whether the control was found."""
    low = b"\n".join(blobs).lower()
    return any(form in low for form in CONTROL_FORMS)


@pytest.mark.parametrize("name", CANARIES)
@pytest.mark.parametrize(
    "told",
    [
        lambda text: text.encode(),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        lambda text: unicodedata.normalize("NFC", text).upper().encode(),
        lambda text: b"/sources/?q=" + url_quote(text).encode(),
        lambda text: json.dumps({"key": text}).encode(),
        lambda text: base64.b64encode(b"x" + text.encode()),
        lambda text: base64.b64encode(b"xyz" + text.encode() + b"!"),
        lambda text: text.encode().hex().encode(),
        lambda text: html.escape(f"<{text}>").encode(),
    ],
)
def test_the_scanner_sees_every_form(name, told):
    assert name in hits(b"before " + told(CANARIES[name]) + b" after")


def test_the_scanner_is_not_easily_alarmed():
    assert hits(b"A source in the north said the bridge is closed.", b"zq") == set()
    assert not seen(b"nothing")


# The world


class World:
    """A desk whose source carries the canaries, and one id of everything."""

    def __init__(self) -> None:
        self.desk = DeskFactory(slug="north")
        self.reporter = member(self.desk, Role.REPORTER)
        self.editor = member(self.desk, Role.EDITOR)
        self.keeper = member(self.desk, Role.KEEPER)
        self.article = ArticleFactory(
            desk=self.desk,
            entered_by=self.reporter,
            title=CONTROL,
            text="“The bridge is closed,” said an inside source. It rained.",
        )
        self.ids = {"articles": self.article.pk, "desks": self.desk.pk}
        self._source()
        self._quote()
        self._claim()

    def _source(self) -> None:
        self.source = sources.register(
            self.desk.pk, by=self.reporter, codename=CANARIES["codename"]
        )
        pk = self.source.pk
        sources.grade(
            pk,
            reliability=Reliability.B,
            rationale=CANARIES["rationale"],
            by=self.editor,
            version=1,
        )
        for stance in ("agreed", "forbidden"):
            wordings.describe_as(
                pk, wording=CANARIES[stance], stance=Stance(stance), by=self.reporter
            )
        self.terms = agreements.agree(
            pk,
            ground_rules=GroundRules.BACKGROUND,
            anonymous_from=AnonymousFrom.EVERYONE,
            reason=CANARIES["reason"],
            risk=CANARIES["risk"],
            motive=CANARIES["motive"],
            by=self.reporter,
        )
        other = SourceFactory(desk=self.desk)
        tie = links.link(
            pk,
            other.pk,
            kind=LinkKind.SAME_OFFICE,
            rationale=CANARIES["tie"],
            by=self.editor,
        )
        hold = retention.place_hold(pk, reason=CANARIES["hold"], by=self.editor)
        retention.log_contact(
            pk,
            day=self.article.created_at.date(),
            channel=Channel.CALL,
            by=self.reporter,
        )
        confidant = confidants.let_in(
            pk,
            user=member(self.desk, Role.REPORTER),
            by=self.keeper,
            reason=CANARIES["let in"],
        )
        self.source.refresh_from_db()
        confidants.restrict(
            pk,
            restricted=True,
            by=self.keeper,
            version=self.source.version,
            reason=CANARIES["restricted"],
        )
        self.ids |= {
            "sources": pk,
            "agreements": self.terms.pk,
            "links": tie.pk,
            "holds": hold.pk,
            "confidants": confidant.pk,
        }

    def _quote(self) -> None:
        document = documents.hold(
            self.desk.pk,
            title="Notice of closure",
            content="The bridge is closed.",
            provenance=CANARIES["provenance"],
            holder_id=self.source.pk,
            by=self.reporter,
        )
        quote = quotes.record(
            self.article.pk,
            pieces=[(1, 22)],
            mention=(29, 45),
            attribution="an inside source",
            speaker_kind=SpeakerKind.ANONYMOUS_PERSON,
            type=QuoteType.DIRECT,
            source_id=self.source.pk,
            original_text=CANARIES["original"],
            by=self.reporter,
        )
        check = quotes.check_fidelity(
            quote.pk,
            record_text=f"{CANARIES['notes']}. The bridge is closed, and so on.",
            by=self.reporter,
        )
        self.ids |= {
            "quotes": quote.pk,
            "documents": document.pk,
            "checks": check.pk,
        }

    def _claim(self) -> None:
        claim = ClaimFactory(
            desk=self.desk,
            entered_by=self.reporter,
            text=f"{CONTROL} is closed.",
            attributed_to=self.source,
        )
        span = SpanFactory(text=self.article.current.text, start=1, end=22)
        OccurrenceFactory(claim=claim, article=self.article, span=span)
        evidence = EvidenceFactory(
            claim=claim, quote=Quote.objects.get(pk=self.ids["quotes"])
        )
        note = AnnotationFactory(article=self.article, span=span)
        self.ids |= {
            "claims": claim.pk,
            "evidence": evidence.pk,
            "annotations": note.pk,
            "notes": note.pk,
        }

    def doubled(self) -> None:
        """Break the rule that codenames are unique, with no service in between."""
        with transaction.atomic(), acting(by=self.reporter, action="test"):
            Source.objects.create(
                desk=self.desk,
                entered_by=self.reporter,
                handler=self.reporter,
                codename=CANARIES["codename"],
            )

    def strangers(self) -> dict[str, Client]:
        """Return a browser or program of everybody who may not know the source."""
        people = {
            "colleague": member(self.desk, Role.REPORTER),
            "fact-checker": member(self.desk, Role.FACT_CHECKER),
            "auditor": member(self.desk, Role.AUDITOR),
            "editor": self.editor,  # the source is restricted, and nobody let them in
            "program's session": member(self.desk, Role.API_CLIENT),
            "outsider": member(DeskFactory(), Role.REPORTER, Role.FACT_CHECKER),
            "site staff": UserFactory(is_staff=True),
        }
        browsers = {}
        for name, person in people.items():
            browsers[name] = Client(raise_request_exception=False)
            browsers[name].force_login(person, backend=BACKEND)
        browsers["nobody"] = Client(raise_request_exception=False)
        # The handler's own program: its scopes never reach into the file.
        _, key = ApiToken.objects.create(
            self.reporter,
            expiry=timedelta(hours=1),
            name="cms",
            scopes=TokenScope.values,
        )
        browsers["handler's program"] = Client(
            raise_request_exception=False, headers={"authorization": f"Token {key}"}
        )
        return browsers

    def addresses(self) -> list[str]:
        """Return every address of the site, with this world's ids, right and wrong."""
        found = set()
        routes = walk(get_resolver())
        for route in (
            one.replace("<slug:kind>", k) for one in routes for k in NEAR_SOURCES
        ):
            before, slot, after = route.partition("<uuid:pk>")
            if not slot:
                before, slot, after = route.partition("<path:object_id>")
            kind = before.rstrip("/").rpartition("/")[2].replace("history", "")
            own = self.ids.get(kind, self.ids.get(f"{kind}s", self.source.pk))
            # A stranger tries the source's id wherever an id is asked for.
            for pk in {own, self.source.pk} if "/api/" in before else {own}:
                address = f"{before}{pk if slot else ''}{after}"
                found.add(address.replace("<slug:slug>", "north"))
            if route.endswith("/as-of") and "/history/" in route:
                moment = timezone.now().isoformat().replace("+", "%2B")
                found.add(f"{before}{own}{after}?at={moment}")
        return sorted(a for a in found if "<" not in a and "(?P" not in a)


def walk(resolver: URLResolver, before: str = "/") -> list[str]:
    found: list[str] = []
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += walk(entry, route)
        elif isinstance(entry, URLPattern):
            found.append(route)
    idle = ("/accounts/", "/admin/jsi18n", "/admin/password", "/api/v1/schema")
    return [route for route in found if not route.startswith(idle)]


@pytest.fixture
def world(committed) -> World:
    return World()


@pytest.fixture
def log():
    """Everything that is logged, as the deployment would print it."""
    printed = StringIO()
    handler = logging.StreamHandler(printed)
    handler.setFormatter(SafeFormatter("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield printed
    root.removeHandler(handler)
    root.setLevel(level)


def answers(browser: Client, address: str) -> list[bytes]:
    """Look, and act with nothing in hand; return all that came back."""
    given = [browser.get(address)]
    if not address.startswith("/admin/") and given[0].status_code in {400, 405}:
        as_json = {"content_type": "application/json"} if "/api/" in address else {}
        given.append(browser.post(address, {"reason": "x", "version": 1}, **as_json))
    told = []
    for answer in given:
        headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
        body = b"".join(answer) if answer.streaming else answer.content
        told += [headers.encode(), body]
    return told


STRANGERS = (
    "fact-checker",
    *(
        pytest.param(name, marks=pytest.mark.thorough)
        for name in (
            "colleague",
            "auditor",
            "editor",
            "program's session",
            "outsider",
            "site staff",
            "nobody",
            "handler's program",
        )
    ),
)


def bodies(world: World, name: str, only: str) -> list[bytes]:
    """Return what this stranger is told at all addresses that begin so."""
    browser = world.strangers()[name]
    addresses = [a for a in world.addresses() if a.startswith(only)]
    return [blob for address in addresses for blob in answers(browser, address)]


# The surfaces


@pytest.mark.parametrize("name", STRANGERS)
def test_no_route_tells_a_stranger(world, log, name):
    addresses = world.addresses()
    assert len(addresses) > 150
    browser = world.strangers()[name]
    told = [blob for address in addresses for blob in answers(browser, address)]
    assert hits(*told) == set()
    assert hits(log.getvalue().encode()) == set()


def test_what_a_stranger_may_know_is_found(world):
    """The scanner is not blind: the control is on the fact-checker's page."""
    fact_checker = world.strangers()["fact-checker"]
    assert seen(fact_checker.get(f"/articles/{world.article.pk}/").content)


def test_no_stranger_is_left_out(world):
    named = {getattr(one, "values", (one,))[0] for one in STRANGERS}
    assert named == set(world.strangers())


def test_the_same_routes_tell_the_handler(world):
    """What the strangers are not told is there to be told."""
    handler = Client()
    handler.force_login(world.reporter, backend=BACKEND)
    parts = ("", "terms/", "ties/", "circle/", "jigsaw/", "said/", "holdings/")
    pages = [handler.get(f"/sources/{world.source.pk}/{p}").content for p in parts]
    there = {"codename", "rationale", "agreed", "forbidden", "reason", "risk", "motive"}
    assert there | {"hold"} <= hits(*pages)
    for page in pages:
        title = page.partition(b"<title>")[2].partition(b"</title>")[0]
        assert hits(title) == set()


def test_a_missing_source_and_a_hidden_one_answer_alike(world):
    for name, browser in world.strangers().items():
        for route in ("/sources/{}/", "/api/v1/sources/{}"):
            hidden = browser.get(route.format(world.source.pk))
            missing = browser.get(route.format(uuid4()))
            assert hidden.status_code == missing.status_code, name
            assert _stable(hidden) == _stable(missing), name


def _stable(answer) -> bytes:
    """The body without what is new in every answer: ids of the request, CSRF tokens."""
    body = answer.content
    for mark in (b'name="csrfmiddlewaretoken" value="', b"/sources/", b"next="):
        before, _, after = body.partition(mark)
        body = before + after.partition(b'"')[2]
    return body


def test_nothing_is_logged_when_things_go_wrong(world, log):
    with pytest.raises(Duplicate) as refused:
        sources.register(
            world.desk.pk, by=world.reporter, codename=CANARIES["codename"]
        )
    logger = logging.getLogger("sourceline.test")
    with pytest.raises(IntegrityError) as broken:
        world.doubled()
    assert "codename" in hits(str(broken.value).encode())
    logger.warning("It failed.", exc_info=broken.value)
    logger.warning("It failed: %s", broken.value)
    logger.warning(CONTROL)
    assert isinstance(refused.value, SourcelineError)
    told = f"{refused.value} {refused.value.facts} {log.getvalue()}"
    assert hits(told.encode()) == set()
    assert seen(log.getvalue().encode())


def test_the_database_servers_log_stays_clean(world):
    with pytest.raises(IntegrityError):
        world.doubled()
    files = [path for path in settings.DATA_DIR.glob("*.log") if path.is_file()]
    for path in files:
        assert hits(path.read_bytes()) == set()


def test_no_other_table_holds_it(world):
    for name in ("fact-checker", "handler's program", "nobody"):
        bodies(world, name, only="/api/v1/sources")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()}
        dumps = {}
        for name in sorted(tables - PROTECTED_TABLES - {"django_migrations"}):
            cursor.execute(f"SELECT coalesce(json_agg(t)::text, '') FROM \"{name}\" t")
            dumps[name] = cursor.fetchone()[0].encode()
    for name, dump in dumps.items():
        assert hits(dump) == set(), name
    assert len(dumps) > 20
    assert seen(dumps["tracker_article"])


def test_no_message_holds_it(world):
    sent = [
        repr(message).encode()
        for queue in memory.Channel.queues.values()
        for message in list(queue.queue)
    ]
    assert hits(*sent) == set()


def test_no_row_says_it_of_itself(world):
    told = [
        f"{row} {row!r}".encode()
        for model in apps.get_models()
        if model._meta.app_label in {"tracker", "sources", "claims"}
        for row in model._default_manager.all()
    ]
    assert hits(*told) == set()
    assert seen(*told)


@pytest.mark.parametrize("profile", [Profile.REVIEWER, Profile.PUBLIC])
def test_no_export_for_outsiders_holds_it(world, profile):
    told = {
        each.name: b"".join(
            stream_csv(
                Order(
                    dataset=each,
                    profile=profile,
                    by=world.editor,
                    scope=Scope(desk_id=world.desk.pk),
                )
            )
        )
        for each in datasets()
        if profile in each.profiles
    }
    assert told
    for name, export in told.items():
        assert hits(export) == set(), name


# Each defence taken away must be missed


def test_it_fails_when_lists_forget_who_is_looking(world, monkeypatch):
    monkeypatch.setattr(
        SourceQuerySet,
        "visible_to",
        lambda self, user: self.filter(desk_id__in=user.roles),
    )
    told = bodies(world, "fact-checker", only="/api/v1/sources")
    assert "codename" in hits(*told)


def test_it_fails_when_a_row_names_itself(world, monkeypatch):
    monkeypatch.setattr(Source, "__str__", lambda self: self.codename)
    assert hits(repr(Source.objects.get(pk=world.source.pk)).encode()) == {"codename"}


def test_it_fails_when_a_log_line_names_it(world, log):
    logging.getLogger("sourceline.test").info("opened %s", world.source.codename)
    assert hits(log.getvalue().encode()) == {"codename"}


def test_it_fails_when_the_formatter_prints_errors(world):
    printed = StringIO()
    handler = logging.StreamHandler(printed)
    logger = logging.getLogger("sourceline.sabotage")
    logger.addHandler(handler)
    try:
        sources.register(
            world.desk.pk, by=world.reporter, codename=CANARIES["codename"]
        )
    except Duplicate as error:
        logger.warning("%s %s", error, world.source.codename)
    logger.removeHandler(handler)
    assert hits(printed.getvalue().encode()) == {"codename"}
