package io.artstore.storage.repository;

/** The checkpoint's write-ahead table, which holds the operations that came to an end. */
final class History {
    /** Ends an insertion: an operation that was pending has not ended before, whatever is written there. */
    static final String LAST_WORD = """
            ON CONFLICT (transaction_id) DO UPDATE SET
                status = EXCLUDED.status, operation_data = EXCLUDED.operation_data,
                error_message = EXCLUDED.error_message, completed_at = EXCLUDED.completed_at,
                duration_ms = EXCLUDED.duration_ms""";

    private History() {}
}
