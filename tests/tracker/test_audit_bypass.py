"""Every way around the record, tried as the application: refused, or recorded."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction

from tests.factories.tracker import DeskFactory
from tests.tracker.chain import checked, events
from tracker.audit import System, acting
from tracker.models import Desk

REFUSED = {
    "forge an event": "INSERT INTO audit.event SELECT * FROM audit.event",
    "alter an event": "UPDATE audit.event SET actor = 'somebody'",
    "remove an event": "DELETE FROM audit.event",
    "empty the chain": "TRUNCATE audit.event CASCADE",
    "put the head back": "UPDATE audit.head SET seq = 0",
    "remove the head": "DELETE FROM audit.head",
    "a second head": "INSERT INTO audit.head SELECT false, chain, 0, at, hash "
    "FROM audit.head",
    "lock the head": "SELECT * FROM audit.head FOR UPDATE",
    "read what is pending": "SELECT * FROM audit.pending",
    "drop what is pending": "DELETE FROM audit.pending",
    "forge what is pending": "INSERT INTO audit.pending (actor_role, table_name, op, "
    "names, olds, news) VALUES ('', '', 'note', '{}', '{}', '{}')",
    "unmark the transaction": "DELETE FROM audit.unsealed",
    "forge a redaction": "INSERT INTO audit.redaction VALUES (1, '{}', '{}', '{}')",
    "forge an anchor": "INSERT INTO audit.anchor VALUES ('k', 1, '', now(), '')",
    "anchor what is not there": "SELECT audit.keep_anchor(1, 'x', now(), 'x', 'k')",
    "remove an anchor": "DELETE FROM audit.anchor",
    "call the capture": "SELECT audit.capture()",
    "call the sealing": "SELECT audit.seal()",
    "call the hashing": "SELECT audit.event_hash('x', 1, 'x')",
    "a note by nobody": "SELECT audit.note('', '', '', 'x', '', '', NULL, '', '{}')",
    "attach to a table of one's own": "CREATE TEMP TABLE own (id uuid PRIMARY KEY); "
    "CALL audit.attach('own')",
    "use the capture on a table of one's own": "CREATE TEMP TABLE own (id uuid); "
    "CREATE TRIGGER t AFTER INSERT ON own EXECUTE FUNCTION audit.capture('id')",
    "detach a table": "CALL audit.detach('tracker_desk')",
    "switch a trigger off": "ALTER TABLE tracker_desk DISABLE TRIGGER audit_update",
    "switch all triggers off": "ALTER TABLE tracker_desk DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER audit_update ON tracker_desk",
    "a trigger of one's own": "CREATE TRIGGER z BEFORE UPDATE ON tracker_desk "
    "FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "a rule instead of the change": "CREATE RULE r AS ON UPDATE TO tracker_desk "
    "DO INSTEAD NOTHING",
    "replication's role": "SET session_replication_role = replica",
    "empty a table": "TRUNCATE tracker_desk CASCADE",
    "delete from a table": "DELETE FROM tracker_desk",
    "delete from another table": "DELETE FROM claims_claim",
    "rename a table": "ALTER TABLE tracker_desk RENAME TO desk",
    "a column more": "ALTER TABLE tracker_desk ADD COLUMN hidden text",
    "drop the table": "DROP TABLE tracker_desk CASCADE",
    "drop the schema": "DROP SCHEMA audit CASCADE",
    "a partition of one's own": "CREATE TABLE child () INHERITS (tracker_desk)",
    "become the owner": "SET ROLE sourceline_owner",
    "become the owner for the session": "SET SESSION AUTHORIZATION sourceline_owner",
    "become a superuser": "ALTER ROLE sourceline_app SUPERUSER",
    "take a right": "GRANT INSERT ON audit.event TO sourceline_app; "
    "INSERT INTO audit.event SELECT * FROM audit.event",
    "take the table": "ALTER TABLE audit.event OWNER TO sourceline_app",
    "replace a function": "CREATE OR REPLACE FUNCTION audit.actor() RETURNS text "
    "LANGUAGE sql AS 'SELECT ''x'''",
    "a function in the schema": "CREATE FUNCTION audit.mine() RETURNS int "
    "LANGUAGE sql AS 'SELECT 1'",
    "a function anywhere": "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql "
    "AS 'SELECT 1'",
    "a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "a file": "COPY tracker_desk FROM '/etc/passwd'",
    "an extension": "CREATE EXTENSION plperlu",
    "an event trigger": "CREATE EVENT TRIGGER e ON sql_drop "
    "EXECUTE FUNCTION audit.deny()",
    "the system's tables": "UPDATE pg_trigger SET tgenabled = 'D'",
    "reset a sequence": "ALTER SEQUENCE audit.pending_ordinal_seq RESTART",
    "change without an actor": "UPDATE tracker_desk SET name = 'x'",
    "insert without an actor": "INSERT INTO tracker_desk (id, name, slug, time_zone, "
    "language, version, exports_need_release) "
    "VALUES (gen_random_uuid(), 'x', 'x', 'UTC', 'en', 1, false)",
    "an actor of nothing": "SET LOCAL sourceline.actor = ''; "
    "UPDATE tracker_desk SET name = 'x'",
    "another id": "SET LOCAL sourceline.actor = 'x'; "
    "UPDATE tracker_desk SET id = gen_random_uuid()",
    "roles that are no roles": "SET LOCAL sourceline.actor = 'x'; "
    "SET LOCAL sourceline.roles = '{'; UPDATE tracker_desk SET name = 'x'",
}

RECORDED = {
    "a setting of a history library": "SET LOCAL pgtrigger.ignore = "
    "'tracker_desk:audit_update'",
    "a search path of one's own": "SET LOCAL search_path = pg_temp, public",
    "a function in front": "SET LOCAL search_path = pg_temp, public, pg_catalog",
    "a table in front": "CREATE TEMP TABLE pending (LIKE tracker_desk); "
    "CREATE TEMP TABLE event (LIKE tracker_desk); "
    "CREATE TEMP TABLE head (LIKE tracker_desk)",
    "constraints at once": "SET CONSTRAINTS ALL IMMEDIATE",
    "constraints late again": "SET CONSTRAINTS ALL IMMEDIATE; "
    "SET CONSTRAINTS ALL DEFERRED",
    "row security": "SET LOCAL row_security = off",
    "other ways to write values": "SET LOCAL timezone = 'Asia/Seoul'; "
    "SET LOCAL intervalstyle = 'sql_standard'; SET LOCAL bytea_output = 'escape'",
    "another encoding": "SET LOCAL client_encoding = 'LATIN1'",
    "no planner's help": "SET LOCAL enable_hashjoin = off; SET LOCAL plan_cache_mode = "
    "force_generic_plan",
}


@pytest.fixture
def desk():
    return DeskFactory(name="North")


def attempt(statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements.split("; "):
            cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("way", REFUSED)
def test_it_is_refused(desk, way):
    before = events()
    with pytest.raises(DatabaseError):
        attempt(REFUSED[way])
    assert events() == before
    assert checked().sound


@pytest.mark.django_db
@pytest.mark.parametrize("way", RECORDED)
def test_it_is_recorded_anyway(desk, way):
    attempt(RECORDED[way])
    with transaction.atomic(), acting(by=System.COMMAND, action="desk.renamed"):
        Desk.objects.filter(pk=desk.pk).update(name="Süd")
    last = events()[-1]
    assert (last["row_id"], last["news"]) == (str(desk.pk), ['"Süd"'])
    assert checked().sound


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE tracker_desk SET name = 'South'",
        "WITH changed AS (UPDATE tracker_desk SET name = 'South' RETURNING 1) SELECT 1",
        (
            "MERGE INTO tracker_desk USING (SELECT 1) AS one ON true "
            "WHEN MATCHED THEN UPDATE SET name = 'South'"
        ),
        (
            "INSERT INTO tracker_desk SELECT * FROM tracker_desk "
            "ON CONFLICT (id) DO UPDATE SET name = 'South'"
        ),
        "DO 'BEGIN UPDATE tracker_desk SET name = ''South'';END'",
        "PREPARE change AS UPDATE tracker_desk SET name = 'South'; EXECUTE change",
    ],
)
def test_every_kind_of_statement_is_captured(desk, change):
    with transaction.atomic(), acting(by=System.COMMAND, action="desk.renamed"):
        attempt(change)
    assert events()[-1]["news"] == ['"South"']


@pytest.mark.django_db
def test_a_copy_is_captured():
    with (
        transaction.atomic(),
        acting(by=System.COMMAND, action="desk.copied"),
        connection.cursor() as cursor,
        cursor.copy(
            "COPY tracker_desk (id, name, slug, time_zone, language, version, "
            "exports_need_release) FROM STDIN"
        ) as copy,
    ):
        copy.write_row(["0" * 32, "North", "north", "UTC", "en", 1, False])
    assert events()[-1]["action"] == "desk.copied"


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit.event SET actor = 'somebody'",
        "DELETE FROM audit.event",
        "TRUNCATE audit.event CASCADE",
        "DELETE FROM audit.head",
        "TRUNCATE audit.anchor",
        "TRUNCATE tracker_desk CASCADE",
        "UPDATE tracker_desk SET name = 'x'",
    ],
)
def test_the_owner_is_refused_too(desk, statement):
    with pytest.raises(DatabaseError), connections["owner"].cursor() as cursor:
        cursor.execute(statement)
    connections["owner"].close()
    assert checked().sound


ON_RECORD = """
    SELECT relname, array_agg(tgname::text ORDER BY tgname),
        bool_and(tgenabled = 'A')
      FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE tgname LIKE 'audit\\_%%' GROUP BY relname
