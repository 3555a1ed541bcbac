-- The workflow as the database holds it, whoever writes: a status changes only by a
-- legal move, with its decision beside it, and nobody settles what they entered.

-- 1. The table of moves (claims/workflow.py and sources/workflow.py; a test compares).

CREATE FUNCTION public.claim_move_is_legal(origin text, move text, target text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT (origin, move, target) IN (VALUES
        ('unverified', 'submit', 'in_review'),
        ('in_review', 'return', 'unverified'),
        ('in_review', 'verify', 'verified'),
        ('in_review', 'dispute', 'disputed'),
        ('in_review', 'refute', 'refuted'),
        ('in_review', 'set_aside', 'unverifiable'),
        ('verified', 'dispute', 'disputed'),
        ('verified', 'reopen', 'in_review'),
        ('disputed', 'reopen', 'in_review'),
        ('refuted', 'reopen', 'in_review'),
        ('unverifiable', 'reopen', 'in_review'),
        ('retracted', 'reopen', 'in_review'),
        ('unverified', 'retract', 'retracted'),
        ('in_review', 'retract', 'retracted'),
        ('verified', 'retract', 'retracted'),
        ('disputed', 'retract', 'retracted'),
        ('refuted', 'retract', 'retracted'),
        ('unverifiable', 'retract', 'retracted'))
$$;

CREATE FUNCTION public.quote_move_is_legal(origin text, move text, target text)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT (origin, move, target) IN (VALUES
        ('unverified', 'confirm', 'confirmed'),
        ('unverified', 'find_altered', 'altered'),
        ('unverified', 'dispute', 'disputed'),
        ('unverified', 'withdraw', 'withdrawn'),
        ('confirmed', 'find_altered', 'altered'),
        ('confirmed', 'dispute', 'disputed'),
        ('confirmed', 'withdraw', 'withdrawn'),
        ('confirmed', 'reopen', 'unverified'),
        ('altered', 'withdraw', 'withdrawn'),
        ('altered', 'reopen', 'unverified'),
        ('disputed', 'confirm', 'confirmed'),
        ('disputed', 'find_altered', 'altered'),
        ('disputed', 'withdraw', 'withdrawn'),
        ('disputed', 'reopen', 'unverified'),
        ('withdrawn', 'reopen', 'unverified'))
$$;

-- 2. A decision is about the claim as it stands, legal, and by a second person.

CREATE FUNCTION public.verification_is_lawful() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    claim public.claims_claim%ROWTYPE;
BEGIN
    SELECT * INTO STRICT claim FROM public.claims_claim WHERE id = NEW.claim_id;
    IF NOT public.claim_move_is_legal(NEW.from_status, NEW.move, NEW.to_status) THEN
        RAISE EXCEPTION 'there is no such move' USING ERRCODE = 'check_violation';
    END IF;
    IF (claim.status, claim.version) IS DISTINCT FROM
        (NEW.from_status, NEW.claim_version) OR claim.merged_into_id IS NOT NULL
    THEN
        RAISE EXCEPTION 'the decision is not about the claim as it stands'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.move NOT IN ('submit', 'return', 'reopen')
        AND NEW.decided_by_id IN (claim.entered_by_id, claim.worded_by_id)
    THEN
        RAISE EXCEPTION 'nobody settles what they entered'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_four_eyes';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.quote_verification_is_lawful() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    quote public.sources_quote%ROWTYPE;
BEGIN
    SELECT * INTO STRICT quote FROM public.sources_quote WHERE id = NEW.quote_id;
    IF NOT public.quote_move_is_legal(NEW.from_status, NEW.move, NEW.to_status) THEN
        RAISE EXCEPTION 'there is no such move' USING ERRCODE = 'check_violation';
    END IF;
    IF (quote.status, quote.version) IS DISTINCT FROM
        (NEW.from_status, NEW.quote_version)
    THEN
        RAISE EXCEPTION 'the decision is not about the quote as it stands'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.move NOT IN ('withdraw', 'reopen')
        AND NEW.decided_by_id = quote.entered_by_id
    THEN
        RAISE EXCEPTION 'nobody settles what they recorded'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_four_eyes';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER verification_is_lawful BEFORE INSERT ON claims_verification
    FOR EACH ROW EXECUTE FUNCTION public.verification_is_lawful();
CREATE TRIGGER quote_verification_is_lawful BEFORE INSERT ON claims_quoteverification
    FOR EACH ROW EXECUTE FUNCTION public.quote_verification_is_lawful();

-- 3. Every change of a claim counts its version up by one; a change of status and its
--    decision come together or not at all.

CREATE FUNCTION public.claim_begins_unverified() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.status <> 'unverified' THEN
        RAISE EXCEPTION 'a new record is unverified' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.claim_changes_by_one() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'a change counts the version up by one'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.desk_id, NEW.entered_by_id, NEW.created_at) IS DISTINCT FROM
        (OLD.desk_id, OLD.entered_by_id, OLD.created_at)
    THEN
        RAISE EXCEPTION 'who entered a claim, where and when, does not change'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = OLD.status AND EXISTS (
        SELECT FROM public.claims_verification
        WHERE claim_id = OLD.id AND claim_version = OLD.version)
    THEN
        RAISE EXCEPTION 'this version has been decided on'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.claim_status_has_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.claims_verification
        WHERE claim_id = NEW.id AND claim_version = OLD.version
            AND from_status = OLD.status AND to_status = NEW.status)
    THEN
        RAISE EXCEPTION 'a status changes only by a decision on record'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.quote_status_has_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.claims_quoteverification
        WHERE quote_id = NEW.id AND quote_version = OLD.version
            AND from_status = OLD.status AND to_status = NEW.status)
    THEN
        RAISE EXCEPTION 'a status changes only by a decision on record'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.decision_was_carried_out() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.claims_claim
        WHERE id = NEW.claim_id AND version > NEW.claim_version)
    THEN
        RAISE EXCEPTION 'a decision changes the claim''s status'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.quote_decision_was_carried_out() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.sources_quote
        WHERE id = NEW.quote_id AND version > NEW.quote_version)
    THEN
        RAISE EXCEPTION 'a decision changes the quote''s status'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER claim_begins_unverified BEFORE INSERT ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION public.claim_begins_unverified();
