"""Whatever is altered in the chain is found, by number; nothing else is."""

import hashlib
import json
import random
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, transaction

from tests.factories.tracker import DeskFactory, UserFactory
from tests.tracker.chain import COLUMNS, checked, events, seen_by_owner, tampering
from tracker.audit import System, acting, note, standalone
from tracker.audit.anchors import anchors_file, read_anchors, sign_head
from tracker.audit.keys import keyring
from tracker.audit.redact import redact
from tracker.audit.standalone import genesis
from tracker.audit.verify import EVENTS, Before, Fault, findings_in
from tracker.datasets import Profile, dataset
from tracker.datasets.package import Order, write_package
from tracker.models import Desk

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    """Keys and anchors of this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def chain():
    """A few events of every kind, with a long text and an empty value among them."""
    desk, _ = DeskFactory.create_batch(2)
    with transaction.atomic(), acting(by=System.COMMAND, action="a", reason="Why: 왜"):
        Desk.objects.filter(pk=desk.pk).update(name="한국", language="")
        Desk.objects.update(time_zone="Asia/Seoul")
    with transaction.atomic():
        note(by=System.LOGIN, action="login.failed", desk=desk.pk, facts={"n": None})
    return events()


def rows_as_read():
    """The chain as the verifier reads it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain FROM audit.head")
        (identity,) = cursor.fetchone()
        cursor.execute(EVENTS, (0, 10**9))
        return identity, [tuple(map(plain, row)) for row in cursor.fetchall()]


def plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def found_in(identity: UUID, rows, until):
    start = Before(0, frozenset({genesis(identity.bytes)}))
    return list(findings_in(rows, start, until))


def flips(value):
    """Every value that differs from this one in one bit and that a row could hold."""
    match value:
        case bytes():
            for place in range(len(value) * 8):
                changed = bytearray(value)
                changed[place // 8] ^= 1 << place % 8
                yield bytes(changed)
        case str():
            for changed in flips(value.encode()):
                try:
                    yield changed.decode().replace("\0", "\1")
                except UnicodeDecodeError:
                    continue
        case list():
            for place, part in enumerate(value):
                for changed in flips(part):
                    yield [*value[:place], changed, *value[place + 1 :]]
        case int():
            yield from (value ^ (1 << bit) for bit in range(63))


def test_a_clean_chain_raises_no_alarm(chain):
    report = checked()
    assert report.findings == []
    assert report.events == len(chain)


def test_every_flipped_bit_of_every_column_names_its_event(chain):
    identity, rows = rows_as_read()
    tried = 0
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            for changed in flips(value):
                altered = (*row[:column], changed, *row[column + 1 :])
                found = found_in(
                    identity, [*rows[:place], altered, *rows[place + 1 :]], len(rows)
                )
                assert row[0] in {finding.seq for finding in found}
                tried += 1
    assert tried > 10_000


def test_every_bit_of_the_time_names_its_event(chain):
    for bit in range(53):
        with tampering() as owner:
            owner.execute(
                "UPDATE audit.event SET at = at + %s * interval '1 microsecond' "
                "WHERE seq = 3",
                [1 << bit],
            )
            found = {finding.seq for finding in seen_by_owner().findings}
        assert 3 in found, bit


def test_an_altered_column_names_its_event(chain):
    for column, value in (
        ("actor", "'somebody'"),
        ("actor_role", "'editor'"),
        ("request_id", "'other'"),
        ("desk_id", "NULL"),
        ("action", "action || ' '"),
        ("table_name", "'tracker_user'"),
        ("row_id", "gen_random_uuid()::text"),
        ("op", "'note'"),
        ("reason", "''"),
        ("names", "'{}', olds = '{}', news = '{}'"),
        ("olds", "news"),
        ("news", "olds"),
        ("salt", "sha256(salt)"),
        ("salt", "NULL"),
        ("prev", "sha256(prev)"),
        ("hash", "sha256(hash)"),
        ("seq", "1000"),
    ):
        with tampering() as owner:
            owner.execute(f"UPDATE audit.event SET {column} = {value} WHERE seq = 3")
            found = {finding.seq for finding in seen_by_owner().findings}
        assert 3 in found, column
        assert found <= {3, 1000, len(chain) + 1}, column


def test_no_column_of_the_event_is_outside_the_hash(chain):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute "
            "WHERE attrelid = 'audit.event'::regclass AND attnum > 0"
        )
        assert cursor.fetchone() == (COLUMNS,)


