-- No reference leaves its desk.
ALTER TABLE sources_merge
    ADD CONSTRAINT merge_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id),
    ADD CONSTRAINT merge_into_same_desk FOREIGN KEY (desk_id, into_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE sources_mismatch
    ADD CONSTRAINT mismatch_article_same_desk FOREIGN KEY (desk_id, article_id)
        REFERENCES tracker_article (desk_id, id),
    ADD CONSTRAINT mismatch_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id);
