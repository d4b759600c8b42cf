--liquibase formatted sql logicalFilePath:storage

-- Who gives a document back asks for it by its id.

--changeset artstore:trash_restore splitStatements:false stripComments:false rollbackSplitStatements:false
CREATE INDEX IF NOT EXISTS ix_${prefix}_trash_file ON artstore.${prefix}_trash (file_id, deleted_at);
--rollback DROP INDEX IF EXISTS artstore.ix_${prefix}_trash_file;
