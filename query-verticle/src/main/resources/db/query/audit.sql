--liquibase formatted sql logicalFilePath:query

--changeset artstore:audit_outbox splitStatements:false stripComments:false rollbackSplitStatements:false
-- Audit events, committed together with what they tell, until admin has confirmed them.
CREATE TABLE IF NOT EXISTS artstore.audit_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY,
    event jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT audit_outbox_pkey PRIMARY KEY (id)
);
--rollback DROP TABLE IF EXISTS artstore.audit_outbox;
