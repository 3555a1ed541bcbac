"""The ledgers: whole inside, harmless outside, and right for any moment of the past."""

import base64
import csv
import json
from datetime import date
from io import StringIO
from unicodedata import normalize
from urllib.parse import quote as percent

import pytest
from django.apps import apps
from django.db import connection, transaction

from claims.models import Claim
from sources.models import GroundRules, Source
from tests.factories.claims import (
    AnnotationFactory,
    ClaimFactory,
    CrossCheckFactory,
    EvidenceFactory,
    OccurrenceFactory,
    SecondReadingFactory,
    VerificationFactory,
)
from tests.factories.sources import (
    AgreementFactory,
    ContactFactory,
    DescriptorFactory,
    DocumentFactory,
    LegalHoldFactory,
    LinkFactory,
    QuoteFactory,
    SourceFactory,
    UploadFactory,
)
from tests.factories.tracker import (
    ArticleFactory,
    DeskFactory,
    SpanFactory,
    member,
)
from tests.tracker.chain import events
from tracker.audit import System, acting, standalone
from tracker.audit.standalone import restored
from tracker.datasets import Profile, Scope, datasets
from tracker.datasets.events import (
    EVENTS,
    PRIVATE_FIELDS,
    SEALED_FIELDS,
    SHOWN_OUTSIDE,
)
from tracker.datasets.package import Order, stream_csv, write_package
from tracker.errors import NotAllowed
from tracker.models import ArticleStatus, Role

pytestmark = pytest.mark.usefixtures("committed")

CONTROL = "The crossing at kilometre 77 is closed."
# Long enough that a signature's random letters cannot look like a part of it.
HANGUL = "씨앗은봄을기다린다"
WEEK = date(2019, 7, 8)


def ledgers(profile):
    return [dataset for dataset in datasets() if profile in dataset.profiles]


def canary(name):
    return f"CANARY{name}{HANGUL}"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Keys and anchors of this test alone."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path


@pytest.fixture
def desk():
    """A desk with something in every ledger, a canary in every protected field."""
    desk = DeskFactory(name=canary("DESK"))
    reporter = member(
        desk, Role.REPORTER, name=canary("NAME"), email="canaryemail@desk.example"
    )
    source = SourceFactory(
        desk=desk,
        handler=reporter,
        codename="CANARY CODENAME",
        reliability_rationale=canary("RELIABILITY"),
    )
    DescriptorFactory(source=source, wording=canary("DESCRIPTOR"))
    agreement = AgreementFactory(
        source=source,
        reason=canary("REASON"),
        risk=canary("RISK"),
        motive=canary("MOTIVE"),
        ground_rules=GroundRules.BACKGROUND,
    )
    LinkFactory(source=source, rationale=canary("LINK"))
    DocumentFactory(desk=desk, provenance=canary("PROVENANCE"))
    ContactFactory(source=source, week=WEEK)
    LegalHoldFactory(source=source, reason=canary("HOLD"))
    UploadFactory(desk=desk, provenance=canary("UPLOAD"), holder=source)
    article = ArticleFactory(
        desk=desk,
        entered_by=reporter,
        title="=A title",
        status=ArticleStatus.PUBLISHED,
    )
    draft = ArticleFactory(
        desk=desk, entered_by=reporter, title=canary("DRAFT"), text=canary("TEXT") * 9
    )
    claim = ClaimFactory(desk=desk, text=CONTROL, status="verified")
    OccurrenceFactory(claim=claim, article=article)
    OccurrenceFactory(
        claim=ClaimFactory(desk=desk, text=canary("CLAIM")), article=draft
    )
    said = QuoteFactory(
        desk=desk,
        article=article,
        source=source,
        agreement=agreement,
        original_text=canary("VERBATIM"),
        attribution="a local source",
    )
    QuoteFactory(desk=desk, article=draft, attribution=canary("ATTRIBUTION"))
    QuoteFactory(desk=desk, article=article, attribution=canary("UNPRINTED"))
    EvidenceFactory(claim=claim, quote=said, rationale=canary("EVIDENCE"))
    other = ClaimFactory(desk=desk, text="The crossing is open.")
    OccurrenceFactory(claim=other, article=article)
    CrossCheckFactory(claim=claim, other=other, rationale=canary("CROSSCHECK"))
    AnnotationFactory(article=article, body=canary("ANNOTATION"))
    return desk


def order(desk, dataset, profile, role=Role.KEEPER, **rest):
    return Order(
        dataset=dataset,
        profile=profile,
        by=member(desk, role),
        scope=Scope(desk_id=desk.pk),
        **rest,
    )


def rows_of(folder, name):
    return [
        json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()
    ]


