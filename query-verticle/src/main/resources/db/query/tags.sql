--liquibase formatted sql logicalFilePath:query

-- Parts of tags are looked for among the tags there are, which are few beside the rows that have them.

--changeset artstore:tags splitStatements:false stripComments:false rollbackSplitStatements:false
-- Every tag of a row, and perhaps some that no row has any more. The triggers see what any writer writes; they are there
-- before the rows are read, and nobody writes between the two. Tags are added in one order, so that two writers of the same
-- new tags wait for each other at most.
CREATE TABLE IF NOT EXISTS artstore.tags (
    tag varchar(50) NOT NULL,
    CONSTRAINT tags_pkey PRIMARY KEY (tag)
);
CREATE OR REPLACE FUNCTION artstore.keep_tags()
RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO artstore.tags (tag)
    SELECT DISTINCT t.tag FROM written w CROSS JOIN LATERAL pg_catalog.unnest(w.tags) AS t (tag)
    WHERE t.tag IS NOT NULL
    ORDER BY t.tag
    ON CONFLICT (tag) DO NOTHING;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER keep_inserted_tags
    AFTER INSERT ON public.file_metadata_cache REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION artstore.keep_tags();
CREATE OR REPLACE TRIGGER keep_updated_tags
    AFTER UPDATE ON public.file_metadata_cache REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION artstore.keep_tags();
INSERT INTO artstore.tags (tag)
SELECT DISTINCT t.tag FROM public.file_metadata_cache f CROSS JOIN LATERAL unnest(f.tags) AS t (tag)
WHERE t.tag IS NOT NULL
ORDER BY t.tag
ON CONFLICT (tag) DO NOTHING;
ANALYZE artstore.tags;
--rollback DROP TRIGGER IF EXISTS keep_inserted_tags ON public.file_metadata_cache;
--rollback DROP TRIGGER IF EXISTS keep_updated_tags ON public.file_metadata_cache;
--rollback DROP FUNCTION IF EXISTS artstore.keep_tags();
--rollback DROP TABLE IF EXISTS artstore.tags;

--changeset artstore:trigrams_of_tags splitStatements:false stripComments:false rollbackSplitStatements:false
-- The trigrams of each tag once; nothing reads those of every row's tags any more, which were long, because the same few tags
-- stand in very many rows.
DO $$
DECLARE
    trigrams text := (
        SELECT format('%I.gin_trgm_ops', n.nspname)
        FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
        WHERE e.extname = 'pg_trgm');
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_index
        WHERE indexrelid = to_regclass('public.idx_file_metadata_trigrams') AND indnatts > 2
    ) THEN
        DROP INDEX public.idx_file_metadata_trigrams;
    END IF;
    EXECUTE format('CREATE INDEX IF NOT EXISTS tags_trigrams ON artstore.tags USING gin (tag %s) WITH (fastupdate = off)',
        trigrams);
    EXECUTE format('CREATE INDEX IF NOT EXISTS idx_file_metadata_trigrams ON public.file_metadata_cache USING gin ('
        || 'filename %1$s, description %1$s) WITH (fastupdate = off)', trigrams);
END
$$;
DROP FUNCTION IF EXISTS artstore.file_metadata_tags_text(text[]);
--rollback DROP INDEX IF EXISTS artstore.tags_trigrams;
--rollback DO $$
--rollback BEGIN
--rollback     IF EXISTS (
--rollback         SELECT FROM pg_catalog.pg_index
--rollback         WHERE indexrelid = to_regclass('public.idx_file_metadata_trigrams') AND indnatts < 3
--rollback     ) THEN
--rollback         DROP INDEX public.idx_file_metadata_trigrams;
--rollback         CREATE OR REPLACE FUNCTION artstore.file_metadata_tags_text(tags text[])
--rollback         RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
--rollback     SELECT pg_catalog.array_to_string(tags, E'\n')
--rollback $function$;
--rollback         EXECUTE (
--rollback             SELECT format('CREATE INDEX idx_file_metadata_trigrams ON public.file_metadata_cache USING gin ('
--rollback                 || 'filename %1$I.gin_trgm_ops, description %1$I.gin_trgm_ops, '
--rollback                 || 'artstore.file_metadata_tags_text(tags) %1$I.gin_trgm_ops) WITH (fastupdate = off)', n.nspname)
--rollback             FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
--rollback             WHERE e.extname = 'pg_trgm'
--rollback         );
--rollback     END IF;
--rollback END
--rollback $$;
