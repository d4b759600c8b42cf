--liquibase formatted sql logicalFilePath:admin

--changeset artstore:audit_outbox splitStatements:false stripComments:false rollbackSplitStatements:false
-- Audit events, committed together with what they tell, until admin has confirmed them.
CREATE TABLE IF NOT EXISTS artstore.audit_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY,
    event jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT audit_outbox_pkey PRIMARY KEY (id)
);
--rollback DROP TABLE IF EXISTS artstore.audit_outbox;

--changeset artstore:audit_chain splitStatements:false stripComments:false rollbackSplitStatements:false
-- What holds the rows of public.audit_logs in their place. No foreign key: a row that is deleted must be missed.
CREATE TABLE IF NOT EXISTS artstore.audit_chain (
    sequence bigint NOT NULL,
    audit_id bigint NOT NULL,
    event_id uuid NOT NULL,
    key_id text NOT NULL,
    adopted boolean NOT NULL,
    appended_at timestamptz NOT NULL,
    previous_hash bytea NOT NULL,
    row_hash bytea NOT NULL,
    seal bytea NOT NULL,
    CONSTRAINT audit_chain_pkey PRIMARY KEY (sequence),
    CONSTRAINT audit_chain_audit_id_key UNIQUE (audit_id),
    CONSTRAINT audit_chain_event_id_key UNIQUE (event_id)
);
--rollback DROP TABLE IF EXISTS artstore.audit_chain;

--changeset artstore:audit_head splitStatements:false stripComments:false rollbackSplitStatements:false
-- One row: both ends of the chain, sealed. Whoever appends locks it.
CREATE TABLE IF NOT EXISTS artstore.audit_head (
    singleton boolean NOT NULL DEFAULT true,
    anchor_sequence bigint NOT NULL,
    anchor_hash bytea NOT NULL,
    sequence bigint NOT NULL,
    row_hash bytea NOT NULL,
    adopt_until bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    key_id text NOT NULL,
    seal bytea NOT NULL,
    CONSTRAINT audit_head_pkey PRIMARY KEY (singleton),
    CONSTRAINT audit_head_singleton_check CHECK (singleton)
);
--rollback DROP TABLE IF EXISTS artstore.audit_head;