"""
CAPTURE = [
    *("audit_delete", "audit_insert", "audit_keep_id", "audit_keep_rows"),
    "audit_update",
]
# Not records: work in hand, and what only helps a program to come and go.
NOT_ON_RECORD = {
    "tracker_job": "what is on record is what the job does",
    "tracker_exportprogress": "how far a worker is, gone when it is done",
    "tracker_apitoken": "its making, its end and its use are noted",
    "claims_notification": "a pointer to what is on record, gone when it was read",
    "claims_noticewish": "how one person wants to hear of notices",
    "tracker_idempotencykey": "a memory of answers, forgotten after three days",
}


@pytest.mark.django_db
def test_every_record_table_is_captured_on_every_column():
    with connection.cursor() as cursor:
        cursor.execute(ON_RECORD)
        found = {name: (triggers, always) for name, triggers, always in cursor}
    expected = {
        model._meta.db_table
        for app in ("tracker", "sources", "claims")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    } - NOT_ON_RECORD.keys()
    assert found == dict.fromkeys(expected, (CAPTURE, True))


@pytest.mark.django_db
def test_the_application_may_do_to_the_chain_only_what_it_must():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name::text, privilege_type::text "
            "FROM information_schema.table_privileges WHERE table_schema = 'audit' "
            "AND grantee IN (current_user, 'PUBLIC')"
        )
        assert sorted(cursor) == [
            (table, "SELECT") for table in ("anchor", "event", "head", "redaction")
        ]
        cursor.execute(
            "SELECT proname::text FROM pg_proc "
            "WHERE pronamespace = 'audit'::regnamespace "
            "AND has_function_privilege(oid, 'EXECUTE') ORDER BY 1"
        )
        assert [name for (name,) in cursor] == ["keep_anchor", "note"]
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication "
            "FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)


@pytest.mark.django_db
def test_every_function_that_acts_for_the_application_pins_its_path():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'audit'::regnamespace "
            "AND prosecdef AND NOT coalesce("
            "'search_path=pg_catalog, pg_temp' = ANY (proconfig), false)"
        )
        assert cursor.fetchall() == []
