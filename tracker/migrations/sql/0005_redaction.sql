-- Redaction: a value leaves the chain, its event stays verifiable, and nobody can guess
-- the value from what is left. Only the owner's role can do it; it is an event itself.

-- What the commitments of an event are made of, leaf by leaf.
CREATE FUNCTION audit.contents(event audit.event) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT ARRAY[
        '2:at' || audit.netstring(audit.stamp(event.at)),
        '5:actor' || audit.netstring(event.actor),
        '10:actor_role' || audit.netstring(event.actor_role),
        '10:request_id' || audit.netstring(event.request_id),
        '7:desk_id' || audit.netstring(event.desk_id::text),
        '6:action' || audit.netstring(event.action),
        '10:table_name' || audit.netstring(event.table_name),
        '6:row_id' || audit.netstring(event.row_id),
        '2:op' || audit.netstring(event.op),
        '6:reason' || audit.netstring(event.reason)
    ] || ARRAY(
        SELECT audit.netstring('field.' || event.names[i])
            || audit.netstring(event.olds[i]) || audit.netstring(event.news[i])
        FROM generate_subscripts(event.names, 1) AS i ORDER BY i)
$$;

-- The 16-byte salt of each leaf, from the event's one salt.
CREATE FUNCTION audit.leaf_salts(salt bytea, leaves integer) RETURNS bytea[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT array_agg(
        substr(audit.salts(salt, i / 4), i % 4 * 16 + 1, 16) ORDER BY i)
    FROM generate_series(0, leaves - 1) AS i
$$;

-- Does the event, as it is to be, still hash to what it was? And does it show nothing
-- where a leaf is hidden, so that nobody can put something else there?
CREATE FUNCTION audit.is_redacted_soundly(event audit.event) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT event.salt IS NULL
        AND audit.event_hash(event.prev, event.seq, string_agg(
            coalesce(hidden, sha256(salt || convert_to(content, 'UTF8'))), '' ORDER BY i)
        ) = event.hash
        AND bool_and(hidden IS NULL OR CASE i
            WHEN 10 THEN event.reason IS NULL
            ELSE event.olds[i - 10] IS NULL AND event.news[i - 10] IS NULL END)
        AND bool_and(hidden IS NULL OR i >= 10)
    FROM audit.redaction, LATERAL unnest(
        audit.contents(event), redaction.salts, redaction.commitments
    ) WITH ORDINALITY AS leaf (content, salt, hidden, i)
    WHERE redaction.seq = event.seq
$$;

-- The one change that an event can ever suffer.
CREATE OR REPLACE FUNCTION audit.keep_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.seq = OLD.seq AND NEW.prev = OLD.prev AND NEW.hash = OLD.hash
        AND coalesce(audit.is_redacted_soundly(NEW), false)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An event is never changed.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION audit.keep_redaction() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- What is hidden stays hidden; what was open may be hidden, and then by what it was.
    IF TG_OP = 'UPDATE' AND (NEW.seq <> OLD.seq OR EXISTS (
        SELECT FROM unnest(OLD.commitments, NEW.commitments) AS leaf (was, becomes)
        WHERE was IS NOT NULL AND was IS DISTINCT FROM becomes))
    THEN
        RAISE EXCEPTION 'A redaction is never undone.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_redaction BEFORE UPDATE ON audit.redaction
    FOR EACH ROW EXECUTE FUNCTION audit.keep_redaction();
ALTER TABLE audit.redaction ENABLE ALWAYS TRIGGER keep_redaction;

-- Hide "reason" or "field.NAME" of one event.
CREATE FUNCTION audit.redact(target bigint, leaf text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    one audit.event%ROWTYPE;
    kept audit.redaction%ROWTYPE;
    contents text[];
    place integer;
    field integer;
BEGIN
    SELECT * INTO STRICT one FROM audit.event WHERE seq = target FOR UPDATE;
    contents := audit.contents(one);
    field := array_position(one.names, substr(leaf, 7));
    place := CASE WHEN leaf = 'reason' THEN 10
        WHEN leaf LIKE 'field.%' THEN 10 + field END;
    IF place IS NULL THEN
        RAISE EXCEPTION 'Event % has no % that can be redacted.', target, leaf
            USING ERRCODE = 'restrict_violation';
    END IF;
    SELECT * INTO kept FROM audit.redaction WHERE seq = target;
    IF NOT FOUND THEN
        kept.seq := target;
        kept.leaves := ARRAY['at', 'actor', 'actor_role', 'request_id', 'desk_id',
            'action', 'table_name', 'row_id', 'op', 'reason']
            || ARRAY(SELECT 'field.' || name FROM unnest(one.names) AS name);
        kept.salts := audit.leaf_salts(one.salt, cardinality(contents));
        kept.commitments := array_fill(NULL::bytea, ARRAY[cardinality(contents)]);
    END IF;
    IF kept.commitments[place] IS NOT NULL THEN
        RETURN;
    END IF;
    kept.commitments[place] := sha256(
        kept.salts[place] || convert_to(contents[place], 'UTF8'));
    kept.salts[place] := NULL;
    INSERT INTO audit.redaction VALUES (kept.*)
        ON CONFLICT (seq) DO UPDATE
        SET salts = excluded.salts, commitments = excluded.commitments;
    IF place = 10 THEN
        UPDATE audit.event SET salt = NULL, reason = NULL WHERE seq = target;
    ELSE
        one.olds[field] := NULL;
        one.news[field] := NULL;
        UPDATE audit.event SET salt = NULL, olds = one.olds, news = one.news
            WHERE seq = target;
    END IF;
END $$;

REVOKE ALL ON ALL ROUTINES IN SCHEMA audit FROM PUBLIC;