@pytest.mark.parametrize("profile", Profile)
def test_every_ledger_verifies_in_every_profile(desk, own_folder, profile):
    for dataset in ledgers(profile):
        folder = own_folder / dataset.name
        manifest = write_package(order(desk, dataset, profile), folder)
        assert manifest["rows"] > 0
        assert standalone.main([str(folder)]) == 0
        texts = {
            column["name"] for column in manifest["columns"] if column["kind"] == "text"
        }
        with (folder / f"{dataset.name}.csv").open(newline="") as file:
            view = [only(texts, row, restored) for row in csv.DictReader(file)]
        exact = [
            only(texts, row, str_or_empty) for row in rows_of(folder, dataset.name)
        ]
        assert view == exact


def only(names, row, read):
    return {name: read(row[name]) for name in names}


def str_or_empty(value):
    return value or ""


@pytest.mark.parametrize("profile", Profile)
def test_no_ledger_has_a_column_twice(profile):
    for dataset in ledgers(profile):
        names = [column.name for column in dataset.columns_for(profile)]
        assert len(names) == len(set(names))


def forms(text):
    """A text in every guise in which it might slip through."""
    for form in {text, normalize("NFC", text), normalize("NFD", text)}:
        data = form.encode()
        yield from (form, percent(form), json.dumps(form)[1:-1], data.hex())
        for shift in range(3):
            within = base64.b64encode(b" " * shift + data).decode()[4:-4]
            if within:
                yield within


@pytest.mark.parametrize("profile", [Profile.REVIEWER, Profile.PUBLIC])
def test_nothing_protected_leaves_the_newsroom(desk, own_folder, profile):
    said = ""
    for dataset in ledgers(profile):
        folder = own_folder / dataset.name
        write_package(order(desk, dataset, profile), folder)
        said += "".join(file.read_text() for file in folder.iterdir())
    said = said.lower()
    assert CONTROL.lower() in said
    ids = [str(pk) for pk in desk.memberships.values_list("user_id", flat=True)]
    for secret in (
        "CANARY",
        HANGUL,
        "canaryemail",
        "COPPER KETTLE",
        WEEK.isoformat(),
        str(desk.pk),
        *ids,
    ):
        for form in forms(secret):
            assert form.lower() not in said, (secret, form)


def test_the_scanner_for_canaries_is_not_blind(desk, own_folder):
    for dataset in ledgers(Profile.INTERNAL):
        folder = own_folder / dataset.name
        write_package(order(desk, dataset, Profile.INTERNAL), folder)
    said = "".join(file.read_text() for file in own_folder.glob("*/*l"))
    for secret in ("DRAFT", "ANNOTATION", "EVIDENCE", "LINK", "VERBATIM"):
        assert canary(secret) in said
    assert "CANARY CODENAME" in said


def everything_of(desk, folder, profile, role):
    said = ""
    for dataset in ledgers(profile):
        write_package(order(desk, dataset, profile, role), folder / dataset.name)
        assert standalone.main([str(folder / dataset.name)]) == 0
        said += "".join(file.read_text() for file in (folder / dataset.name).iterdir())
    return said


OF_A_FILE = (
    "DESCRIPTOR",
    "RELIABILITY",
    "REASON",
    "RISK",
    "MOTIVE",
    "LINK",
    "VERBATIM",
)
OF_ITS_PAPERS = ("PROVENANCE", "UPLOAD", "HOLD")


@pytest.mark.parametrize(
    ("profile", "role"),
    [
        (Profile.INTERNAL, Role.EDITOR),
        (Profile.LEGAL, Role.EDITOR),
        (Profile.LEGAL, Role.KEEPER),
    ],
)
def test_a_sources_file_is_in_a_keepers_internal_export_alone(
    desk, own_folder, profile, role
):
    said = everything_of(desk, own_folder, profile, role)
    source = Source.objects.get(desk=desk, codename="CANARY CODENAME")
    assert CONTROL in said
    for secret in (*OF_A_FILE, *OF_ITS_PAPERS):
        assert canary(secret) not in said, secret
    assert WEEK.isoformat() not in said
    assert str(source.pk) not in said


def test_a_keepers_internal_export_has_the_sources_file(desk, own_folder):
    said = everything_of(desk, own_folder, Profile.INTERNAL, Role.KEEPER)
    for secret in (*OF_A_FILE, *OF_ITS_PAPERS):
        assert canary(secret) in said, secret
    assert WEEK.isoformat() not in said  # it is not even on the record


@pytest.mark.parametrize("field", [*SHOWN_OUTSIDE, *PRIVATE_FIELDS, *SEALED_FIELDS])
def test_what_is_shown_or_hidden_is_a_column(field):
    table, _, column = field.partition(".")
    (model,) = (m for m in apps.get_models() if m._meta.db_table == table)
    assert column in {each.column for each in model._meta.concrete_fields}


