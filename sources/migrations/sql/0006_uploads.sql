-- No reference leaves its desk.
ALTER TABLE sources_upload
    ADD CONSTRAINT upload_holder_same_desk FOREIGN KEY (desk_id, holder_id)
        REFERENCES sources_source (desk_id, id),
    ADD CONSTRAINT upload_document_same_desk FOREIGN KEY (desk_id, document_id)
        REFERENCES sources_document (desk_id, id);
