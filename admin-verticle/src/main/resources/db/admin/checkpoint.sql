--liquibase formatted sql logicalFilePath:admin

-- The checkpoint's schema, revision 4c7e84fcc6b9. Every change set may meet a database that already has what it
-- makes (an adopted one, or one whose process died before the change was recorded), so it only makes what is missing.

--changeset artstore:enums splitStatements:false stripComments:false rollbackSplitStatements:false
DO $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT *
        FROM (VALUES
            ('service_account_role_enum', ARRAY['ADMIN', 'USER', 'AUDITOR', 'READONLY']),
            ('service_account_status_enum', ARRAY['ACTIVE', 'SUSPENDED', 'EXPIRED', 'DELETED']),
            ('storage_mode_enum', ARRAY['EDIT', 'RW', 'RO', 'AR']),
            ('storage_type_enum', ARRAY['LOCAL', 'S3']),
            ('storage_status_enum', ARRAY['ONLINE', 'OFFLINE', 'DEGRADED', 'MAINTENANCE']),
            ('user_role_enum', ARRAY['ADMIN', 'OPERATOR', 'USER']),
            ('user_status_enum', ARRAY['ACTIVE', 'INACTIVE', 'LOCKED', 'DELETED'])
        ) AS enums (name, labels)
        WHERE to_regtype('public.' || name) IS NULL
    LOOP
        EXECUTE format(
            'CREATE TYPE public.%I AS ENUM (%s)',
            wanted.name,
            (SELECT string_agg(quote_literal(label), ', ' ORDER BY position)
             FROM unnest(wanted.labels) WITH ORDINALITY AS labels (label, position)));
    END LOOP;
END
$$;
--rollback DROP TYPE IF EXISTS public.service_account_role_enum, public.service_account_status_enum;
--rollback DROP TYPE IF EXISTS public.storage_mode_enum, public.storage_type_enum, public.storage_status_enum;
--rollback DROP TYPE IF EXISTS public.user_role_enum, public.user_status_enum;

