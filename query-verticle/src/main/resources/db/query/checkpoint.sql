--liquibase formatted sql logicalFilePath:query

-- The checkpoint's schema, revision 16c6973431df. Every change set may meet a database that already has what it
-- makes (an adopted one, or one whose process died before the change was recorded), so it only makes what is missing.

--changeset artstore:file_metadata_cache splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.file_metadata_cache (
    id varchar(36) NOT NULL,
    filename varchar(255) NOT NULL,
    storage_filename varchar(512) NOT NULL,
    file_size bigint NOT NULL,
    mime_type varchar(127),
    sha256_hash varchar(64) NOT NULL,
    username varchar(255) NOT NULL,
    tags varchar(50)[],
    description text,
    storage_element_id varchar(50) NOT NULL,
    storage_element_url varchar(512) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    cache_updated_at timestamptz NOT NULL DEFAULT now(),
    search_vector tsvector,
    CONSTRAINT file_metadata_cache_pkey PRIMARY KEY (id),
    CONSTRAINT check_file_size_positive CHECK (file_size >= 0),
    CONSTRAINT check_tags_count CHECK (array_length(tags, 1) <= 50)
);
CREATE INDEX IF NOT EXISTS idx_file_metadata_file_size ON public.file_metadata_cache (file_size, created_at);
CREATE INDEX IF NOT EXISTS idx_file_metadata_mime_type ON public.file_metadata_cache (mime_type, created_at);
CREATE INDEX IF NOT EXISTS idx_file_metadata_search_vector ON public.file_metadata_cache USING gin (search_vector);
CREATE INDEX IF NOT EXISTS idx_file_metadata_storage_elem ON public.file_metadata_cache (storage_element_id, created_at);
CREATE INDEX IF NOT EXISTS idx_file_metadata_tags ON public.file_metadata_cache USING gin (tags);
CREATE INDEX IF NOT EXISTS idx_file_metadata_username_created ON public.file_metadata_cache (username, created_at);
CREATE INDEX IF NOT EXISTS ix_file_metadata_cache_created_at ON public.file_metadata_cache (created_at);
CREATE INDEX IF NOT EXISTS ix_file_metadata_cache_filename ON public.file_metadata_cache (filename);
CREATE INDEX IF NOT EXISTS ix_file_metadata_cache_mime_type ON public.file_metadata_cache (mime_type);
CREATE UNIQUE INDEX IF NOT EXISTS ix_file_metadata_cache_sha256_hash ON public.file_metadata_cache (sha256_hash);
CREATE INDEX IF NOT EXISTS ix_file_metadata_cache_storage_element_id ON public.file_metadata_cache (storage_element_id);
CREATE INDEX IF NOT EXISTS ix_file_metadata_cache_updated_at ON public.file_metadata_cache (updated_at);
CREATE INDEX IF NOT EXISTS ix_file_metadata_cache_username ON public.file_metadata_cache (username);
--rollback DROP TABLE IF EXISTS public.file_metadata_cache;

--changeset artstore:search_history splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.search_history (
    id serial NOT NULL,
    query_text text,
    search_mode varchar(20) NOT NULL,
    filters_applied text,
    results_count integer NOT NULL,
    response_time_ms integer NOT NULL,
    username varchar(255),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT search_history_pkey PRIMARY KEY (id),
    CONSTRAINT check_response_time_positive CHECK (response_time_ms >= 0),
    CONSTRAINT check_results_count_positive CHECK (results_count >= 0)
);
CREATE INDEX IF NOT EXISTS idx_search_history_created ON public.search_history (created_at);
CREATE INDEX IF NOT EXISTS idx_search_history_mode ON public.search_history (search_mode, created_at);
CREATE INDEX IF NOT EXISTS idx_search_history_username_created ON public.search_history (username, created_at);
CREATE INDEX IF NOT EXISTS ix_search_history_created_at ON public.search_history (created_at);
CREATE INDEX IF NOT EXISTS ix_search_history_username ON public.search_history (username);
--rollback DROP TABLE IF EXISTS public.search_history;

--changeset artstore:download_statistics splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.download_statistics (
    id serial NOT NULL,
    file_id varchar(36) NOT NULL,
    bytes_transferred bigint NOT NULL,
    download_time_ms integer NOT NULL,
    was_resumed boolean NOT NULL,
    username varchar(255),
    storage_element_id varchar(50) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT download_statistics_pkey PRIMARY KEY (id),
    CONSTRAINT check_bytes_positive CHECK (bytes_transferred >= 0),
    CONSTRAINT check_download_time_positive CHECK (download_time_ms >= 0)
);
CREATE INDEX IF NOT EXISTS idx_download_stats_file_created ON public.download_statistics (file_id, created_at);
CREATE INDEX IF NOT EXISTS idx_download_stats_storage_created ON public.download_statistics (storage_element_id, created_at);
CREATE INDEX IF NOT EXISTS idx_download_stats_username_created ON public.download_statistics (username, created_at);
CREATE INDEX IF NOT EXISTS ix_download_statistics_created_at ON public.download_statistics (created_at);
CREATE INDEX IF NOT EXISTS ix_download_statistics_file_id ON public.download_statistics (file_id);
CREATE INDEX IF NOT EXISTS ix_download_statistics_storage_element_id ON public.download_statistics (storage_element_id);
CREATE INDEX IF NOT EXISTS ix_download_statistics_username ON public.download_statistics (username);
--rollback DROP TABLE IF EXISTS public.download_statistics;

--changeset artstore:revision splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.alembic_version (
    version_num varchar(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO public.alembic_version (version_num) VALUES ('16c6973431df') ON CONFLICT DO NOTHING;
--rollback DELETE FROM public.alembic_version;
