-- The emergency switch. What is frozen does not change: each captured change is held
-- against tracker_freeze at its statement, and again at commit under the lock of the
-- head. A freeze is an event of the same chain, so after it there is no change of what
-- it froze, however long a transaction had been open before.

-- Which freeze stops a change, if one does. Two things may happen all the same: what
-- concerns freezes themselves, and shutting an account.
CREATE FUNCTION audit.freeze_on(
    desk uuid, table_name text, op text, names text[], news text[]
) RETURNS public.tracker_freeze
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT held FROM public.tracker_freeze AS held
    WHERE held.lifted_at IS NULL AND (held.desk_id IS NULL OR held.desk_id = desk)
        AND op <> 'note' AND table_name <> 'tracker_freeze'
        AND NOT (table_name = 'tracker_user' AND op = 'update'
            AND names = '{is_active}' AND news = '{false}')
    ORDER BY held.desk_id NULLS FIRST
    LIMIT 1
$$;

CREATE FUNCTION audit.refuse(held public.tracker_freeze) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF held.id IS NOT NULL THEN
        RAISE EXCEPTION 'Nothing can be changed now: % is frozen.',
            CASE WHEN held.desk_id IS NULL THEN 'the whole site' ELSE 'this desk' END
            USING ERRCODE = 'FZ423';
    END IF;
END $$;

-- At the end of each statement that captured something: the refusal comes at once, not
-- only at commit.
CREATE FUNCTION audit.stop_if_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.tracker_freeze WHERE lifted_at IS NULL) THEN
        PERFORM audit.refuse(
            audit.freeze_on(desk_id, table_name, op, names, news)) FROM added;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stop_if_frozen AFTER INSERT ON audit.pending
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION audit.stop_if_frozen();
ALTER TABLE audit.pending ENABLE ALWAYS TRIGGER stop_if_frozen;

-- At commit, before the events are numbered (triggers run in the order of their names).
-- It takes the head's lock first, so that no freeze can commit in between. What a
-- transaction changed before it froze the desk itself stands.
CREATE FUNCTION audit.last_look() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM audit.head FOR UPDATE;
    IF EXISTS (
        SELECT FROM public.tracker_freeze AS held
        WHERE held.lifted_at IS NULL AND NOT EXISTS (
            SELECT FROM audit.pending
            WHERE xid = NEW.xid AND op = 'insert' AND table_name = 'tracker_freeze'
                AND row_id = held.id::text)
    ) THEN
        PERFORM audit.refuse(audit.freeze_on(desk_id, table_name, op, names, news))
        FROM audit.pending WHERE xid = NEW.xid;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER last_look AFTER INSERT ON audit.unsealed
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.last_look();
ALTER TABLE audit.unsealed ENABLE ALWAYS TRIGGER last_look;

REVOKE ALL ON FUNCTION audit.freeze_on, audit.refuse, audit.stop_if_frozen,
    audit.last_look FROM PUBLIC;

-- A freeze is lifted once, and nothing else of it changes.
CREATE FUNCTION public.freeze_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL
        OR (OLD.desk_id, OLD.created_at, OLD.frozen_by_id, OLD.reason)
            IS DISTINCT FROM (NEW.desk_id, NEW.created_at, NEW.frozen_by_id, NEW.reason)
    THEN
        RAISE EXCEPTION 'A freeze is lifted once, and otherwise stays as it is.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER freeze_stays BEFORE UPDATE ON tracker_freeze
    FOR EACH ROW EXECUTE FUNCTION public.freeze_stays();
ALTER TABLE tracker_freeze ENABLE ALWAYS TRIGGER freeze_stays;
