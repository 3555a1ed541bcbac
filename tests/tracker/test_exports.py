"""An export is the record, safe to open, and proves itself without this software."""

import ast
import csv
import json
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from sources.models import Source
from tests.factories.tracker import ArticleFactory, DeskFactory, member
from tests.tracker.chain import events
from tests.tracker.test_audit_verify import REHASH, restore_to
from tracker.audit import System, acting, note, standalone
from tracker.audit.anchors import anchors_file, sign_head
from tracker.audit.keys import keyring
from tracker.audit.standalone import restored
from tracker.datasets import Profile, Scope, dataset
from tracker.datasets.events import ABOUT_COPY, PRIVATE_FIELDS
from tracker.datasets.guard import guarded, suspect
from tracker.datasets.package import Order, stream_csv, write_package
from tracker.errors import Conflict, NotAllowed
from tracker.models import Desk, Role

INSIDE = ["internal", "legal"]
NOT_PUBLIC = [*INSIDE, "reviewer"]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Keys and anchors of this test alone."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path


@pytest.fixture
def desk():
    """A desk with an article, among others of which an export must not tell."""
    other, desk = DeskFactory.create_batch(2)
    ArticleFactory(desk=other)
    with transaction.atomic(), acting(by=System.COMMAND, action="desk.renamed"):
        Desk.objects.filter(pk=desk.pk).update(name="=HYPERLINK(1)\r\n한국 ␊ 'x'")
    ArticleFactory(desk=desk, title="@SUM(1)")
    ArticleFactory(desk=other)
    return desk


def order(desk, profile="internal", roles=(Role.EDITOR,), **rest):
    return Order(
        dataset=dataset(rest.pop("name", "events")),
        profile=Profile(profile),
        by=member(desk, *roles),
        scope=Scope(desk_id=desk.pk, **rest.pop("scope", {})),
        **rest,
    )


@pytest.fixture
def package(desk, own_folder, request):
    folder = own_folder / "package"
    write_package(order(desk, getattr(request, "param", "internal")), folder)
    return folder