def test_an_outsider_sees_no_event_of_a_sources_file(desk, own_folder):
    (recorded,) = (d for d in datasets() if d.name == "events")
    write_package(order(desk, recorded, Profile.REVIEWER), own_folder / "x")
    tables = {row["table_name"] for row in rows_of(own_folder / "x", "events")}
    assert {name for name in tables if name.startswith("sources_")} == {"sources_quote"}
    # Each event shows a state; one that would only be counted is hidden.
    assert tables <= {field.partition(".")[0] for field in SHOWN_OUTSIDE}


def test_an_attribution_leaves_only_if_readers_have_it(desk, own_folder):
    (quotes,) = (d for d in datasets() if d.name == "quotes")
    write_package(order(desk, quotes, Profile.PUBLIC), own_folder / "x")
    told = [row["attribution"] for row in rows_of(own_folder / "x", "quotes")]
    assert sorted(told, key=str) == [None, "a local source"]


@pytest.mark.parametrize("profile", [Profile.REVIEWER, Profile.PUBLIC])
def test_sources_and_annotations_are_never_exported_outside(desk, own_folder, profile):
    for dataset in datasets():
        if dataset.name in {"sources", "annotations"}:
            with pytest.raises(NotAllowed, match="never exported"):
                write_package(order(desk, dataset, profile), own_folder / "x")


def test_a_restricted_source_is_named_only_to_its_keepers(desk, own_folder):
    SourceFactory(desk=desk, codename="HIDDEN HERON", restricted=True)
    for role, expected in ((Role.KEEPER, True), (Role.EDITOR, False)):
        said = ""
        for dataset in ledgers(Profile.INTERNAL):
            folder = own_folder / role / dataset.name
            write_package(order(desk, dataset, Profile.INTERNAL, role), folder)
            said += "".join(file.read_text() for file in folder.iterdir())
            assert standalone.main([str(folder)]) == 0
        assert ("HIDDEN HERON" in said) is expected


def test_a_second_reader_s_verdict_leaves_only_as_a_commitment(desk, own_folder):
    SecondReadingFactory(claim__desk=desk, verdict="dispute", reason=canary("READING"))
    for role in (Role.KEEPER, Role.EDITOR):
        folder = own_folder / role
        write_package(order(desk, EVENTS, Profile.INTERNAL, role), folder)
        (row,) = [
            row
            for row in rows_of(folder, "events")
            if row["table_name"] == "claims_secondreading"
        ]
        assert "claim_id" in row["fields"]
        assert not {"verdict", "reason"} & set(row["fields"])
        assert canary("READING") not in (folder / "events.jsonl").read_text()
        assert standalone.main([str(folder)]) == 0


def test_two_quotes_of_one_source_do_not_join_across_articles(desk, own_folder):
    source = SourceFactory(desk=desk)
    for _ in range(2):
        article = ArticleFactory(desk=desk, status=ArticleStatus.PUBLISHED)
        QuoteFactory.create_batch(2, desk=desk, article=article, source=source)
    quotes = next(dataset for dataset in datasets() if dataset.name == "quotes")
    seen = []
    for name in ("one", "two"):
        write_package(order(desk, quotes, Profile.REVIEWER), own_folder / name)
        seen.append([row["source"] for row in rows_of(own_folder / name, "quotes")])
    assert len(set(seen[0]) - {None}) == 3
    assert set(seen[0]) & set(seen[1]) <= {None}


def test_as_of_is_what_the_desk_knew_then(desk, own_folder):
    inside = [
        dataset for dataset in ledgers(Profile.INTERNAL) if dataset.name != "events"
    ]
    for dataset in inside:
        write_package(
            order(desk, dataset, Profile.INTERNAL), own_folder / f"{dataset.name}-then"
        )
    moment = events()[-1]["at"]
    with transaction.atomic(), acting(by=System.COMMAND, action="claim.reworded"):
        claim = Claim.objects.get(desk=desk, text=CONTROL)
        claim.change(text="Reworded.")
        ClaimFactory(desk=desk)
        ArticleFactory(desk=desk)
        SourceFactory(desk=desk)
    for dataset in inside:
        asked = order(desk, dataset, Profile.INTERNAL, as_of=moment)
        write_package(asked, own_folder / f"{dataset.name}-now")
        then, now = (
            [without_pseudonyms(row) for row in rows_of(folder, dataset.name)]
            for folder in (
                own_folder / f"{dataset.name}-then",
                own_folder / f"{dataset.name}-now",
            )
        )
        assert now == then, dataset.name


