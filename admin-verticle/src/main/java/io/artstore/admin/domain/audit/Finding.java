package io.artstore.admin.domain.audit;

/**
 * Something that is not as it was recorded, or that whoever looks after the log should know.
 *
 * @param sequence the link's number; 0 where there is no link
 * @param auditId the row's {@code audit_logs.id}; 0 where there is no row
 * @param detail one sentence
 */
public record Finding(Kind kind, long sequence, long auditId, String detail) {
    /** What is wrong. */
    public enum Kind {
        ROW_CHANGED,
        ROW_DELETED,
        /** A row that no link holds. */
        ROW_INSERTED,
        /** A row has the content of another one. */
        ROWS_SWAPPED,
        LINKS_MISSING,
        LINK_OUT_OF_ORDER,
        /** Sealed without the key. */
        LINK_FORGED,
        /** Sealed with a key that is not configured, so that nothing can be said. */
        KEY_UNKNOWN,
        HEAD_MISSING,
        HEAD_FORGED,
        /** The end of the log is not where the head says. */
        TRUNCATED,
        /** The appender itself met an altered head here. */
        HEAD_REJECTED,
        /** A head that was published earlier contradicts the log. */
        CHECKPOINT_CONTRADICTED,
        /** What is known of an archived part was not written by the retention. */
        ARCHIVE_FORGED,
        /** The file of an archived part is another one now. */
        ARCHIVE_CHANGED,
        ARCHIVE_MISSING,
        /** The chain in the database does not begin where the archive ends. */
        ANCHOR_CONTRADICTED,
        /** A file in the folder of the archive that no archived part is in. */
        ARCHIVE_LEFTOVER(true),
        /** Rows that should be in the archive by now are in the database still. */
        RETENTION_BEHIND(true);

        private final boolean information;

        Kind() {
            this(false);
        }

        Kind(boolean information) {
            this.information = information;
        }

        /** Whether the log is intact all the same. */
        public boolean isInformation() {
            return information;
        }
    }
}