--changeset artstore:jwt_keys splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.jwt_keys (
    id serial NOT NULL,
    version varchar(36) NOT NULL,
    private_key text NOT NULL,
    public_key text NOT NULL,
    algorithm varchar(10) NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    is_active boolean NOT NULL,
    rotation_count integer NOT NULL,
    CONSTRAINT jwt_keys_pkey PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS ix_jwt_keys_is_active ON public.jwt_keys (is_active);
CREATE UNIQUE INDEX IF NOT EXISTS ix_jwt_keys_version ON public.jwt_keys (version);
--rollback DROP TABLE IF EXISTS public.jwt_keys;

--changeset artstore:service_accounts splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.service_accounts (
    id uuid NOT NULL,
    name varchar(200) NOT NULL,
    description varchar(500),
    client_id varchar(100) NOT NULL,
    client_secret_hash varchar(255) NOT NULL,
    secret_history json,
    secret_changed_at timestamptz NOT NULL,
    role public.service_account_role_enum NOT NULL,
    status public.service_account_status_enum NOT NULL,
    is_system boolean NOT NULL,
    rate_limit integer NOT NULL,
    secret_expires_at timestamptz NOT NULL,
    last_used_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT service_accounts_pkey PRIMARY KEY (id),
    CONSTRAINT uq_service_account_client_id UNIQUE (client_id),
    CONSTRAINT uq_service_account_name UNIQUE (name)
);
CREATE INDEX IF NOT EXISTS idx_service_account_client_id ON public.service_accounts (client_id);
CREATE INDEX IF NOT EXISTS idx_service_account_secret_expiry ON public.service_accounts (secret_expires_at);
CREATE INDEX IF NOT EXISTS idx_service_account_status_role ON public.service_accounts (status, role);
CREATE UNIQUE INDEX IF NOT EXISTS ix_service_accounts_client_id ON public.service_accounts (client_id);
CREATE UNIQUE INDEX IF NOT EXISTS ix_service_accounts_name ON public.service_accounts (name);
CREATE INDEX IF NOT EXISTS ix_service_accounts_status ON public.service_accounts (status);
--rollback DROP TABLE IF EXISTS public.service_accounts;

--changeset artstore:storage_elements splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.storage_elements (
    id serial NOT NULL,
    name varchar(100) NOT NULL,
    description varchar(500),
    mode public.storage_mode_enum NOT NULL,
    storage_type public.storage_type_enum NOT NULL,
    base_path varchar(500) NOT NULL,
    api_url varchar(255) NOT NULL,
    api_key varchar(255),
    status public.storage_status_enum NOT NULL,
    capacity_bytes bigint,
    used_bytes bigint NOT NULL,
    file_count integer NOT NULL,
    retention_days integer,
    last_health_check timestamptz,
    is_replicated boolean NOT NULL,
    replica_count integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT storage_elements_pkey PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS idx_storage_mode_status ON public.storage_elements (mode, status);
CREATE INDEX IF NOT EXISTS idx_storage_status ON public.storage_elements (status);
CREATE INDEX IF NOT EXISTS ix_storage_elements_mode ON public.storage_elements (mode);
CREATE UNIQUE INDEX IF NOT EXISTS ix_storage_elements_name ON public.storage_elements (name);
CREATE INDEX IF NOT EXISTS ix_storage_elements_status ON public.storage_elements (status);
--rollback DROP TABLE IF EXISTS public.storage_elements;

--changeset artstore:users splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.users (
    id serial NOT NULL,
    username varchar(100) NOT NULL,
    email varchar(255) NOT NULL,
    first_name varchar(100),
    last_name varchar(100),
    hashed_password varchar(255),
    ldap_dn varchar(500),
    role public.user_role_enum NOT NULL,
    status public.user_status_enum NOT NULL,
    is_system boolean NOT NULL,
    last_login timestamptz,
    failed_login_attempts integer NOT NULL,
    lockout_until timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT uq_email UNIQUE (email),
    CONSTRAINT uq_username UNIQUE (username)
);
CREATE INDEX IF NOT EXISTS idx_user_ldap_lookup ON public.users (ldap_dn) WHERE ldap_dn IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_user_status_role ON public.users (status, role);
CREATE UNIQUE INDEX IF NOT EXISTS ix_users_email ON public.users (email);
CREATE UNIQUE INDEX IF NOT EXISTS ix_users_ldap_dn ON public.users (ldap_dn);
CREATE INDEX IF NOT EXISTS ix_users_status ON public.users (status);
CREATE UNIQUE INDEX IF NOT EXISTS ix_users_username ON public.users (username);
--rollback DROP TABLE IF EXISTS public.users;

--changeset artstore:audit_logs splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.audit_logs (
    id bigserial NOT NULL,
    event_type varchar(100) NOT NULL,
    severity varchar(20) NOT NULL,
    user_id integer,
    service_account_id uuid,
    actor_type varchar(20) NOT NULL,
    resource_type varchar(50),
    resource_id varchar(100),
    action varchar(50) NOT NULL,
    ip_address varchar(45),
    user_agent text,
    request_id varchar(36),
    session_id varchar(100),
    data jsonb,
    success boolean NOT NULL,
    error_message text,
    hmac_signature varchar(64) NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT audit_logs_pkey PRIMARY KEY (id),
    CONSTRAINT audit_logs_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES public.users (id) ON DELETE SET NULL,
    CONSTRAINT audit_logs_service_account_id_fkey FOREIGN KEY (service_account_id)
        REFERENCES public.service_accounts (id) ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS ix_audit_logs_created_at ON public.audit_logs (created_at);
CREATE INDEX IF NOT EXISTS ix_audit_logs_event_type ON public.audit_logs (event_type);
CREATE INDEX IF NOT EXISTS ix_audit_logs_request_id ON public.audit_logs (request_id);
CREATE INDEX IF NOT EXISTS ix_audit_logs_service_account_id ON public.audit_logs (service_account_id);
CREATE INDEX IF NOT EXISTS ix_audit_logs_severity ON public.audit_logs (severity);
CREATE INDEX IF NOT EXISTS ix_audit_logs_success ON public.audit_logs (success);
CREATE INDEX IF NOT EXISTS ix_audit_logs_user_id ON public.audit_logs (user_id);
--rollback DROP TABLE IF EXISTS public.audit_logs;

--changeset artstore:revision splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE TABLE IF NOT EXISTS public.alembic_version (
    version_num varchar(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO public.alembic_version (version_num) VALUES ('4c7e84fcc6b9') ON CONFLICT DO NOTHING;
--rollback DELETE FROM public.alembic_version;