def verified(folder, *arguments):
    """Run the package's own verifier as an outsider would."""
    return subprocess.run(
        [sys.executable, "-I", folder / "verify.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def rows_of(folder, name="events"):
    return [
        json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()
    ]


@pytest.mark.usefixtures("committed")
class TestPackage:
    @pytest.mark.parametrize("profile", NOT_PUBLIC)
    @pytest.mark.parametrize("bom", [False, True])
    def test_it_verifies_on_its_own(self, desk, own_folder, profile, bom):
        manifest = write_package(order(desk, profile, bom=bom), own_folder / "package")
        answer = verified(own_folder / "package")
        assert answer.returncode == 0, answer.stdout
        assert "Sound" in answer.stdout
        assert manifest["rows"] > 2

    def test_it_knows_the_published_key_from_a_strangers(self, package, own_folder):
        published = own_folder / "keys.json"
        published.write_text(json.dumps(keyring().published()))
        assert (
            "signed by the newsroom's key"
            in verified(package, "--keys", published).stdout
        )
        published.write_text(json.dumps({"keys": []}))
        answer = verified(package, "--keys", published)
        assert answer.returncode == 1
        assert "not among the trusted keys" in answer.stdout

    def test_without_cryptography_it_says_what_was_not_checked(self, package):
        blocked = "import sys; sys.modules['cryptography'] = None; sys.argv = ['v', "
        run = f"{blocked}{str(package)!r}]; import runpy; "
        run += f"runpy.run_path({str(package / 'verify.py')!r}, run_name='__main__')"
        answer = subprocess.run(
            [sys.executable, "-I", "-c", run],
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stdout
        assert "SIGNATURE WAS NOT CHECKED" in answer.stdout

    def test_an_export_of_one_desk_has_nothing_of_another(self, package, desk):
        assert {row["desk_id"] for row in rows_of(package)} == {str(desk.pk)}
        text = "".join(file.read_text() for file in package.iterdir())
        others = Desk.objects.exclude(pk=desk.pk).values_list("pk", flat=True)
        assert others
        assert not any(str(pk) in text for pk in others)

    def test_it_is_on_the_record_before_its_first_byte(self, desk, package):
        started = events("action = 'export.started'")
        assert len(started) == 1
        assert started[0]["desk_id"] == desk.pk
        assert json.loads(started[0]["news"][started[0]["names"].index("profile")]) == (
            "internal"
        )
        assert rows_of(package)[-1]["action"] == "export.started"

    def test_one_article_of_one_status_by_command(self, desk, own_folder):
        wanted = ArticleFactory(desk=desk, status="published")
        ArticleFactory(desk=desk, status="published")
        call_command(
            "export",
            "articles",
            desk=desk.slug,
            out=own_folder / "one",
            article=str(wanted.pk),
            status="published",
        )
        (row,) = rows_of(own_folder / "one", "articles")
        assert row["article"] == str(wanted.pk)

    def test_the_command_for_a_person_waits_for_a_second_one_too(
        self, desk, own_folder
    ):
        editor = member(desk, Role.EDITOR)
        with transaction.atomic(), acting(by=System.COMMAND, action="desk.strict"):
            Desk.objects.filter(pk=desk.pk).update(exports_need_release=True)
        asked = {"desk": desk.slug, "profile": "legal", "out": own_folder / "x"}
        with pytest.raises(CommandError, match="second person"):
            call_command("export", "events", by=editor.email, **asked)
        assert not (own_folder / "x").exists()
        call_command("export", "events", **asked)

    def test_the_files_are_their_owners_alone(self, package):
        assert {file.stat().st_mode & 0o777 for file in package.iterdir()} == {0o600}

    def test_a_folder_in_use_is_left_alone(self, desk, package):
        with pytest.raises(Conflict):
            write_package(order(desk), package)

    def test_days_and_moments_limit_what_is_shown(self, desk, own_folder):
        tomorrow = timezone.now().date() + timedelta(days=1)
        late = order(desk, scope={"since": tomorrow})
        assert write_package(late, own_folder / "late")["rows"] == 0
        assert verified(own_folder / "late").returncode == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT at FROM audit.event WHERE seq = 3")
            (moment,) = cursor.fetchone()
        early = write_package(order(desk, as_of=moment), own_folder / "early")
        assert {row["seq"] for row in rows_of(own_folder / "early")} <= {1, 2, 3}
        assert early["as_of"] == moment.isoformat()
        assert verified(own_folder / "early").returncode == 0

    def test_the_command_writes_and_checks(self, desk, own_folder, capsys):
        out = own_folder / "out"
        call_command("export", "events", desk=desk.slug, out=out, profile="legal")
        call_command("verify_export", str(out))
        assert "Sound" in capsys.readouterr().out
        (out / "events.csv").write_text("")
        with pytest.raises(SystemExit):
            call_command("verify_export", str(out))
        with pytest.raises(CommandError, match="never exported"):
            call_command("export", "events", out=own_folder / "x", profile="public")
        with pytest.raises(CommandError, match="not of one article"):
            call_command(
                "export",
                "events",
                out=own_folder / "x",
                article=uuid4(),
                desk=desk.slug,
            )
        call_command("export", "events", out=own_folder / "all.zip")
        assert (own_folder / "all.zip").stat().st_size > 1000


@pytest.mark.usefixtures("committed")
class TestPermission:
    @pytest.mark.parametrize(
        ("role", "profile", "allowed"),
        [
            (Role.EDITOR, "internal", True),
            (Role.KEEPER, "legal", True),
            (Role.AUDITOR, "reviewer", True),
            (Role.AUDITOR, "internal", False),
            (Role.REPORTER, "reviewer", False),
            (Role.FACT_CHECKER, "reviewer", False),
            (Role.API_CLIENT, "reviewer", False),
            (Role.EDITOR, "public", False),
        ],
    )
    def test_who_may_export_for_whom(self, desk, own_folder, role, profile, allowed):
        asked = order(desk, profile, roles=[role])
        outcome = pytest.raises(NotAllowed) if not allowed else memoryview(b"")
        with outcome:
            write_package(asked, own_folder / "package")
        assert (own_folder / "package").exists() is allowed

    def test_an_outsider_streams_nothing(self, desk):
        stranger = member(DeskFactory(), Role.EDITOR)
        asked = Order(
            dataset=dataset("events"),
            profile=Profile.INTERNAL,
            by=stranger,
            scope=Scope(desk_id=desk.pk),
        )
        with pytest.raises(NotAllowed):
            stream_csv(asked)
        assert not events("action LIKE 'export%'")

    def test_a_stream_is_the_csv_of_the_package(self, desk, package):
        streamed = b"".join(stream_csv(order(desk)))
        kept = (package / "events.csv").read_bytes()
        assert streamed.startswith(kept)
        assert events("action = 'export.streamed'")


@pytest.mark.usefixtures("committed")
class TestReviewer:
    def test_an_outsider_sees_states_not_words_people_or_ids(self, desk, own_folder):
        write_package(order(desk, "reviewer"), own_folder / "package")
        rows = rows_of(own_folder / "package")
        assert rows
        people = {str(pk) for pk in desk.memberships.values_list("user_id", flat=True)}
        text = "".join(
            (own_folder / "package" / name).read_text()
            for name in ("events.csv", "events.jsonl", "chain.jsonl")
        )
        for secret in {"@SUM(1)", "HYPERLINK", str(desk.pk), *people}:
            assert secret not in text
        assert all(len(row["person"]) == 16 and len(row["day"]) == 10 for row in rows)

    def test_two_exports_share_no_pseudonym(self, desk, own_folder):
        tokens = []
        for name in ("one", "two"):
            write_package(order(desk, "reviewer"), own_folder / name)
            rows = rows_of(own_folder / name)
            tokens.append(
                {row["row"] for row in rows} | {row["person"] for row in rows}
            )
        assert tokens[0]
        assert not tokens[0] & tokens[1]


def reseal(folder, change):
    """Alter a package as one would who can rewrite every file but cannot sign."""
    change(folder)
    signed = json.loads((folder / "manifest.json").read_text())
    for described in signed["manifest"]["files"]:
        data = (folder / described["name"]).read_bytes()
        described["bytes"] = len(data)
        described["sha256"] = sha256(data).hexdigest()
    signed["manifest"]["rows"] = len(rows_of(folder))
    (folder / "manifest.json").write_text(json.dumps(signed))


def on_lines(name, edit):
    """Edit a JSON Lines file, and keep the CSV in step with it."""

    def change(folder):
        path = folder / name
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        lines = edit(lines)
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        if name == "events.jsonl":
            write_view(folder, lines)

    return change


def write_view(folder, rows):
    columns = json.loads((folder / "manifest.json").read_text())["manifest"]["columns"]
    with (folder / "events.csv").open("w", newline="") as file:
        view = csv.writer(file, quoting=csv.QUOTE_ALL)
        view.writerow([column["name"] for column in columns])
        for row in rows:
            view.writerow([cell(row[column["name"]], column) for column in columns])


def cell(value, column):
    if value is None:
        return ""
    if column["kind"] == "json":
        return json.dumps(value)
    return f"'{value}" if column["kind"] == "text" else value


def altered(rows, place=3, **values):
    return [*rows[:place], rows[place] | values, *rows[place + 1 :]]


STRUCTURAL = {
    "delete": lambda rows: rows[:3] + rows[4:],
    "duplicate": lambda rows: [*rows[:4], rows[3], *rows[4:]],
    "swap": lambda rows: [*rows[:3], rows[4], rows[3], *rows[5:]],
    "reverse": lambda rows: rows[::-1],
    "cut tail": lambda rows: rows[:-2],
    "cut head": lambda rows: rows[2:],
    "splice": lambda rows: [*rows, rows[-1] | {"seq": rows[-1]["seq"] + 1}],
    "another actor": lambda rows: altered(rows, actor="somebody"),
    "another time": lambda rows: altered(rows, at="2026-01-01T00:00:00.000000Z"),
    "another value": lambda rows: altered(rows, after=['"x"'] * len(rows[3]["after"])),
    "a field less": lambda rows: altered(rows, fields=[], before=[], after=[]),
    "another number": lambda rows: altered(rows, seq=rows[3]["seq"] + 1),
}
LINKS = {
    "link removed": lambda links: links[:2] + links[3:],
    "last link removed": lambda links: links[:-1],
    "another salt": lambda links: altered(links, -2, salt="00" * 32),
    "a row hidden": lambda links: [
        {"seq": link["seq"], "body": "00" * 32} if "salt" in link else link
        for link in links
    ],
}


@pytest.mark.usefixtures("committed")
class TestTampering:
    @pytest.fixture(autouse=True)
    def unsigned(self, monkeypatch):
        """Signatures set aside: the chain alone must find it."""
        monkeypatch.setattr(standalone, "CAN_CHECK_SIGNATURES", False)

    def test_an_untouched_package_raises_no_alarm(self, package):
        reseal(package, lambda _: None)
        assert standalone.main([str(package)]) == 0

    @pytest.mark.parametrize("kind", STRUCTURAL)
    def test_a_changed_row_is_found(self, package, kind):
        reseal(package, on_lines("events.jsonl", STRUCTURAL[kind]))
        assert standalone.main([str(package)]) == 1

    @pytest.mark.parametrize("kind", LINKS)
    def test_a_changed_proof_is_found(self, package, kind):
        reseal(package, on_lines("chain.jsonl", LINKS[kind]))
        assert standalone.main([str(package)]) == 1

    @pytest.mark.parametrize("package", ["reviewer"], indirect=True)
    def test_a_cell_put_where_one_is_hidden_is_found(self, package):
        def show(rows):
            return [row | {"reason": "made up"} for row in rows]

        reseal(package, on_lines("events.jsonl", show))
        assert standalone.main([str(package)]) == 1


@pytest.mark.usefixtures("committed")
class TestHeldHeads:
    """Whoever signs can sign anew; whoever holds an earlier head sees it."""

    def test_a_package_agrees_with_every_head_held_also_across_keys(
        self, desk, own_folder
    ):
        for _ in range(2):
            sign_head()
            keyring().rotate()
            ArticleFactory(desk=desk)
        write_package(order(desk), own_folder / "package")
        ArticleFactory(desk=desk)
        sign_head()
        published = own_folder / "keys.json"
        published.write_text(json.dumps(keyring().published()))
        held = ("--anchors", anchors_file())
        for asked in (held, (*held, "--keys", published)):
            answer = verified(own_folder / "package", *asked)
            assert answer.returncode == 0, answer.stdout
            assert "3 of the heads that you hold are on the chain" in answer.stdout
            assert "1 are of events outside this package" in answer.stdout

    def test_an_export_of_a_rewritten_history_is_found(self, desk, own_folder):
        write_package(order(desk), own_folder / "before")
        before = own_folder / "before" / "manifest.json"
        owner = connections["owner"]
        with transaction.atomic(using="owner"), owner.cursor() as cursor:
            cursor.execute("ALTER TABLE audit.event DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE audit.head DISABLE TRIGGER USER")
            cursor.execute(REHASH)
            for table in ("event", "head"):
                cursor.execute(f"ALTER TABLE audit.{table} ENABLE TRIGGER USER")
        owner.close()
        write_package(order(desk), own_folder / "after")
        assert verified(own_folder / "after").returncode == 0
        answer = verified(own_folder / "after", "--anchors", before)
        assert answer.returncode == 1
        assert "not the one of the head that you hold" in answer.stdout

    def test_an_export_after_an_older_backup_was_restored_is_found(
        self, desk, own_folder
    ):
        at = len(events())
        ArticleFactory.create_batch(4, desk=desk)
        write_package(order(desk), own_folder / "before")
        held = ("--anchors", own_folder / "before" / "manifest.json")
        restore_to(at)
        write_package(order(desk), own_folder / "after")
        assert verified(own_folder / "after").returncode == 0
        answer = verified(own_folder / "after", *held)
        assert answer.returncode == 1
        assert "an older copy was restored" in answer.stdout


def test_the_verifier_is_written_for_python_3_9():
    source = standalone.__loader__.get_source(standalone.__name__)
    tree = ast.parse(source, feature_version=(3, 9))
    newer = {"ExceptionGroup", "StrEnum", "batched", "pairwise", "removeprefix_"}
    assert (
        not {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & newer
    )
    keywords = {
        keyword.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
    }
    assert "strict" not in keywords  # of zip, from 3.10


@pytest.mark.usefixtures("committed")
def test_every_flipped_bit_of_a_package_is_found(package):
    """Of the files that carry the record, with the manifest left as it was."""
    for name in ("events.csv", "events.jsonl", "chain.jsonl", "manifest.json"):
        path = package / name
        whole = path.read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 100)):
            changed = bytearray(whole)
            changed[place] ^= 1 << place % 8
            path.write_bytes(changed)
            if json_of(bytes(changed)) != json_of(whole):
                assert standalone.main([str(package)]) == 1, (name, place)
        path.write_bytes(whole)
    assert standalone.main([str(package)]) == 0


def json_of(data):
    """What a manifest says; its spaces say nothing."""
    try:
        return json.loads(data)
    except ValueError:
        return data


ALPHABET = st.one_of(
    st.sampled_from(list("=+-@'\";,|\t\n\r ␉␊␍␛\x1f\xa0\u200b\ufeff＝＋－＠")),
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"),
)


@pytest.mark.django_db
@given(st.lists(st.text(ALPHABET, max_size=12), min_size=1, max_size=40))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_guard_disarms_every_cell_and_is_undone_exactly(texts):
    statement = sql.SQL(
        "SELECT cell, CASE WHEN suspect THEN {} ELSE cell END "
        "FROM (SELECT *, {} AS suspect FROM unnest({}::text[]) AS cell) AS cells"
    ).format(guarded("cell"), suspect(["cell"]), sql.Literal(texts))
    with connection.cursor() as cursor:
        cursor.execute(statement)
        for original, shown in cursor.fetchall():
            assert restored(shown) == original
            assert not set(shown) & set("\t\r\n")
            for part in shown.split(";")[1:]:
                assert part.lstrip(" \xa0\u200b\ufeff\u2003")[:1] not in set(
                    "=+-@＝＋－＠"
                )
            bare = shown.lstrip(" \xa0\u200b\ufeff\u2003")
            assert bare[:1] not in set('=+-@;"＝＋－＠') - {""}


def test_the_verifier_needs_only_the_standard_library():
    source = StringIO(standalone.__loader__.get_source(standalone.__name__))
    imported = {
        line.split()[1].split(".")[0]
        for line in source
        if line.startswith(("import ", "from "))
    }
    assert imported - {"__future__"} <= sys.stdlib_module_names


@pytest.mark.usefixtures("committed")
def test_what_was_noted_is_exported_too(desk, own_folder):
    with transaction.atomic():
        note(by=System.LOGIN, action="login.failed", desk=desk.pk, facts={"n": 1})
    write_package(order(desk), own_folder / "package")
    (row,) = [
        row for row in rows_of(own_folder / "package") if "login" in row["action"]
    ]
    assert (row["fields"], row["before"], row["after"]) == (["n"], [None], ["1"])


def test_whatever_points_at_a_source_is_private():
    """Also a column added tomorrow: it would tell which two quotes are one's."""
    pointing = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Source
    }
    private = {
        name
        for name in pointing
        if name in PRIVATE_FIELDS
        or (name.startswith("sources_") and name.partition(".")[0] not in ABOUT_COPY)
    }
    assert len(pointing) > 10
    assert pointing == private
