package io.artstore.storage.repository;

import io.artstore.common.audit.repository.AuditOutboxRepository;
import java.util.regex.Pattern;

/**
 * The names of an element's tables, for statements; its id is their prefix.
 *
 * @param elementId safe to stand in SQL as it is
 */
record Tables(String elementId) {
    private static final Pattern SAFE = Pattern.compile("[a-z][a-z0-9_]*");

    Tables {
        if (!SAFE.matcher(elementId).matches()) {
            throw new IllegalArgumentException("'" + elementId + "' cannot be a table prefix");
        }
    }

    /** Puts the names into a statement, such as that of the documents for {@code {files}}. */
    String in(String sql) {
        return sql.replace("{files}", "public." + elementId + "_files")
                .replace("{wal}", "public." + elementId + "_wal")
                .replace("{intents}", "artstore." + elementId + "_intents")
                .replace("{config}", "public." + elementId + "_config")
                .replace("{changes}", "artstore." + elementId + "_changes")
                .replace("{usage}", "artstore." + elementId + "_usage")
                .replace("{audit}", AuditOutboxRepository.ofElement(elementId))
                .replace("{element}", elementId)
                .replace("{fixity}", "artstore." + elementId + "_fixity")
                .replace("{scrub}", "artstore." + elementId + "_scrub")
                .replace("{trash}", "artstore." + elementId + "_trash")
                .replace("{jobs}", "artstore." + elementId + "_jobs")
                .replace("{job_findings}", "artstore." + elementId + "_job_findings");
    }
}
