package io.artstore.storage.http;

import io.artstore.common.http.fields.Fields;
import io.artstore.storage.service.DocumentFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads what an upload's form says of its document. */
final class UploadFields {
    private static final String TAGS = "tags";

    private static final int MAX_VERSION = 50;
    private static final int MAX_TAGS = 100;
    private static final int MAX_TAG = 255;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private UploadFields() {}

    /**
     * Reads the form when it has ended.
     *
     * @param chosenId the id that stood before the document, which is when it was needed
     */
    static DocumentFields read(Fields form, Optional<UUID> chosenId) {
        Optional<UUID> given = form.uuid("file_id").optional();
        if (given.isPresent() && chosenId.isEmpty()) {
            form.reject("file_id", "must stand before the part 'file'");
        }
        List<String> sha256 = form.string("checksum")
                .matching(SHA256, "64 hexadecimal digits, the SHA-256 of the document")
                .optional()
                .map(digits -> List.of(digits.toLowerCase(Locale.ROOT)))
                .orElse(List.of());
        return new DocumentFields(
                form.string("description").optional().orElse(null),
                form.string("version").maxLength(MAX_VERSION).optional().orElse(null),
                metadata(form),
                sha256);
    }

    /** Tags are kept where edits and searches know them: under the metadata's key of that name. */
    private static Map<String, Object> metadata(Fields form) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(form.object("metadata").optional().orElse(Map.of()));
        Optional<List<String>> tags =
                form.strings(TAGS).size(1, MAX_TAGS).each(1, MAX_TAG).optional();
        if (tags.isPresent() && metadata.putIfAbsent(TAGS, tags.get()) != null) {
            form.reject(TAGS, "are given in the metadata too; give them once");
        }
        return metadata;
    }
}
