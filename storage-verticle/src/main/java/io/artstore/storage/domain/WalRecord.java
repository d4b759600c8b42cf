package io.artstore.storage.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An entry of the write-ahead log as an operator may see it: what, when, by whom and how it ended.
 *
 * <p>Descriptions and metadata, which belong to the documents, are left out; so are absolute paths, which the original's
 * error messages hold.
 *
 * @param operation the checkpoint's {@code operation_type}
 * @param data those members of the operation's data that tell which document it was about
 */
public record WalRecord(
        UUID id,
        String operation,
        String status,
        Optional<UUID> fileId,
        Map<String, Object> data,
        Optional<String> error,
        Instant startedAt,
        Optional<Instant> completedAt,
        OptionalInt durationMillis,
        Optional<String> userId) {
    private static final String[] SHOWN = {
        "original_filename",
        "storage_filename",
        "relative_path",
        "content_type",
        "deletion",
        "result",
        "previous_mode",
        "new_mode",
        "reason"
    };
    private static final int MAX_ERROR = 300;
    private static final Pattern ABSOLUTE_FOLDERS = Pattern.compile("(?<![\\w.])/(?:[^\\s/'\":]+/)+");

    /** With only what may be shown of data and error. */
    public WalRecord {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String name : SHOWN) {
            if (data.get(name) != null) {
                shown.put(name, data.get(name));
            }
        }
        data = Collections.unmodifiableMap(shown);
        error = error.map(WalRecord::shown);
    }

    private static String shown(String message) {
        String firstLine = message.lines().findFirst().orElse("");
        String relative = ABSOLUTE_FOLDERS.matcher(firstLine).replaceAll("…/");
        return relative.substring(0, Math.min(MAX_ERROR, relative.length()));
    }
}
