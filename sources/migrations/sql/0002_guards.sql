-- What SQL itself holds of sources and quotes, whoever writes.

-- No reference leaves its desk.
ALTER TABLE sources_descriptor
    ADD CONSTRAINT descriptor_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE sources_agreement
    ADD CONSTRAINT agreement_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE sources_document
    ADD CONSTRAINT document_holder_same_desk FOREIGN KEY (desk_id, holder_id)
        REFERENCES sources_source (desk_id, id),
    ADD CONSTRAINT document_text_same_desk FOREIGN KEY (desk_id, text_id)
        REFERENCES tracker_text (desk_id, id);
ALTER TABLE sources_link
    ADD CONSTRAINT link_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id),
    ADD CONSTRAINT link_other_same_desk FOREIGN KEY (desk_id, other_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE sources_quote
    ADD CONSTRAINT quote_article_same_desk FOREIGN KEY (desk_id, article_id)
        REFERENCES tracker_article (desk_id, id),
    ADD CONSTRAINT quote_cue_same_desk FOREIGN KEY (desk_id, cue_id)
        REFERENCES tracker_span (desk_id, id),
    ADD CONSTRAINT quote_mention_same_desk FOREIGN KEY (desk_id, mention_id)
        REFERENCES tracker_span (desk_id, id),
    ADD CONSTRAINT quote_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id),
    ADD CONSTRAINT quote_document_same_desk FOREIGN KEY (desk_id, document_id)
        REFERENCES sources_document (desk_id, id),
    ADD CONSTRAINT quote_agreement_same_desk FOREIGN KEY (desk_id, agreement_id)
        REFERENCES sources_agreement (desk_id, id);
ALTER TABLE sources_quotepiece
    ADD CONSTRAINT quotepiece_quote_same_desk FOREIGN KEY (desk_id, quote_id)
        REFERENCES sources_quote (desk_id, id),
    ADD CONSTRAINT quotepiece_span_same_desk FOREIGN KEY (desk_id, span_id)
        REFERENCES tracker_span (desk_id, id);
