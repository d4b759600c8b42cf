--liquibase formatted sql logicalFilePath:storage

-- What is known of the bytes of documents since they were stored, and how far the scrub is.

--changeset artstore:fixity splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.${prefix}_fixity (
    file_id uuid NOT NULL,
    verified_at timestamptz NOT NULL,
    verified_by text NOT NULL,
    damage text,
    damaged_since timestamptz,
    detail text,
    CONSTRAINT ${prefix}_fixity_pkey PRIMARY KEY (file_id),
    CONSTRAINT ${prefix}_fixity_damage_check
        CHECK (damage IN ('missing', 'wrong_size', 'unreadable', 'wrong_digest')),
    CONSTRAINT ${prefix}_fixity_since_check CHECK ((damage IS NULL) = (damaged_since IS NULL))
);
CREATE INDEX IF NOT EXISTS ix_${prefix}_fixity_damaged ON artstore.${prefix}_fixity (file_id) WHERE damage IS NOT NULL;
--rollback DROP TABLE IF EXISTS artstore.${prefix}_fixity;

--changeset artstore:scrub splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.${prefix}_scrub (
    singleton boolean NOT NULL DEFAULT true,
    started_at timestamptz NOT NULL,
    attempted_at timestamptz NOT NULL,
    completed_at timestamptz,
    CONSTRAINT ${prefix}_scrub_pkey PRIMARY KEY (singleton),
    CONSTRAINT ${prefix}_scrub_singleton_check CHECK (singleton)
);
--rollback DROP TABLE IF EXISTS artstore.${prefix}_scrub;
