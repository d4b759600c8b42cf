--liquibase formatted sql logicalFilePath:query

-- What ArtStore adds to the checkpoint. Each change set may run again on a database that already has its result, and
-- its rollback hands the original exactly the schema it had.

--changeset artstore:schema splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE SCHEMA IF NOT EXISTS artstore;
--rollback SELECT 1; -- the schema goes with its last table

--changeset artstore:feed_cursors splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.feed_cursors (
    element_id varchar(50) NOT NULL,
    cursor text NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT feed_cursors_pkey PRIMARY KEY (element_id)
);
--rollback DROP TABLE IF EXISTS artstore.feed_cursors;

--changeset artstore:search_vector splitStatements:false stripComments:false rollbackSplitStatements:false
-- A name is indexed twice: whole, and with its punctuation opened into words, because the parser takes
-- contract_2024-final.pdf for one word. A tsvector holds at most 1 MB, which a longer description could exceed.
CREATE OR REPLACE FUNCTION artstore.file_metadata_search_vector(filename text, description text, tags text[])
RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.russian', pg_catalog.concat_ws(' ', filename,
            pg_catalog.regexp_replace(filename, '[!-/:-@[-`{-~]+', ' ', 'g'))), 'A')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.russian',
            COALESCE(pg_catalog.left(description, 100000), '')), 'B')
        || pg_catalog.setweight(pg_catalog.to_tsvector('pg_catalog.russian',
            COALESCE(pg_catalog.array_to_string(tags, ' '), '')), 'C')
$$;
CREATE OR REPLACE FUNCTION artstore.fill_file_metadata_search_vector()
RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_vector := artstore.file_metadata_search_vector(NEW.filename, NEW.description, NEW.tags);
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER fill_search_vector
    BEFORE INSERT OR UPDATE OF filename, description, tags ON public.file_metadata_cache
    FOR EACH ROW EXECUTE FUNCTION artstore.fill_file_metadata_search_vector();
UPDATE public.file_metadata_cache
SET search_vector = artstore.file_metadata_search_vector(filename, description, tags)
WHERE search_vector IS NULL;
--rollback DROP TRIGGER IF EXISTS fill_search_vector ON public.file_metadata_cache;
--rollback DO $$
--rollback BEGIN
--rollback     IF to_regclass('public.file_metadata_cache') IS NOT NULL
--rollback         AND to_regprocedure('artstore.file_metadata_search_vector(text, text, text[])') IS NOT NULL THEN
--rollback         UPDATE public.file_metadata_cache SET search_vector = NULL
--rollback         WHERE search_vector = artstore.file_metadata_search_vector(filename, description, tags);
--rollback     END IF;
--rollback END
--rollback $$;
--rollback DROP FUNCTION IF EXISTS artstore.fill_file_metadata_search_vector();
--rollback DROP FUNCTION IF EXISTS artstore.file_metadata_search_vector(text, text, text[]);

--changeset artstore:repeated_content splitStatements:false stripComments:false rollbackSplitStatements:false
-- Two documents may have the same content, so a digest is not unique. The name stays, for the original's sake.
DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_index
        WHERE indexrelid = to_regclass('public.ix_file_metadata_cache_sha256_hash') AND indisunique
    ) THEN
        DROP INDEX public.ix_file_metadata_cache_sha256_hash;
    END IF;
    CREATE INDEX IF NOT EXISTS ix_file_metadata_cache_sha256_hash ON public.file_metadata_cache (sha256_hash);
END
$$;
--rollback DO $$
--rollback BEGIN
--rollback     IF EXISTS (
--rollback         SELECT FROM pg_catalog.pg_index
--rollback         WHERE indexrelid = to_regclass('public.ix_file_metadata_cache_sha256_hash') AND NOT indisunique
--rollback     ) THEN
--rollback         DROP INDEX public.ix_file_metadata_cache_sha256_hash;
--rollback     END IF;
--rollback     IF to_regclass('public.file_metadata_cache') IS NOT NULL THEN
--rollback         CREATE UNIQUE INDEX IF NOT EXISTS ix_file_metadata_cache_sha256_hash
--rollback             ON public.file_metadata_cache (sha256_hash);
--rollback     END IF;
--rollback END
--rollback $$;

