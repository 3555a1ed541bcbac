-- No reference leaves its desk.
ALTER TABLE sources_confidant
    ADD CONSTRAINT confidant_source_same_desk FOREIGN KEY (desk_id, source_id)
        REFERENCES sources_source (desk_id, id);
ALTER TABLE sources_source
    ADD CONSTRAINT source_merged_same_desk FOREIGN KEY (desk_id, merged_into_id)
        REFERENCES sources_source (desk_id, id);
