--liquibase formatted sql logicalFilePath:storage

-- The checkpoint's schema, revision 100779395dad, under the element's own prefix. Every change set may meet a database
-- that already has what it makes (an adopted one, or one whose process died before the change was recorded), so it only
-- makes what is missing.

--changeset artstore:files splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.${prefix}_files (
    file_id uuid NOT NULL,
    original_filename varchar(500) NOT NULL,
    storage_filename varchar(500) NOT NULL,
    file_size bigint NOT NULL,
    content_type varchar(255) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    created_by_id varchar(255) NOT NULL,
    created_by_username varchar(255) NOT NULL,
    created_by_fullname varchar(500),
    description text,
    version varchar(50),
    storage_path varchar(1000) NOT NULL,
    checksum varchar(64) NOT NULL,
    search_vector tsvector,
    metadata_json jsonb,
    CONSTRAINT ${prefix}_files_pkey PRIMARY KEY (file_id)
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_filename ON public.${prefix}_files (original_filename);
CREATE INDEX IF NOT EXISTS idx_${prefix}_metadata ON public.${prefix}_files USING gin (metadata_json);
CREATE INDEX IF NOT EXISTS idx_${prefix}_search_vector ON public.${prefix}_files USING gin (search_vector);
CREATE INDEX IF NOT EXISTS idx_${prefix}_user_date ON public.${prefix}_files (created_by_id, created_at);
CREATE INDEX IF NOT EXISTS ix_${prefix}_files_created_by_id ON public.${prefix}_files (created_by_id);
CREATE INDEX IF NOT EXISTS ix_${prefix}_files_created_by_username ON public.${prefix}_files (created_by_username);
CREATE INDEX IF NOT EXISTS ix_${prefix}_files_file_id ON public.${prefix}_files (file_id);
CREATE INDEX IF NOT EXISTS ix_${prefix}_files_original_filename ON public.${prefix}_files (original_filename);
CREATE UNIQUE INDEX IF NOT EXISTS ix_${prefix}_files_storage_filename ON public.${prefix}_files (storage_filename);
--rollback DROP TABLE IF EXISTS public.${prefix}_files;

--changeset artstore:wal splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.${prefix}_wal (
    transaction_id uuid NOT NULL,
    operation_type varchar(50) NOT NULL,
    status varchar(20) NOT NULL,
    file_id uuid,
    operation_data jsonb NOT NULL,
    error_message text,
    started_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    duration_ms integer,
    user_id varchar(255),
    CONSTRAINT ${prefix}_wal_pkey PRIMARY KEY (transaction_id)
);
CREATE INDEX IF NOT EXISTS idx_${prefix}_wal_data ON public.${prefix}_wal USING gin (operation_data);
CREATE INDEX IF NOT EXISTS idx_${prefix}_wal_file ON public.${prefix}_wal (file_id, started_at);
CREATE INDEX IF NOT EXISTS idx_${prefix}_wal_status_time ON public.${prefix}_wal (status, started_at);
CREATE INDEX IF NOT EXISTS ix_${prefix}_wal_file_id ON public.${prefix}_wal (file_id);
CREATE INDEX IF NOT EXISTS ix_${prefix}_wal_operation_type ON public.${prefix}_wal (operation_type);
CREATE INDEX IF NOT EXISTS ix_${prefix}_wal_status ON public.${prefix}_wal (status);
CREATE INDEX IF NOT EXISTS ix_${prefix}_wal_user_id ON public.${prefix}_wal (user_id);
--rollback DROP TABLE IF EXISTS public.${prefix}_wal;

--changeset artstore:config splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.${prefix}_config (
    id serial NOT NULL,
    current_mode varchar(10) NOT NULL,
    mode_changed_at timestamptz NOT NULL DEFAULT now(),
    mode_changed_by varchar(255),
    is_master boolean NOT NULL,
    master_elected_at timestamptz,
    total_files integer NOT NULL,
    total_size_bytes integer NOT NULL,
    last_cache_rebuild timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ${prefix}_config_pkey PRIMARY KEY (id)
);
--rollback DROP TABLE IF EXISTS public.${prefix}_config;

--changeset artstore:revision splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.${prefix}_alembic_version (
    version_num varchar(32) NOT NULL,
    CONSTRAINT ${prefix}_alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO public.${prefix}_alembic_version (version_num) VALUES ('100779395dad') ON CONFLICT DO NOTHING;
--rollback DELETE FROM public.${prefix}_alembic_version;
