-- The audit chain. Every change of a record is captured by the database itself,
-- numbered, timed and hashed at commit, and never rewritten afterwards.
--
--   a statement  ->  audit.capture_*()   writes what changed to audit.pending
--   the commit   ->  audit.seal()        locks the head, numbers, times, hashes,
--                                        moves the transaction's rows to audit.event
--
-- The format of the hashes is defined in docs/exports.md ("The format"). Nothing here
-- needs an extension. Every function that acts for the application's role is SECURITY
-- DEFINER with a pinned search path; the others are pure and reachable only from those.

CREATE SCHEMA audit;

-- 1. The tables ------------------------------------------------------------------

CREATE TABLE audit.event (
    seq        bigint      PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor      text        NOT NULL,
    actor_role text        NOT NULL,
    request_id text        NOT NULL,
    desk_id    uuid,
    action     text        NOT NULL,
    table_name text        NOT NULL,
    row_id     text,
    op         text        NOT NULL,
    reason     text,
    names      text[]      NOT NULL,
    olds       text[]      NOT NULL,
    news       text[]      NOT NULL,
    salt       bytea,
    prev       bytea       NOT NULL,
    hash       bytea       NOT NULL,
    CONSTRAINT event_op_is_known CHECK (op IN ('insert', 'update', 'delete', 'note')),
    CONSTRAINT event_fields_are_complete CHECK (
        cardinality(names) = cardinality(olds)
        AND cardinality(names) = cardinality(news)
    ),
    CONSTRAINT event_hashes_have_their_length CHECK (
        octet_length(prev) = 32 AND octet_length(hash) = 32 AND octet_length(salt) = 32
    )
);
COMMENT ON TABLE audit.event IS
    'The chain: one row per changed record or noted act, append-only.';
CREATE INDEX event_of_row ON audit.event (table_name, row_id, seq);
CREATE INDEX event_of_desk ON audit.event (desk_id, seq);
CREATE INDEX event_at ON audit.event USING brin (at);

CREATE TABLE audit.head (
    only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    chain    uuid        NOT NULL,
    seq      bigint      NOT NULL,
    at       timestamptz NOT NULL,
    hash     bytea       NOT NULL
) WITH (fillfactor = 10);
COMMENT ON TABLE audit.head IS
    'Where the chain ends. Its lock, taken last in a transaction, orders the events.';

CREATE TABLE audit.redaction (
    seq         bigint  PRIMARY KEY REFERENCES audit.event (seq),
    leaves      text[]  NOT NULL,
    salts       bytea[] NOT NULL,
    commitments bytea[] NOT NULL
);
COMMENT ON TABLE audit.redaction IS
    'What keeps a redacted event verifiable: the salts of the leaves still shown, '
    'the commitments of those that are not.';

CREATE TABLE audit.anchor (
    key_id    text        NOT NULL,
    seq       bigint      NOT NULL,
    hash      bytea       NOT NULL,
    at        timestamptz NOT NULL,
    signature bytea       NOT NULL,
    PRIMARY KEY (key_id, seq, at)
);
COMMENT ON TABLE audit.anchor IS
    'Signed heads. The copies that count are the ones kept elsewhere.';

-- 2. Hashing (pure) --------------------------------------------------------------

-- A value with its length in bytes before it, so that two values never run together.
CREATE FUNCTION audit.netstring(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        pg_catalog.octet_length(value)::pg_catalog.text
        OPERATOR(pg_catalog.||) ':' OPERATOR(pg_catalog.||) value, '-')
$$;

-- The four 16-byte salts of leaves 4n to 4n+3.
CREATE FUNCTION audit.salts(salt bytea, block integer) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.sha512(salt OPERATOR(pg_catalog.||) pg_catalog.int4send(block))
$$;