def test_a_claim_is_shown_with_every_place_where_it_is_made(desk, own_folder):
    claim = Claim.objects.get(desk=desk, text=CONTROL)
    draft = ArticleFactory(desk=desk, text="CANARYDRAFTED words of no paper yet.")
    OccurrenceFactory(
        claim=claim,
        article=draft,
        span=SpanFactory(text=draft.current.text, start=0, end=19),
    )
    claims = next(dataset for dataset in datasets() if dataset.name == "claims")
    shown = {}
    for profile in (Profile.INTERNAL, Profile.REVIEWER):
        write_package(order(desk, claims, profile), own_folder / profile)
        (row,) = [
            row
            for row in rows_of(own_folder / profile, "claims")
            if row["text"] == CONTROL
        ]
        shown[profile] = row["occurrences"]
    assert {str(draft.pk)} < {place["article"] for place in shown[Profile.INTERNAL]}
    assert "CANARYDRAFTED words" in [p["words"] for p in shown[Profile.INTERNAL]]
    (place,) = shown[Profile.REVIEWER]
    assert set(place) == {"article", "words"}
    assert len(place["article"]) == 16


def test_how_a_source_knows_is_told_outside_only_in_a_crowd(desk, own_folder):
    article = ArticleFactory(desk=desk, status=ArticleStatus.PUBLISHED)
    for basis, sources in (("witnessed", 4), ("saw_document", 5)):
        for source in SourceFactory.create_batch(sources, desk=desk):
            QuoteFactory(desk=desk, article=article, source=source, basis=basis)
            QuoteFactory(desk=desk, article=article, source=source, basis=basis)
    quotes = next(dataset for dataset in datasets() if dataset.name == "quotes")
    seen = {}
    for profile in (Profile.INTERNAL, Profile.REVIEWER):
        write_package(order(desk, quotes, profile), own_folder / profile)
        rows = rows_of(own_folder / profile, "quotes")
        seen[profile] = {row["basis"] for row in rows} - {None}
    assert {"witnessed", "saw_document"} <= seen[Profile.INTERNAL]
    assert seen[Profile.REVIEWER] == {"saw_document"}


LONG = "길게 쓴 말. " * 1400  # some 25 kB


def test_as_of_shows_words_of_any_length_as_they_stood(desk, own_folder):
    """A note was edited since; a passage and a decision never change."""
    article = ArticleFactory(desk=desk, text=LONG)
    span = SpanFactory(text=article.current.text, start=0, end=len(LONG))
    note = AnnotationFactory(article=article, span=span, body=f"First. {LONG}"[:10_000])
    ties = {"ties": [LONG], "origins": 2}
    with transaction.atomic():
        decision = VerificationFactory(
            claim=ClaimFactory(desk=desk), corroboration=ties
        )
        with acting(by=System.COMMAND, action="claim.in_review"):
            decision.claim.change(status=decision.to_status)
    moment = events()[-1]["at"]
    then = note.body
    with transaction.atomic(), acting(by=System.COMMAND, action="annotation.edited"):
        note.change(body=f"Second. {LONG}"[:10_000])
    for name in ("annotations", "decisions"):
        dataset = next(one for one in datasets() if one.name == name)
        asked = order(desk, dataset, Profile.INTERNAL, as_of=moment)
        write_package(asked, own_folder / name)
    rows = {
        row["annotation"]: row
        for row in rows_of(own_folder / "annotations", "annotations")
    }
    assert rows[str(note.pk)]["body"] == then
    assert rows[str(note.pk)]["passage"] == LONG
    (row,) = [
        row
        for row in rows_of(own_folder / "decisions", "decisions")
        if row["decision"] == str(decision.pk)
    ]
    assert (row["corroboration"], row["origins"]) == (ties, 2)


def test_a_restricted_source_is_not_even_counted_for_others(desk, own_folder):
    SourceFactory.create_batch(2, desk=desk, restricted=True)
    sources = next(dataset for dataset in datasets() if dataset.name == "sources")
    counts = [
        write_package(order(desk, sources, profile, role), own_folder / role / profile)[
            "rows"
        ]
        for role, profile in (
            (Role.KEEPER, Profile.INTERNAL),
            (Role.EDITOR, Profile.INTERNAL),
            (Role.EDITOR, Profile.LEGAL),
        )
    ]
    assert counts[0] - 2 == counts[1] == counts[2]


def without_pseudonyms(row):
    return {name: value for name, value in row.items() if name != "source"}


def test_a_ledger_streams_from_the_database(desk):
    claims = next(dataset for dataset in datasets() if dataset.name == "claims")
    data = b"".join(stream_csv(order(desk, claims, Profile.INTERNAL)))
    rows = list(csv.DictReader(StringIO(data.decode(), newline="")))
    assert {row["text"] for row in rows} == set(
        Claim.objects.filter(desk=desk).values_list("text", flat=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit.event WHERE action LIKE 'export%'")
        assert cursor.fetchone() == (1,)
