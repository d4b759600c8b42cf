--liquibase formatted sql logicalFilePath:query

-- The uploaders' own metadata, by which documents can be searched.

--changeset artstore:document_metadata splitStatements:false stripComments:false rollbackSplitStatements:false
-- One row per document and element that has metadata for it. Elements told of metadata before it was kept here, so their
-- feeds are read once more from the beginning. jsonb_path_ops serves @> alone, with a smaller index.
DO $$
BEGIN
    IF to_regclass('artstore.document_metadata') IS NULL THEN
        CREATE TABLE artstore.document_metadata (
            file_id varchar(36) NOT NULL,
            element_id varchar(50) NOT NULL,
            metadata jsonb NOT NULL,
            CONSTRAINT document_metadata_pkey PRIMARY KEY (file_id, element_id)
        );
        UPDATE artstore.feed_cursors SET cursor = '';
    END IF;
    CREATE INDEX IF NOT EXISTS document_metadata_contained ON artstore.document_metadata
        USING gin (metadata jsonb_path_ops) WITH (fastupdate = off);
END
$$;
--rollback DROP TABLE IF EXISTS artstore.document_metadata;
