-- What SQL itself holds of an export: it goes the ways there are, what was asked for
-- stays what it was (so that what is released is what is made), and no reference leaves
-- its desk.

CREATE FUNCTION public.export_goes_its_way() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (NEW.desk_id, NEW.entered_by_id, NEW.created_at, NEW.dataset, NEW.profile,
        NEW.since, NEW.until, NEW.only_status, NEW.article_id, NEW.chosen, NEW.as_of,
        NEW.bom, NEW.needs_release)
        IS DISTINCT FROM
        (OLD.desk_id, OLD.entered_by_id, OLD.created_at, OLD.dataset, OLD.profile,
        OLD.since, OLD.until, OLD.only_status, OLD.article_id, OLD.chosen, OLD.as_of,
        OLD.bom, OLD.needs_release)
        OR (OLD.released_by_id IS NOT NULL
            AND NEW.released_by_id IS DISTINCT FROM OLD.released_by_id)
    THEN
        RAISE EXCEPTION 'What was asked for and released never changes'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('waiting', 'queued'), ('waiting', 'cancelled'), ('waiting', 'expired'),
        ('queued', 'running'), ('queued', 'failed'), ('queued', 'cancelled'),
        ('running', 'ready'), ('running', 'failed'), ('running', 'cancelled'),
        ('ready', 'fetched'), ('ready', 'expired'), ('fetched', 'expired'))
    THEN
        RAISE EXCEPTION 'An export does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER export_goes_its_way BEFORE UPDATE ON tracker_export
    FOR EACH ROW EXECUTE FUNCTION public.export_goes_its_way();

ALTER TABLE tracker_export
    ADD CONSTRAINT export_article_same_desk FOREIGN KEY (desk_id, article_id)
        REFERENCES tracker_article (desk_id, id);

-- A note can be edited, so its words of before are nowhere but on the chain: up to 64 kB
-- they stand there whole, and no note is longer. Every other text of more than 8 kB
-- never changes, is kept where it is, and is on the chain by its hash.
CREATE FUNCTION audit.kept(value text, is_secret boolean, most integer) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN is_secret AND value IS NOT NULL THEN '{"secret": true}'
        WHEN pg_catalog.octet_length(value) OPERATOR(pg_catalog.>) most
            THEN audit.digest(value::pg_catalog.jsonb OPERATOR(pg_catalog.#>>) '{}')
        ELSE value
    END
$$;

CREATE OR REPLACE FUNCTION audit.changes(was jsonb, doc jsonb, secret text[])
RETURNS TABLE (names text[], olds text[], news text[])
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.array_agg(key),
        pg_catalog.array_agg(audit.kept(
            was_text, key OPERATOR(pg_catalog.=) ANY (secret), most)),
        pg_catalog.array_agg(audit.kept(
            doc_text, key OPERATOR(pg_catalog.=) ANY (secret), most))
    FROM (
        SELECT key, (was OPERATOR(pg_catalog.->) key)::pg_catalog.text AS was_text,
            (doc OPERATOR(pg_catalog.->) key)::pg_catalog.text AS doc_text,
            CASE WHEN key OPERATOR(pg_catalog.=) 'body' THEN 65536 ELSE 8192 END AS most
        FROM pg_catalog.jsonb_object_keys(coalesce(doc, was)) AS key
        OFFSET 0
    ) AS fields
    WHERE was_text IS DISTINCT FROM doc_text
$$;

DROP FUNCTION audit.kept(text, boolean);
REVOKE ALL ON ALL ROUTINES IN SCHEMA audit FROM PUBLIC;
