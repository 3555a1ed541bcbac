-- What SQL itself holds of claims and decisions, whoever writes.

CREATE TRIGGER verification_is_immutable BEFORE UPDATE OR DELETE ON claims_verification
    FOR EACH ROW EXECUTE FUNCTION public.record_is_immutable();
CREATE TRIGGER quote_verification_is_immutable
    BEFORE UPDATE OR DELETE ON claims_quoteverification
    FOR EACH ROW EXECUTE FUNCTION public.record_is_immutable();
CREATE TRIGGER standards_are_immutable
    BEFORE UPDATE OR DELETE ON claims_standardsversion
    FOR EACH ROW EXECUTE FUNCTION public.record_is_immutable();

-- No reference leaves its desk.
ALTER TABLE claims_annotation
    ADD CONSTRAINT annotation_article_same_desk FOREIGN KEY (desk_id, article_id)
        REFERENCES tracker_article (desk_id, id),
    ADD CONSTRAINT annotation_document_same_desk FOREIGN KEY (desk_id, document_id)
        REFERENCES sources_document (desk_id, id),
    ADD CONSTRAINT annotation_span_same_desk FOREIGN KEY (desk_id, span_id)
        REFERENCES tracker_span (desk_id, id),
    ADD CONSTRAINT annotation_parent_same_desk FOREIGN KEY (desk_id, parent_id)
        REFERENCES claims_annotation (desk_id, id);
ALTER TABLE claims_claim
    ADD CONSTRAINT claim_attributed_to_same_desk FOREIGN KEY (desk_id, attributed_to_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE claims_occurrence
    ADD CONSTRAINT occurrence_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id),
    ADD CONSTRAINT occurrence_article_same_desk FOREIGN KEY (desk_id, article_id)
        REFERENCES tracker_article (desk_id, id),
    ADD CONSTRAINT occurrence_span_same_desk FOREIGN KEY (desk_id, span_id)
        REFERENCES tracker_span (desk_id, id);
ALTER TABLE claims_crosscheck
    ADD CONSTRAINT crosscheck_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id),
    ADD CONSTRAINT crosscheck_other_same_desk FOREIGN KEY (desk_id, other_id)
        REFERENCES claims_claim (desk_id, id);
ALTER TABLE claims_evidence
    ADD CONSTRAINT evidence_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id),
    ADD CONSTRAINT evidence_quote_same_desk FOREIGN KEY (desk_id, quote_id)
        REFERENCES sources_quote (desk_id, id),
    ADD CONSTRAINT evidence_document_same_desk FOREIGN KEY (desk_id, document_id)
        REFERENCES sources_document (desk_id, id),
    ADD CONSTRAINT evidence_passage_same_desk FOREIGN KEY (desk_id, passage_id)
        REFERENCES tracker_span (desk_id, id);
ALTER TABLE claims_extractionrun
    ADD CONSTRAINT extractionrun_revision_same_desk FOREIGN KEY (desk_id, revision_id)
        REFERENCES tracker_revision (desk_id, id);
ALTER TABLE claims_suggestedspeaker
    ADD CONSTRAINT suggestedspeaker_run_same_desk FOREIGN KEY (desk_id, run_id)
        REFERENCES claims_extractionrun (desk_id, id),
    ADD CONSTRAINT suggestedspeaker_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE claims_suggestion
    ADD CONSTRAINT suggestion_run_same_desk FOREIGN KEY (desk_id, run_id)
        REFERENCES claims_extractionrun (desk_id, id),
    ADD CONSTRAINT suggestion_speaker_same_desk FOREIGN KEY (desk_id, speaker_id)
        REFERENCES claims_suggestedspeaker (desk_id, id),
    ADD CONSTRAINT suggestion_quote_same_desk FOREIGN KEY (desk_id, quote_id)
        REFERENCES sources_quote (desk_id, id),
    ADD CONSTRAINT suggestion_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id);
ALTER TABLE claims_verification
    ADD CONSTRAINT verification_claim_same_desk FOREIGN KEY (desk_id, claim_id)
        REFERENCES claims_claim (desk_id, id),
    ADD CONSTRAINT verification_standards_same_desk FOREIGN KEY (desk_id, standards_id)
        REFERENCES claims_standardsversion (desk_id, id);
ALTER TABLE claims_quoteverification
    ADD CONSTRAINT quoteverification_quote_same_desk FOREIGN KEY (desk_id, quote_id)
        REFERENCES sources_quote (desk_id, id);