def test_every_structural_change_is_found(chain):
    changes = {
        "delete": "DELETE FROM audit.event WHERE seq = 4",
        "cut tail": "DELETE FROM audit.event WHERE seq > 4",
        "cut tail, head put back": (
            "DELETE FROM audit.event WHERE seq > 4; "
            "UPDATE audit.head SET seq = 4, hash = sha256(hash)"
        ),
        "swap": "UPDATE audit.event AS one SET (actor, action, news, salt, hash) = ("
        "SELECT actor, action, news, salt, hash FROM audit.event "
        "WHERE seq = 9 - one.seq) WHERE seq IN (4, 5)",
        "reorder": "UPDATE audit.event SET seq = -seq WHERE seq BETWEEN 3 AND 5; "
        "UPDATE audit.event SET seq = 8 + seq WHERE seq < 0",
        "duplicate": "INSERT INTO audit.event SELECT 1 + max(seq) OVER (), at, actor, "
        "actor_role, request_id, desk_id, action, table_name, row_id, op, reason, "
        "names, olds, news, salt, prev, hash FROM audit.event ORDER BY seq LIMIT 1",
        "splice": "UPDATE audit.event SET seq = seq + 1 WHERE seq = (SELECT max(seq) "
        "FROM audit.event)",
        "head alone": "UPDATE audit.head SET hash = sha256(hash)",
    }
    for name, change in changes.items():
        with tampering() as owner:
            for statement in change.split("; "):
                owner.execute(statement)
            assert not seen_by_owner().sound, name


REHASH = """
    DO $$
    DECLARE
        one audit.event%ROWTYPE;
        last bytea := (SELECT prev FROM audit.event WHERE seq = 1);
    BEGIN
        UPDATE audit.event SET actor = 'somebody else' WHERE seq = 2;
        FOR one IN SELECT * FROM audit.event ORDER BY seq LOOP
            UPDATE audit.event SET prev = last, hash = audit.event_hash(
                last, one.seq, audit.time_commitment(one.salt, one.at)
                || audit.commitments(
                    one.salt, one.actor, one.actor_role, one.request_id,
                    one.desk_id::text, one.action, one.table_name, one.row_id,
                    one.op, one.reason, one.names, one.olds, one.news))
            WHERE seq = one.seq RETURNING hash INTO last;
        END LOOP;
        UPDATE audit.head SET hash = last;
    END $$
"""


def test_a_rewritten_and_rehashed_history_is_found_by_an_anchor(chain):
    sign_head()
    DeskFactory()
    with tampering() as owner:
        owner.execute(REHASH)
        assert seen_by_owner().sound
        found = seen_by_owner(witnesses=anchored).findings
    assert [(finding.seq, finding.fault) for finding in found] == [
        (len(chain), Fault.ANCHOR)
    ]


def test_a_cut_tail_with_the_head_put_back_is_found_by_an_anchor(chain):
    sign_head()
    with tampering() as owner:
        owner.execute("DELETE FROM audit.event WHERE seq > 4")
        owner.execute(
            "UPDATE audit.head SET (seq, hash) = ("
            "SELECT seq, hash FROM audit.event WHERE seq = 4)"
        )
        assert seen_by_owner().sound
        found = seen_by_owner(witnesses=anchored).findings
    assert [finding.fault for finding in found] == [Fault.ANCHOR]


def anchored(identity):
    return read_anchors(anchors_file(), keyring().public_keys(), str(identity))


def test_anchors_hold_across_a_rotation_of_the_key(chain):
    first = sign_head()
    keyring().rotate()
    DeskFactory()
    second = sign_head()
    assert first["key_id"] != second["key_id"]
    report = checked(witnesses=anchored)
    assert (report.witnesses, report.findings) == (2, [])


@pytest.mark.parametrize("part", ["seq", "hash", "at", "chain"])
def test_an_altered_anchor_is_found(chain, part):
    signed = sign_head()
    value = signed["anchor"][part]
    signed["anchor"][part] = value + 1 if part == "seq" else value[::-1]
    anchors_file().write_text(json.dumps(signed))
    (found,) = checked(witnesses=anchored).findings
    assert "signature is wrong" in found.detail


def test_an_anchor_by_a_stranger_is_found(chain, tmp_path):
    sign_head(file=anchors_file(), keys=type(keyring())(tmp_path / "stranger"))
    (found,) = checked(witnesses=anchored).findings
    assert "not among the trusted keys" in found.detail


def test_the_private_key_is_its_owners_alone(own_folder):
    retired = keyring().published()["keys"][0]["id"]
    new = keyring().rotate()
    (private,) = (own_folder / "keys").glob("*.pem")
    assert private.stat().st_mode & 0o777 == 0o600
    assert private.stem == new != retired


