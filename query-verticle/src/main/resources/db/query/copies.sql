--liquibase formatted sql logicalFilePath:query

-- What further elements say of a document that several of them hold.

--changeset artstore:document_copies splitStatements:false stripComments:false rollbackSplitStatements:false
-- The columns of public.file_metadata_cache that an element tells, under the same names. Empty but for documents under
-- way from one element to another, and for those kept twice on purpose.
CREATE TABLE IF NOT EXISTS artstore.document_copies (
    id varchar(36) NOT NULL,
    filename varchar(255) NOT NULL,
    storage_filename varchar(512) NOT NULL,
    file_size bigint NOT NULL,
    mime_type varchar(127),
    sha256_hash varchar(64) NOT NULL,
    username varchar(255) NOT NULL,
    tags varchar(50)[],
    description text,
    storage_element_id varchar(50) NOT NULL,
    storage_element_url varchar(512) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    cache_updated_at timestamptz NOT NULL,
    CONSTRAINT document_copies_pkey PRIMARY KEY (id, storage_element_id)
);
CREATE INDEX IF NOT EXISTS document_copies_element ON artstore.document_copies (storage_element_id);
--rollback DROP TABLE IF EXISTS artstore.document_copies;
