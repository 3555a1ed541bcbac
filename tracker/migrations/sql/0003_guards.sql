-- What SQL itself holds of the record, whoever writes: texts and spans are what they
-- say they are, what is immutable stays so, and no reference leaves its desk.

CREATE FUNCTION public.record_is_immutable() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.text_is_its_hash() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex')
        OR NEW.characters <> char_length(NEW.content)
    THEN
        RAISE EXCEPTION 'a text must carry its own hash and length'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.span_is_its_words() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.exact IS DISTINCT FROM (
        SELECT substr(t.content, NEW.start + 1, NEW."end" - NEW.start)
        FROM public.tracker_text AS t WHERE t.id = NEW.text_id
    ) THEN
        RAISE EXCEPTION 'a span must hold the words that stand there'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER text_is_its_hash BEFORE INSERT ON tracker_text
    FOR EACH ROW EXECUTE FUNCTION public.text_is_its_hash();
CREATE TRIGGER span_is_its_words BEFORE INSERT ON tracker_span
    FOR EACH ROW EXECUTE FUNCTION public.span_is_its_words();

CREATE TRIGGER text_is_immutable BEFORE UPDATE OR DELETE ON tracker_text
    FOR EACH ROW EXECUTE FUNCTION public.record_is_immutable();
CREATE TRIGGER revision_is_immutable BEFORE UPDATE OR DELETE ON tracker_revision
    FOR EACH ROW EXECUTE FUNCTION public.record_is_immutable();
CREATE TRIGGER span_is_immutable BEFORE UPDATE OR DELETE ON tracker_span
    FOR EACH ROW EXECUTE FUNCTION public.record_is_immutable();
CREATE TRIGGER placement_is_immutable BEFORE UPDATE OR DELETE ON tracker_placement
    FOR EACH ROW EXECUTE FUNCTION public.record_is_immutable();

ALTER TABLE tracker_revision
    ADD CONSTRAINT revision_article_same_desk FOREIGN KEY (desk_id, article_id)
        REFERENCES tracker_article (desk_id, id),
    ADD CONSTRAINT revision_text_same_desk FOREIGN KEY (desk_id, text_id)
        REFERENCES tracker_text (desk_id, id);
ALTER TABLE tracker_span
    ADD CONSTRAINT span_text_same_desk FOREIGN KEY (desk_id, text_id)
        REFERENCES tracker_text (desk_id, id);
ALTER TABLE tracker_placement
    ADD CONSTRAINT placement_span_same_desk FOREIGN KEY (desk_id, span_id)
        REFERENCES tracker_span (desk_id, id),
    ADD CONSTRAINT placement_text_same_desk FOREIGN KEY (desk_id, text_id)
        REFERENCES tracker_text (desk_id, id);
