--liquibase formatted sql logicalFilePath:admin

-- Retention of the audit log.

--changeset artstore:audit_archives splitStatements:false stripComments:false rollbackSplitStatements:false
-- One row per archived part of the chain, sealed; the last one is the anchor that the chain in the database begins behind.
-- The manifest beside each file holds the same.
CREATE TABLE IF NOT EXISTS artstore.audit_archives (
    first_sequence bigint NOT NULL,
    last_sequence bigint NOT NULL,
    previous_hash bytea NOT NULL,
    row_hash bytea NOT NULL,
    file text NOT NULL,
    sha256 text NOT NULL,
    archived_at timestamptz NOT NULL,
    key_id text NOT NULL,
    seal bytea NOT NULL,
    CONSTRAINT audit_archives_pkey PRIMARY KEY (last_sequence)
);
--rollback DROP TABLE IF EXISTS artstore.audit_archives;