CREATE FUNCTION audit.stamp(at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.to_char(
        pg_catalog.timezone('UTC', at), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

-- Leaf 0: the time, known only at commit.
CREATE FUNCTION audit.time_commitment(salt bytea, at timestamptz) RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(
        substr(audit.salts(salt, 0), 1, 16)
        || convert_to('2:at' || audit.netstring(audit.stamp(at)), 'UTF8'));
END $$;

-- Leaves 1 to 9, the columns, and one leaf for each changed field.
CREATE FUNCTION audit.commitments(
    salt bytea, actor text, actor_role text, request_id text, desk_id text, action text,
    table_name text, row_id text, op text, reason text,
    names text[], olds text[], news text[]
) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    a bytea := audit.salts(salt, 0);
    b bytea := audit.salts(salt, 1);
    c bytea := audit.salts(salt, 2);
    leaf integer := 10;
    done bytea :=
        sha256(substr(a, 17, 16) ||
            convert_to('5:actor' || audit.netstring(actor), 'UTF8'))
        || sha256(substr(a, 33, 16) ||
            convert_to('10:actor_role' || audit.netstring(actor_role), 'UTF8'))
        || sha256(substr(a, 49, 16) ||
            convert_to('10:request_id' || audit.netstring(request_id), 'UTF8'))
        || sha256(substr(b, 1, 16) ||
            convert_to('7:desk_id' || audit.netstring(desk_id), 'UTF8'))
        || sha256(substr(b, 17, 16) ||
            convert_to('6:action' || audit.netstring(action), 'UTF8'))
        || sha256(substr(b, 33, 16) ||
            convert_to('10:table_name' || audit.netstring(table_name), 'UTF8'))
        || sha256(substr(b, 49, 16) ||
            convert_to('6:row_id' || audit.netstring(row_id), 'UTF8'))
        || sha256(substr(c, 1, 16) ||
            convert_to('2:op' || audit.netstring(op), 'UTF8'))
        || sha256(substr(c, 17, 16) ||
            convert_to('6:reason' || audit.netstring(reason), 'UTF8'));
    name text;
BEGIN
    FOREACH name IN ARRAY names LOOP
        IF leaf % 4 = 0 THEN
            c := audit.salts(salt, leaf / 4);
        END IF;
        done := done || sha256(substr(c, leaf % 4 * 16 + 1, 16) || convert_to(
            audit.netstring('field.' || name)
            || audit.netstring(olds[leaf - 9]) || audit.netstring(news[leaf - 9]),
            'UTF8'));
        leaf := leaf + 1;
    END LOOP;
    RETURN done;
END $$;

-- An event that is hidden as a whole is 32 bytes: not even the number of its leaves shows.
CREATE FUNCTION audit.event_hash(prev bytea, seq bigint, commitments bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.sha256(
        'sourceline event 1'::pg_catalog.bytea
        OPERATOR(pg_catalog.||) prev
        OPERATOR(pg_catalog.||) pg_catalog.int8send(seq)
        OPERATOR(pg_catalog.||) pg_catalog.sha256(commitments))
$$;

-- One link after another: the state is the hash of the event before.
CREATE FUNCTION audit.next_hash(
    before bytea, start bytea, seq bigint, commitments bytea
) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN audit.event_hash(coalesce(before, start), seq, commitments);
END $$;

CREATE AGGREGATE audit.chained_hash(bytea, bigint, bytea) (
    SFUNC = audit.next_hash, STYPE = bytea
);

-- The hash before the first event says which chain this is.
CREATE FUNCTION audit.genesis(chain uuid) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.sha256(
        'sourceline genesis 1'::pg_catalog.bytea
        OPERATOR(pg_catalog.||) pg_catalog.uuid_send(chain))
$$;

-- 3. From statement to commit ----------------------------------------------------

CREATE FUNCTION audit.setting(name text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(pg_catalog.current_setting(name, true), '')
$$;

-- Who acts; a change by nobody does not happen.
CREATE FUNCTION audit.actor() RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF audit.setting('sourceline.actor') = '' THEN
        RAISE EXCEPTION 'A record is changed only by someone: no actor is set.'
            USING ERRCODE = 'restrict_violation',
                  HINT = 'Change records inside "with acting(by=...)".';
    END IF;
    RETURN audit.setting('sourceline.actor');
END $$;

-- The roles that the actor holds on this desk, of "sourceline.roles": an object that
-- names roles by desk, and under "" the role that holds everywhere.
CREATE FUNCTION audit.role_on(desk uuid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    roles jsonb := nullif(audit.setting('sourceline.roles'), '');
BEGIN
    RETURN coalesce(roles ->> desk::text, roles ->> '', '');
END $$;

-- Unlogged: a row lives here only between its statement and its commit, and a crash
-- ends every transaction that could still want it.
CREATE UNLOGGED TABLE audit.pending (
    xid         xid8   NOT NULL DEFAULT pg_current_xact_id(),
    ordinal     bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    actor       text   NOT NULL DEFAULT audit.actor(),
    actor_role  text   NOT NULL,
    request_id  text   NOT NULL DEFAULT audit.setting('sourceline.request_id'),
    desk_id     uuid,
    action      text   NOT NULL DEFAULT
        coalesce(nullif(audit.setting('sourceline.action'), ''), 'record.changed'),
    table_name  text   NOT NULL,
    row_id      text,
    op          text   NOT NULL,
    reason      text   DEFAULT nullif(audit.setting('sourceline.reason'), ''),
    names       text[] NOT NULL,
    olds        text[] NOT NULL,
    news        text[] NOT NULL,
    salt        bytea  NOT NULL DEFAULT
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
    commitments bytea  NOT NULL GENERATED ALWAYS AS (
        audit.commitments(
            salt, actor, actor_role, request_id, desk_id::text, action, table_name,
            row_id, op, reason, names, olds, news)
    ) STORED,
    PRIMARY KEY (xid, ordinal)
) WITH (autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_scale_factor = 0);

-- One row per transaction that has something to seal.
CREATE UNLOGGED TABLE audit.unsealed (
    xid xid8 PRIMARY KEY DEFAULT pg_current_xact_id()
) WITH (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

CREATE FUNCTION audit.seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last audit.head%ROWTYPE;
BEGIN
    SELECT * INTO STRICT last FROM audit.head FOR UPDATE;
    -- A transaction has one time, later than that of every transaction before it.
    last.at := greatest(last.at + interval '1 microsecond', clock_timestamp());
    WITH mine AS (
        DELETE FROM audit.pending WHERE xid = NEW.xid RETURNING *
    ), numbered AS (
        SELECT mine.*, last.seq + row_number() OVER (ORDER BY ordinal) AS seq FROM mine
    ), chained AS (
        SELECT numbered.*, audit.chained_hash(
            last.hash, seq, audit.time_commitment(salt, last.at) || commitments
        ) OVER (ORDER BY seq ROWS UNBOUNDED PRECEDING) AS hash
        FROM numbered
    ), added AS (
        INSERT INTO audit.event (
            seq, at, actor, actor_role, request_id, desk_id, action, table_name, row_id,
            op, reason, names, olds, news, salt, prev, hash)
        SELECT seq, last.at, actor, actor_role, request_id, desk_id, action, table_name,
            row_id, op, reason, names, olds, news, salt,
            lag(hash, 1, last.hash) OVER (ORDER BY seq), hash
        FROM chained
        RETURNING event.seq, event.hash
    )
    UPDATE audit.head SET at = last.at, (seq, hash) = (
        SELECT added.seq, added.hash FROM added ORDER BY added.seq DESC LIMIT 1);
    DELETE FROM audit.unsealed WHERE xid = NEW.xid;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER seal_at_commit AFTER INSERT ON audit.unsealed
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.seal();

-- 4. Capture ---------------------------------------------------------------------

CREATE FUNCTION audit.digest(value text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.jsonb_build_object(
        'characters', pg_catalog.length(value),
        'sha256', pg_catalog.encode(
            pg_catalog.sha256(pg_catalog.convert_to(value, 'UTF8')), 'hex')
    )::pg_catalog.text
$$;

-- A value as the record keeps it: a secret only as "there was one", a long text by its
-- hash and length, everything else as it is.
CREATE FUNCTION audit.kept(value text, is_secret boolean) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN is_secret AND value IS NOT NULL THEN '{"secret": true}'
        WHEN pg_catalog.octet_length(value) OPERATOR(pg_catalog.>) 8192
            THEN audit.digest(value::pg_catalog.jsonb OPERATOR(pg_catalog.#>>) '{}')
        ELSE value
    END
$$;

-- What differs between a row before (NULL: it was not there) and after (NULL: it is gone).
CREATE FUNCTION audit.changes(was jsonb, doc jsonb, secret text[])
RETURNS TABLE (names text[], olds text[], news text[])
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.array_agg(key),
        pg_catalog.array_agg(audit.kept(
            was_text, key OPERATOR(pg_catalog.=) ANY (secret))),
        pg_catalog.array_agg(audit.kept(
            doc_text, key OPERATOR(pg_catalog.=) ANY (secret)))
    FROM (
        SELECT key, (was OPERATOR(pg_catalog.->) key)::pg_catalog.text AS was_text,
            (doc OPERATOR(pg_catalog.->) key)::pg_catalog.text AS doc_text
        FROM pg_catalog.jsonb_object_keys(coalesce(doc, was)) AS key
        OFFSET 0
    ) AS fields
    WHERE was_text IS DISTINCT FROM doc_text
$$;

-- Trigger arguments: the column that names the desk, then the secret columns. The time
-- zone and the like are pinned because they decide how a value is written down. OFFSET 0
-- keeps the planner from turning a row into JSON once for each of its columns.
CREATE FUNCTION audit.capture() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC' SET bytea_output = 'hex' SET extra_float_digits = 1
SET intervalstyle = 'iso_8601' SET jit = off
AS $$
DECLARE
    captured bigint;
BEGIN
    CASE TG_OP
    WHEN 'INSERT' THEN
        INSERT INTO audit.pending (
            desk_id, actor_role, table_name, row_id, op, names, olds, news)
        SELECT desk, audit.role_on(desk), TG_TABLE_NAME, doc ->> 'id', 'insert',
            changes.*
        FROM (SELECT to_jsonb(new_rows) AS doc FROM new_rows OFFSET 0) AS rows
        CROSS JOIN LATERAL (SELECT (doc ->> TG_ARGV[0])::uuid AS desk) AS place
        CROSS JOIN LATERAL audit.changes(NULL, doc, TG_ARGV[1:]) AS changes;
    WHEN 'UPDATE' THEN
        INSERT INTO audit.pending (
            desk_id, actor_role, table_name, row_id, op, names, olds, news)
        SELECT desk, audit.role_on(desk), TG_TABLE_NAME, doc ->> 'id', 'update',
            changes.*
        FROM (
            SELECT to_jsonb(old_rows) AS was, to_jsonb(new_rows) AS doc
            FROM old_rows JOIN new_rows ON new_rows.id = old_rows.id OFFSET 0
        ) AS rows
        CROSS JOIN LATERAL (SELECT (doc ->> TG_ARGV[0])::uuid AS desk) AS place
        CROSS JOIN LATERAL audit.changes(was, doc, TG_ARGV[1:]) AS changes
        WHERE changes.names IS NOT NULL;
    WHEN 'DELETE' THEN
        INSERT INTO audit.pending (
            desk_id, actor_role, table_name, row_id, op, names, olds, news)
        SELECT desk, audit.role_on(desk), TG_TABLE_NAME, was ->> 'id', 'delete',
            changes.*
        FROM (SELECT to_jsonb(old_rows) AS was FROM old_rows OFFSET 0) AS rows
        CROSS JOIN LATERAL (SELECT (was ->> TG_ARGV[0])::uuid AS desk) AS place
        CROSS JOIN LATERAL audit.changes(was, NULL, TG_ARGV[1:]) AS changes;
    END CASE;
    GET DIAGNOSTICS captured = ROW_COUNT;
    IF captured > 0 THEN
        INSERT INTO audit.unsealed DEFAULT VALUES ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;

-- An act that changes no record: a look at a file, an export, a log-in, a refusal.
CREATE FUNCTION audit.note(
    actor text, actor_role text, request_id text, action text, table_name text,
    row_id text, desk_id uuid, reason text, facts jsonb
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(note.actor, '') = '' OR coalesce(note.action, '') = '' THEN
        RAISE EXCEPTION 'A note says who did what.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO audit.pending (
        actor, actor_role, request_id, desk_id, action, table_name, row_id, op, reason,
        names, olds, news)
    SELECT note.actor, coalesce(note.actor_role, ''), coalesce(note.request_id, ''),
        note.desk_id, note.action, coalesce(note.table_name, ''), note.row_id, 'note',
        nullif(note.reason, ''), coalesce(changes.names, '{}'),
        coalesce(changes.olds, '{}'), coalesce(changes.news, '{}')
    FROM audit.changes(NULL, coalesce(note.facts, '{}'), '{}') AS changes;
    INSERT INTO audit.unsealed DEFAULT VALUES ON CONFLICT DO NOTHING;
END $$;

-- 5. What nobody may do ----------------------------------------------------------

CREATE FUNCTION audit.deny() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION audit.keep_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'An event is never changed.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER keep_event BEFORE UPDATE ON audit.event
    FOR EACH ROW EXECUTE FUNCTION audit.keep_event();
CREATE TRIGGER keep_rows BEFORE DELETE OR TRUNCATE ON audit.event
    FOR EACH STATEMENT EXECUTE FUNCTION audit.deny('An event is never removed.');
CREATE TRIGGER keep_rows BEFORE DELETE OR TRUNCATE ON audit.head
    FOR EACH STATEMENT EXECUTE FUNCTION audit.deny('The head is never removed.');
CREATE TRIGGER keep_rows BEFORE DELETE OR TRUNCATE ON audit.redaction
    FOR EACH STATEMENT EXECUTE FUNCTION audit.deny('A redaction is never undone.');
CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.anchor
    FOR EACH STATEMENT EXECUTE FUNCTION audit.deny('An anchor is never changed.');

-- 6. Putting a table on record ---------------------------------------------------

-- A table that is on record is captured whole: every column that it has or will have.
CREATE PROCEDURE audit.attach(
    target regclass, secret text[] DEFAULT '{}', desk text DEFAULT 'desk_id'
)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    arguments text;
    event text;
    tables text;
    unknown text;
BEGIN
    SELECT string_agg(name, ', ') INTO unknown FROM unnest(secret) AS name
    WHERE NOT EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = target AND attname = name AND NOT attisdropped);
    IF unknown IS NOT NULL THEN
        RAISE EXCEPTION '% has no column %', target, unknown
            USING ERRCODE = 'undefined_column';
    END IF;
    IF NOT EXISTS (
        SELECT FROM pg_index JOIN pg_attribute ON attrelid = indrelid
        WHERE indrelid = target AND indisprimary AND indnatts = 1
            AND attnum = indkey[0] AND attname = 'id'
    ) THEN
        RAISE EXCEPTION 'The primary key of % must be the one column id', target
            USING ERRCODE = 'invalid_table_definition';
    END IF;
    SELECT string_agg(quote_literal(argument), ', ' ORDER BY place) INTO arguments
    FROM unnest(desk || secret) WITH ORDINALITY AS given (argument, place);
    FOR event, tables IN VALUES
        ('insert', 'NEW TABLE AS new_rows'),
        ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'),
        ('delete', 'OLD TABLE AS old_rows')
    LOOP
        EXECUTE format(
            'CREATE TRIGGER audit_%1$s AFTER %1$s ON %2$s REFERENCING %3$s '
            'FOR EACH STATEMENT EXECUTE FUNCTION audit.capture(%4$s)',
            event, target, tables, arguments);
        EXECUTE format(
            'ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_%s', target, event);
    END LOOP;
    EXECUTE format(
        'CREATE TRIGGER audit_keep_id BEFORE UPDATE ON %s FOR EACH ROW '
        'WHEN (OLD.id IS DISTINCT FROM NEW.id) '
        'EXECUTE FUNCTION audit.deny(%L)', target, 'The id of a record never changes.');
    EXECUTE format(
        'CREATE TRIGGER audit_keep_rows BEFORE TRUNCATE ON %s FOR EACH STATEMENT '
        'EXECUTE FUNCTION audit.deny(%L)', target, 'A record is never truncated.');
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_keep_id', target);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_keep_rows', target);
END $$;

CREATE PROCEDURE audit.detach(target regclass)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'audit_insert', 'audit_update', 'audit_delete', 'audit_keep_id', 'audit_keep_rows'
    ] LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', name, target);
    END LOOP;
END $$;

-- A head that was signed outside is kept beside the chain, if it is on the chain.
CREATE FUNCTION audit.keep_anchor(
    seq bigint, hash bytea, at timestamptz, signature bytea, key_id text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM audit.event
        WHERE event.seq = keep_anchor.seq AND event.hash = keep_anchor.hash
    ) THEN
        RAISE EXCEPTION 'Event % does not have this hash.', keep_anchor.seq
            USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO audit.anchor (key_id, seq, hash, at, signature)
    VALUES (keep_anchor.key_id, keep_anchor.seq, keep_anchor.hash, keep_anchor.at,
        keep_anchor.signature);
END $$;

-- 7. The beginning, and who may come near ----------------------------------------

ALTER TABLE audit.event ENABLE ALWAYS TRIGGER keep_event;
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER keep_rows;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER keep_rows;
ALTER TABLE audit.redaction ENABLE ALWAYS TRIGGER keep_rows;
ALTER TABLE audit.anchor ENABLE ALWAYS TRIGGER keep_rows;
ALTER TABLE audit.unsealed ENABLE ALWAYS TRIGGER seal_at_commit;

INSERT INTO audit.head (chain, seq, at, hash)
SELECT chain, 0, clock_timestamp(), audit.genesis(chain)
FROM (SELECT gen_random_uuid() AS chain OFFSET 0) AS drawn;

REVOKE ALL ON SCHEMA audit FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC;
REVOKE ALL ON ALL ROUTINES IN SCHEMA audit FROM PUBLIC;