--changeset artstore:trigrams splitStatements:false stripComments:false rollbackSplitStatements:false
-- Parts of names, descriptions and tags are found by their trigrams. pg_trgm is used wherever it is; where it is not, it
-- comes to our own schema, from which the rollback knows that it may go again. Without fastupdate no search ever has to
-- read a list of entries that wait to be merged.
CREATE OR REPLACE FUNCTION artstore.file_metadata_tags_text(tags text[])
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.array_to_string(tags, E'\n')
$$;
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE EXTENSION pg_trgm WITH SCHEMA artstore;
    END IF;
    EXECUTE (
        SELECT format('CREATE INDEX IF NOT EXISTS idx_file_metadata_trigrams ON public.file_metadata_cache USING gin ('
            || 'filename %1$I.gin_trgm_ops, description %1$I.gin_trgm_ops, '
            || 'artstore.file_metadata_tags_text(tags) %1$I.gin_trgm_ops) WITH (fastupdate = off)', n.nspname)
        FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
        WHERE e.extname = 'pg_trgm'
    );
END
$$;
--rollback DROP INDEX IF EXISTS public.idx_file_metadata_trigrams;
--rollback DROP FUNCTION IF EXISTS artstore.file_metadata_tags_text(text[]);
--rollback DO $$
--rollback BEGIN
--rollback     IF EXISTS (
--rollback         SELECT FROM pg_catalog.pg_extension
--rollback         WHERE extname = 'pg_trgm' AND extnamespace = to_regnamespace('artstore')
--rollback     ) THEN
--rollback         DROP EXTENSION pg_trgm;
--rollback     END IF;
--rollback EXCEPTION
--rollback     WHEN dependent_objects_still_exist THEN
--rollback         RAISE NOTICE 'pg_trgm stays in schema artstore: something else uses it';
--rollback END
--rollback $$;

--changeset artstore:words_without_waiting_list splitStatements:false stripComments:false rollbackSplitStatements:false
-- See trigrams: entries go into the index at once, at a cost to writers that does not grow.
DO $$
BEGIN
    ALTER INDEX public.idx_file_metadata_search_vector SET (fastupdate = off);
    ALTER INDEX public.idx_file_metadata_tags SET (fastupdate = off);
    PERFORM pg_catalog.gin_clean_pending_list('public.idx_file_metadata_search_vector'::regclass);
    PERFORM pg_catalog.gin_clean_pending_list('public.idx_file_metadata_tags'::regclass);
END
$$;
--rollback ALTER INDEX IF EXISTS public.idx_file_metadata_search_vector RESET (fastupdate);
--rollback ALTER INDEX IF EXISTS public.idx_file_metadata_tags RESET (fastupdate);

--changeset artstore:index_jobs splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.index_jobs (
    id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    requested_by varchar(255) NOT NULL,
    elements_total integer NOT NULL DEFAULT 0,
    changes_read bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    failure text,
    CONSTRAINT index_jobs_pkey PRIMARY KEY (id),
    CONSTRAINT index_jobs_state_check CHECK (state IN ('running', 'finished', 'failed'))
);
CREATE TABLE IF NOT EXISTS artstore.index_findings (
    job_id uuid NOT NULL,
    element_id varchar(50) NOT NULL,
    documents bigint NOT NULL DEFAULT 0,
    indexed bigint NOT NULL DEFAULT 0,
    missing bigint NOT NULL DEFAULT 0,
    missing_examples text[],
    different bigint NOT NULL DEFAULT 0,
    different_examples text[],
    surplus bigint NOT NULL DEFAULT 0,
    surplus_examples text[],
    failure text,
    CONSTRAINT index_findings_pkey PRIMARY KEY (job_id, element_id)
);
-- What an element has, while a job compares. It must survive a crash whole: what is not in it may be removed from the index.
CREATE TABLE IF NOT EXISTS artstore.index_listing (
    job_id uuid NOT NULL,
    element_id varchar(50) NOT NULL,
    file_id varchar(36) NOT NULL,
    digest bytea,
    changed_at timestamptz NOT NULL,
    CONSTRAINT index_listing_pkey PRIMARY KEY (job_id, element_id, file_id)
);
--rollback DROP TABLE IF EXISTS artstore.index_listing;
--rollback DROP TABLE IF EXISTS artstore.index_findings;
--rollback DROP TABLE IF EXISTS artstore.index_jobs;
