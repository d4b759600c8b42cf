--liquibase formatted sql logicalFilePath:admin

-- Service accounts: what the life cycle of a secret needs beside the checkpoint's table.

--changeset artstore:previous_secrets splitStatements:false stripComments:false rollbackSplitStatements:false
-- The secret before the present one, where a rotation left it working for a while; one row per account at most.
CREATE TABLE IF NOT EXISTS artstore.previous_secrets (
    account_id uuid NOT NULL,
    secret_hash text NOT NULL,
    usable_until timestamptz NOT NULL,
    CONSTRAINT previous_secrets_pkey PRIMARY KEY (account_id)
);
CREATE INDEX IF NOT EXISTS ix_previous_secrets_usable_until ON artstore.previous_secrets (usable_until);
--rollback DROP TABLE IF EXISTS artstore.previous_secrets;

--changeset artstore:replaced_secrets splitStatements:false stripComments:false rollbackSplitStatements:false
-- When secrets were in force; nothing of the secrets themselves.
CREATE TABLE IF NOT EXISTS artstore.replaced_secrets (
    account_id uuid NOT NULL,
    set_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    replaced_at timestamptz NOT NULL,
    usable_until timestamptz,
    CONSTRAINT replaced_secrets_pkey PRIMARY KEY (account_id, replaced_at)
);
--rollback DROP TABLE IF EXISTS artstore.replaced_secrets;

--changeset artstore:expiry_warnings splitStatements:false stripComments:false rollbackSplitStatements:false
-- For which secret's end a warning was given, so that it is given once.
CREATE TABLE IF NOT EXISTS artstore.expiry_warnings (
    account_id uuid NOT NULL,
    secret_expires_at timestamptz NOT NULL,
    CONSTRAINT expiry_warnings_pkey PRIMARY KEY (account_id)
);
--rollback DROP TABLE IF EXISTS artstore.expiry_warnings;
