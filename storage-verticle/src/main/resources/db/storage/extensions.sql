--liquibase formatted sql logicalFilePath:storage

-- What ArtStore adds to the checkpoint. Each change set may run again on a database that already has its result, and
-- its rollback hands the original exactly the schema it had.

--changeset artstore:schema splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE SCHEMA IF NOT EXISTS artstore;
--rollback SELECT 1; -- several elements may share the schema: it goes when the last of them goes

--changeset artstore:config_id_sequence splitStatements:false stripComments:false rollbackSplitStatements:false
-- The original's start-up made this table without the sequence its migration makes. The comment marks the sequence as
-- ours, so that the rollback takes away only what was added.
DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_attrdef d
        JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        WHERE d.adrelid = 'public.${prefix}_config'::regclass AND a.attname = 'id'
    ) THEN
        CREATE SEQUENCE public.${prefix}_config_id_seq AS integer OWNED BY public.${prefix}_config.id;
        COMMENT ON SEQUENCE public.${prefix}_config_id_seq IS 'added by ArtStore';
        PERFORM setval('public.${prefix}_config_id_seq', COALESCE(max(id), 0) + 1, false) FROM public.${prefix}_config;
        ALTER TABLE public.${prefix}_config
            ALTER COLUMN id SET DEFAULT nextval('public.${prefix}_config_id_seq'::regclass);
    END IF;
END
$$;
--rollback DO $$
--rollback BEGIN
--rollback     IF obj_description(to_regclass('public.${prefix}_config_id_seq'), 'pg_class') = 'added by ArtStore' THEN
--rollback         ALTER TABLE public.${prefix}_config ALTER COLUMN id DROP DEFAULT;
--rollback         DROP SEQUENCE public.${prefix}_config_id_seq;
--rollback     END IF;
--rollback END
--rollback $$;

--changeset artstore:changes splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.${prefix}_changes (
    id bigint GENERATED ALWAYS AS IDENTITY,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    change_type text NOT NULL,
    file_id uuid,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    document jsonb,
    CONSTRAINT ${prefix}_changes_pkey PRIMARY KEY (id),
    CONSTRAINT ${prefix}_changes_change_type_check
        CHECK (change_type IN ('created', 'updated', 'deleted', 'mode_changed'))
);
CREATE INDEX IF NOT EXISTS ix_${prefix}_changes_position ON artstore.${prefix}_changes (transaction_id, id);
--rollback DROP TABLE IF EXISTS artstore.${prefix}_changes;

--changeset artstore:usage splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS artstore.${prefix}_usage (
    singleton boolean NOT NULL DEFAULT true,
    live_files bigint NOT NULL,
    live_bytes bigint NOT NULL,
    CONSTRAINT ${prefix}_usage_pkey PRIMARY KEY (singleton),
    CONSTRAINT ${prefix}_usage_singleton_check CHECK (singleton)
);
DO $$
BEGIN
    -- No document may come or go between the count and its commit.
    LOCK TABLE public.${prefix}_files IN SHARE MODE;
    INSERT INTO artstore.${prefix}_usage (live_files, live_bytes)
    SELECT count(*), COALESCE(sum(file_size), 0) FROM public.${prefix}_files
    ON CONFLICT (singleton) DO UPDATE SET live_files = EXCLUDED.live_files, live_bytes = EXCLUDED.live_bytes;
END
$$;
--rollback DROP TABLE IF EXISTS artstore.${prefix}_usage;

--changeset artstore:files_listing splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE INDEX IF NOT EXISTS ix_${prefix}_files_listing ON public.${prefix}_files (created_at DESC, file_id);
--rollback DROP INDEX IF EXISTS public.ix_${prefix}_files_listing;

--changeset artstore:config_total_size splitStatements:false stripComments:false rollbackSplitStatements:false
ALTER TABLE public.${prefix}_config ALTER COLUMN total_size_bytes TYPE bigint;
--rollback ALTER TABLE IF EXISTS public.${prefix}_config ALTER COLUMN total_size_bytes TYPE integer;