CREATE TRIGGER quote_begins_unverified BEFORE INSERT ON sources_quote
    FOR EACH ROW EXECUTE FUNCTION public.claim_begins_unverified();
CREATE TRIGGER claim_changes_by_one BEFORE UPDATE ON claims_claim
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION public.claim_changes_by_one();
CREATE CONSTRAINT TRIGGER claim_status_has_decision AFTER UPDATE ON claims_claim
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION public.claim_status_has_decision();
CREATE CONSTRAINT TRIGGER quote_status_has_decision AFTER UPDATE ON sources_quote
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION public.quote_status_has_decision();
CREATE CONSTRAINT TRIGGER decision_was_carried_out AFTER INSERT ON claims_verification
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION public.decision_was_carried_out();
CREATE CONSTRAINT TRIGGER quote_decision_was_carried_out
    AFTER INSERT ON claims_quoteverification
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION public.quote_decision_was_carried_out();

-- 4. A second reading is by a second person, about the claim as it stands.

CREATE FUNCTION public.reading_is_lawful() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.claims_claim
        WHERE id = NEW.claim_id AND version = NEW.claim_version
            AND status = 'in_review'
            AND NEW.reader_id IS DISTINCT FROM entered_by_id
            AND NEW.reader_id IS DISTINCT FROM worded_by_id)
    THEN
        RAISE EXCEPTION 'a second reading is another person''s, of a claim in review'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER reading_is_lawful BEFORE INSERT ON claims_secondreading
    FOR EACH ROW EXECUTE FUNCTION public.reading_is_lawful();
CREATE TRIGGER reading_is_immutable BEFORE UPDATE OR DELETE ON claims_secondreading
    FOR EACH ROW EXECUTE FUNCTION public.record_is_immutable();

-- 5. No reference leaves its desk.

ALTER TABLE claims_claim
    ADD CONSTRAINT claim_split_from_same_desk FOREIGN KEY (desk_id, split_from_id)
        REFERENCES claims_claim (desk_id, id),
    ADD CONSTRAINT claim_merged_into_same_desk FOREIGN KEY (desk_id, merged_into_id)
        REFERENCES claims_claim (desk_id, id);
ALTER TABLE claims_assignment
    ADD CONSTRAINT assignment_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id);
ALTER TABLE claims_exemption
    ADD CONSTRAINT exemption_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id);
ALTER TABLE claims_figure
    ADD CONSTRAINT figure_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id);
ALTER TABLE claims_secondreading
    ADD CONSTRAINT reading_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id);
ALTER TABLE claims_signoff
    ADD CONSTRAINT sign_off_revision_same_desk FOREIGN KEY (desk_id, revision_id)
        REFERENCES tracker_revision (desk_id, id);
ALTER TABLE claims_notification
    ADD CONSTRAINT notification_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id),
    ADD CONSTRAINT notification_annotation_same_desk
        FOREIGN KEY (desk_id, annotation_id)
        REFERENCES claims_annotation (desk_id, id);
