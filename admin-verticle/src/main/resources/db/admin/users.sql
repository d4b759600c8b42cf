--liquibase formatted sql logicalFilePath:admin

-- Users: the history of passwords, and resets that were asked for.

--changeset artstore:user_passwords splitStatements:false stripComments:false rollbackSplitStatements:false
-- The present password and those before it, as bcrypt hashes, so that none comes back too soon.
CREATE TABLE IF NOT EXISTS artstore.user_passwords (
    user_id integer NOT NULL,
    set_at timestamptz NOT NULL,
    password_hash text NOT NULL,
    CONSTRAINT user_passwords_pkey PRIMARY KEY (user_id, set_at)
);
--rollback DROP TABLE IF EXISTS artstore.user_passwords;

--changeset artstore:password_resets splitStatements:false stripComments:false rollbackSplitStatements:false
-- One row per user at most; the SHA-256 of the token, never the token.
CREATE TABLE IF NOT EXISTS artstore.password_resets (
    user_id integer NOT NULL,
    token_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT password_resets_pkey PRIMARY KEY (user_id)
);
CREATE UNIQUE INDEX IF NOT EXISTS ix_password_resets_token_hash ON artstore.password_resets (token_hash);
--rollback DROP TABLE IF EXISTS artstore.password_resets;
