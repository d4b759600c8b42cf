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
