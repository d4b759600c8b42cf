--liquibase formatted sql logicalFilePath:storage

-- Long work of an element: what was asked for, how far it is, what it found.

--changeset artstore:jobs splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.${prefix}_jobs (
    id uuid NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    state text NOT NULL,
    requested_by varchar(255) NOT NULL,
    options jsonb NOT NULL DEFAULT '{}'::jsonb,
    documents_done bigint NOT NULL DEFAULT 0,
    documents_total bigint,
    bytes_done bigint NOT NULL DEFAULT 0,
    bytes_total bigint,
    active_ms bigint NOT NULL DEFAULT 0,
    position text,
    counts jsonb NOT NULL DEFAULT '{}'::jsonb,
    findings bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    failure text,
    CONSTRAINT ${prefix}_jobs_pkey PRIMARY KEY (id),
    CONSTRAINT ${prefix}_jobs_number_key UNIQUE (number),
    CONSTRAINT ${prefix}_jobs_state_check CHECK (state IN ('running', 'paused', 'finished', 'failed', 'cancelled'))
);
-- One job of a kind at a time.
CREATE UNIQUE INDEX IF NOT EXISTS ix_${prefix}_jobs_open ON artstore.${prefix}_jobs (kind)
    WHERE state IN ('running', 'paused');
CREATE TABLE IF NOT EXISTS artstore.${prefix}_job_findings (
    job_id uuid NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    rule text NOT NULL,
    file_id uuid,
    path text,
    detail text NOT NULL,
    action text,
    found_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ${prefix}_job_findings_pkey PRIMARY KEY (job_id, number),
    CONSTRAINT ${prefix}_job_findings_job_id_fkey FOREIGN KEY (job_id)
        REFERENCES artstore.${prefix}_jobs (id) ON DELETE CASCADE
);
--rollback DROP TABLE IF EXISTS artstore.${prefix}_job_findings;
--rollback DROP TABLE IF EXISTS artstore.${prefix}_jobs;