@pytest.mark.parametrize("chains", [26, pytest.param(100, marks=pytest.mark.thorough)])
def test_clean_chains_raise_no_alarm(own_folder, chains):
    """Each with an anchor; some after a redaction, a new key, a rollback, an export."""
    chance = random.Random(7)
    people = UserFactory.create_batch(2)
    tried = {"redacted": 0, "key rotated": 0, "exported": 0}
    for number in range(chains):
        desks = DeskFactory.create_batch(chance.randrange(1, 3))
        with transaction.atomic(), acting(by=System.COMMAND, action="renamed"):
            Desk.objects.filter(pk=chance.choice(desks).pk).update(
                name=hashlib.sha256(chance.randbytes(4)).hexdigest()
            )
        if number % 9 == 0:
            redact(
                table="tracker_desk",
                row=desks[0].pk,
                field=chance.choice(["name", "slug"]),
                by=people[0],
                second=people[1],
                reason="It should not have been typed.",
            )
            connections["owner"].close()
            tried["redacted"] += 1
        if number % 13 == 0:
            keyring().rotate()
            tried["key rotated"] += 1
        sign_head()
        if number % 25 == 24:
            folder = own_folder / f"package-{number}"
            write_package(
                Order(
                    dataset=dataset("events"),
                    profile=Profile.INTERNAL,
                    by=System.COMMAND,
                ),
                folder,
            )
            held = ["--anchors", str(anchors_file())]
            assert standalone.main([str(folder), *held]) == 0
            tried["exported"] += 1
        assert checked(witnesses=anchored).findings == []
    assert min(tried.values()) == chains // 25


def test_rolled_back_work_leaves_no_gap(chain):
    before = len(events())
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        DeskFactory()
        raise ZeroDivisionError
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            DeskFactory()
            raise ZeroDivisionError
        DeskFactory()
    found = events()
    assert [event["seq"] for event in found] == list(range(1, before + 2))
    assert checked().sound


def test_constraints_set_immediate_change_nothing_but_the_moment():
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        DeskFactory.create_batch(2)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            DeskFactory()
            raise ZeroDivisionError
        DeskFactory()
    assert [event["seq"] for event in events()] == [1, 2, 3]
    assert checked().sound


def test_many_writers_at_once_make_one_chain_in_the_order_of_time():
    writers, rounds = 6, 8
    start = Barrier(writers)

    def write():
        start.wait()
        for number in range(rounds):
            with transaction.atomic():
                DeskFactory()
                transaction.set_rollback(number % 4 == 3)
        connections.close_all()

    threads = [Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = events()
    assert [event["seq"] for event in found] == list(range(1, writers * 6 + 1))
    assert [event["at"] for event in found] == sorted(event["at"] for event in found)
    assert checked().sound


def test_the_command_says_what_it_found_and_ends_with_its_code(chain, capsys):
    call_command("anchor_audit")
    call_command("verify_audit")
    assert "Sound" in capsys.readouterr().out
    anchors_file().write_text("{}")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    assert ended.value.code == 1
    assert "NOT SOUND" in capsys.readouterr().out


def test_processes_share_a_long_chain(chain):
    found = checked(processes=2)
    assert found.sound
    assert found.events == len(chain)


def restore_to(seq):
    """Bring the database back to where it was, as a backup would."""
    owner = connections["owner"]
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("ALTER TABLE audit.event DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit.event WHERE seq > %s", [seq])
        cursor.execute(
            "UPDATE audit.head SET (seq, at, hash) = ("
            "SELECT seq, at, hash FROM audit.event WHERE seq = %s)",
            [seq],
        )
        cursor.execute("ALTER TABLE audit.event ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit.event ENABLE ALWAYS TRIGGER keep_event")
        cursor.execute("ALTER TABLE audit.event ENABLE ALWAYS TRIGGER keep_rows")
    owner.close()


def test_a_restore_is_found_until_it_is_declared(chain, capsys):
    operator = UserFactory()
    before = len(events())
    DeskFactory()
    sign_head()
    restore_to(before)
    assert [finding.fault for finding in checked(witnesses=anchored).findings] == [
        Fault.ANCHOR
    ]
    declare = {
        "anchors": [anchors_file()],
        "by": operator.email,
        "reason": "The disk failed on Tuesday.",
    }
    call_command("declare_restore", **declare)
    report = checked(witnesses=anchored)
    assert report.findings == []
    assert "The disk failed on Tuesday." in report.restores[0]
    call_command("verify_audit")
    assert "declared a restore" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nothing to declare"):
        call_command("declare_restore", **declare)
    with pytest.raises(CommandError, match="somebody on record"):
        call_command("declare_restore", **declare | {"by": "nobody@desk.example"})


def test_a_declared_restore_excuses_no_other_head(chain):
    operator = UserFactory()
    before = len(events())
    DeskFactory()
    sign_head()
    restore_to(before)
    call_command(
        "declare_restore", anchors=[anchors_file()], by=operator.email, reason="Disk."
    )
    DeskFactory()
    sign_head()
    restore_to(before + 1)
    assert [finding.fault for finding in checked(witnesses=anchored).findings] == [
        Fault.ANCHOR
    ]
