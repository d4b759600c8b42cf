--liquibase formatted sql logicalFilePath:storage

-- Operations that were announced and have not come to an end. The checkpoint's table has those that have.

--changeset artstore:intents splitStatements:false stripComments:false rollbackSplitStatements:false
-- The columns are as wide as those of the checkpoint's table, so that what comes in here finds room there. Rows come and go
-- all the time: the file keeps its size, because making it smaller would lock everybody out for a moment.
CREATE TABLE IF NOT EXISTS artstore.${prefix}_intents (
    transaction_id uuid NOT NULL,
    operation_type varchar(50) NOT NULL,
    file_id uuid,
    operation_data jsonb NOT NULL,
    started_at timestamptz NOT NULL,
    user_id varchar(255),
    CONSTRAINT ${prefix}_intents_pkey PRIMARY KEY (transaction_id)
) WITH (vacuum_truncate = false);
--rollback DO $$
--rollback BEGIN
--rollback     IF to_regclass('artstore.${prefix}_intents') IS NOT NULL THEN
--rollback         INSERT INTO public.${prefix}_wal AS w (
--rollback             transaction_id, operation_type, status, file_id, operation_data, started_at, user_id)
--rollback         SELECT transaction_id, operation_type, 'pending', file_id, operation_data, started_at, user_id
--rollback         FROM artstore.${prefix}_intents
--rollback         ON CONFLICT (transaction_id) DO UPDATE SET
--rollback             status = EXCLUDED.status, operation_data = EXCLUDED.operation_data, error_message = NULL,
--rollback             completed_at = NULL, duration_ms = NULL;
--rollback         DROP TABLE artstore.${prefix}_intents;
--rollback     END IF;
--rollback END
--rollback $$;
