--liquibase formatted sql logicalFilePath:admin

-- What the registry knows of storage elements beyond the contract's table.

--changeset artstore:storage_element_records splitStatements:false stripComments:false rollbackSplitStatements:false
-- One row per element: who it is, what it said last, and when. last_answer_at is the age of mode, capacity and room.
-- No foreign key: it would keep the original from dropping its own table.
CREATE TABLE IF NOT EXISTS artstore.storage_element_records (
    storage_element_id integer NOT NULL,
    element_id text,
    priority integer NOT NULL DEFAULT 100,
    version text,
    mode text,
    capacity_bytes bigint,
    available_bytes bigint,
    last_seen_at timestamptz,
    last_answer_at timestamptz,
    last_check_at timestamptz,
    next_check_at timestamptz NOT NULL DEFAULT now(),
    latency_ms integer,
    consecutive_failures integer NOT NULL DEFAULT 0,
    fault text,
    fault_detail text,
    CONSTRAINT storage_element_records_pkey PRIMARY KEY (storage_element_id),
    CONSTRAINT storage_element_records_element_id_key UNIQUE (element_id)
);
CREATE INDEX IF NOT EXISTS ix_storage_element_records_next_check_at
    ON artstore.storage_element_records (next_check_at);
--rollback DROP TABLE IF EXISTS artstore.storage_element_records;

--changeset artstore:storage_element_removals splitStatements:false stripComments:false rollbackSplitStatements:false
-- Elements an administrator removed: what they announce is not listened to until somebody registers them again.
CREATE TABLE IF NOT EXISTS artstore.storage_element_removals (
    element_id text NOT NULL,
    removed_at timestamptz NOT NULL DEFAULT now(),
    removed_by text NOT NULL,
    CONSTRAINT storage_element_removals_pkey PRIMARY KEY (element_id)
);
--rollback DROP TABLE IF EXISTS artstore.storage_element_removals;
