package io.artstore.storage.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An intent in the write-ahead log: enough to finish or to undo an operation that a crash cut short.
 *
 * <p>The data has the checkpoint's keys (section 3) and the key {@value #RECOVERABLE} that tells our entries from those
 * the original left behind, for which nothing was staged.
 *
 * @param id also the name under which things are staged
 * @param data a JSON object
 * @param userId who asked for it
 */
public record WalEntry(
        UUID id, Operation operation, UUID fileId, Map<String, Object> data, Instant startedAt, String userId) {
    public static final String RECOVERABLE = "recoverable";
    /** Set before an operation is undone; from then on it cannot be committed any more. */
    public static final String UNDO = "undo";

    private static final String AUDIT = "audit";
    private static final String RELATIVE_PATH = "relative_path";
    private static final String UPDATED_AT = "updated_at";
    private static final String DELETION = "deletion";

    /** The kinds of operations, with the checkpoint's spelling. */
    public enum Operation {
        CREATE("file_create"),
        UPDATE("file_update"),
        DELETE("file_delete"),
        /** Not in the checkpoint: a deleted document comes back. */
        RESTORE("file_restore"),
        /** What only the original has, or a later version. */
        OTHER("");

        private final String label;

        Operation(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public static Operation ofLabel(String label) {
            for (Operation operation : values()) {
                if (operation.label.equals(label)) {
                    return operation;
                }
            }
            return OTHER;
        }
    }

    public WalEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(operation, "operation");
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** A document is about to be received. */
    public static WalEntry create(
            UUID fileId, DocumentKey key, String originalFilename, String contentType, Instant at, String userId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("original_filename", originalFilename);
        data.put("storage_filename", key.filename());
        data.put("storage_path", key.folder());
        data.put(RELATIVE_PATH, key.path());
        data.put("content_type", contentType);
        return ours(Operation.CREATE, fileId, data, at, userId);
    }

    /** A document's metadata are about to become those of {@code after}. */
    public static WalEntry update(AttributeDocument after, Instant at, String userId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("description", after.description());
        data.put("version", after.version());
        data.put("metadata", after.metadata());
        data.put(RELATIVE_PATH, after.key().path());
        data.put(UPDATED_AT, Timestamps.format(after.updatedAt()));
        return ours(Operation.UPDATE, after.fileId(), data, at, userId);
    }

    /** A document is about to be destroyed. */
    public static WalEntry delete(AttributeDocument document, Instant at, String userId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("original_filename", document.originalFilename());
        data.put("storage_filename", document.storageFilename());
        data.put(RELATIVE_PATH, document.key().path());
        return ours(Operation.DELETE, document.fileId(), data, at, userId);
    }

    /** A deleted document is about to get its place back from the trash of that deletion. */
    public static WalEntry restore(AttributeDocument document, UUID deletion, Instant at, String userId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("original_filename", document.originalFilename());
        data.put("storage_filename", document.storageFilename());
        data.put(RELATIVE_PATH, document.key().path());
        data.put(DELETION, deletion.toString());
        return ours(Operation.RESTORE, document.fileId(), data, at, userId);
    }

    private static WalEntry ours(
            Operation operation, UUID fileId, Map<String, Object> data, Instant at, String userId) {
        data.put(RECOVERABLE, true);
        return new WalEntry(UUID.randomUUID(), operation, fileId, data, at, userId);
    }

    /**
     * The entry with what the audit log will say when it is committed. One text, because each member would cost an entry in
     * the index over the data.
     */
    public WalEntry audited(String event) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(AUDIT, event);
        return new WalEntry(id, operation, fileId, more, startedAt, userId);
    }

    /** Whether this program wrote it, so that everything it did can be found and taken back. */
    public boolean isRecoverable() {
        return Boolean.TRUE.equals(data.get(RECOVERABLE));
    }

    public boolean isToBeUndone() {
        return Boolean.TRUE.equals(data.get(UNDO));
    }

    /** Where the document lies or was to lie; nothing where the entry does not say, or says something impossible. */
    public Optional<DocumentKey> key() {
        return Optional.ofNullable(data.get(RELATIVE_PATH)).flatMap(path -> DocumentKey.parse(path.toString()));
    }

    /** Of a restoration: the deletion that it takes back, under whose id the document lies in the trash. */
    public UUID deletion() {
        return UUID.fromString(String.valueOf(data.get(DELETION)));
    }

    /** Whether these attributes are what this update was to write. */
    public boolean wrote(AttributeDocument attributes) {
        return Timestamps.format(attributes.updatedAt()).equals(data.get(UPDATED_AT));
    }
}
