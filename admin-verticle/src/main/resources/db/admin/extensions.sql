--liquibase formatted sql logicalFilePath:admin

-- What ArtStore adds to the checkpoint. Each change set may run again on a database that already has its result, and
-- its rollback hands the original exactly the schema it had.

--changeset artstore:schema splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE SCHEMA IF NOT EXISTS artstore;
--rollback SELECT 1; -- the schema goes with its last table

--changeset artstore:refresh_secret splitStatements:false stripComments:false rollbackSplitStatements:false
-- One row at most: the key under which the refresh tokens of all nodes are sealed.
CREATE TABLE IF NOT EXISTS artstore.refresh_secret (
    singleton boolean NOT NULL DEFAULT true,
    secret bytea NOT NULL,
    CONSTRAINT refresh_secret_pkey PRIMARY KEY (singleton),
    CONSTRAINT refresh_secret_singleton_check CHECK (singleton)
);
--rollback DROP TABLE IF EXISTS artstore.refresh_secret;

--changeset artstore:refresh_families splitStatements:false stripComments:false rollbackSplitStatements:false
-- A family is all refresh tokens that come from one grant. It has a row from its first use, or its end, on.
CREATE TABLE IF NOT EXISTS artstore.refresh_families (
    family_id uuid NOT NULL,
    generation integer NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT refresh_families_pkey PRIMARY KEY (family_id)
);
CREATE INDEX IF NOT EXISTS ix_refresh_families_expires_at ON artstore.refresh_families (expires_at);
--rollback DROP TABLE IF EXISTS artstore.refresh_families;

--changeset artstore:revocations splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.revocations (
    kind text NOT NULL,
    id text NOT NULL,
    issued_until timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT revocations_pkey PRIMARY KEY (kind, id),
    CONSTRAINT revocations_kind_check CHECK (kind IN ('TOKEN', 'SESSION', 'SUBJECT'))
);
CREATE INDEX IF NOT EXISTS ix_revocations_recorded_at ON artstore.revocations (recorded_at);
--rollback DROP TABLE IF EXISTS artstore.revocations;
