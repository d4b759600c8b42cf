--liquibase formatted sql logicalFilePath:storage

-- What was deleted and still lies in the trash of the medium; the row goes when the bytes are destroyed.

--changeset artstore:trash splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.${prefix}_trash (
    entry_id uuid NOT NULL,
    file_id uuid NOT NULL,
    original_filename text NOT NULL,
    path text NOT NULL,
    size_bytes bigint NOT NULL,
    deleted_at timestamptz NOT NULL,
    deleted_by text,
    CONSTRAINT ${prefix}_trash_pkey PRIMARY KEY (entry_id)
);
CREATE INDEX IF NOT EXISTS ix_${prefix}_trash_age ON artstore.${prefix}_trash (deleted_at, entry_id);
--rollback DROP TABLE IF EXISTS artstore.${prefix}_trash;
