-- No reference leaves its desk.
ALTER TABLE sources_fidelitycheck
    ADD CONSTRAINT fidelity_quote_same_desk FOREIGN KEY (desk_id, quote_id)
        REFERENCES sources_quote (desk_id, id),
    ADD CONSTRAINT fidelity_document_same_desk FOREIGN KEY (desk_id, document_id)
        REFERENCES sources_document (desk_id, id);
ALTER TABLE sources_contact
    ADD CONSTRAINT contact_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE sources_legalhold
    ADD CONSTRAINT hold_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE sources_acceptance
    ADD CONSTRAINT acceptance_article_same_desk FOREIGN KEY (desk_id, article_id)
        REFERENCES tracker_article (desk_id, id);
