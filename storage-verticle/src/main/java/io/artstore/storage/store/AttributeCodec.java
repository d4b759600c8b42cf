package io.artstore.storage.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Timestamps;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The attribute file's form: what the original writes and reads (checkpoint sections 2.2 and 2.3), byte for byte in
 * order, indentation and escaping, with any further keys after its fifteen.
 *
 * <p>Files of schema 1.0 (which do not say so) and 2.0 are read; what 2.0 adds is kept as further keys.
 */
public final class AttributeCodec {
    /** Larger files are refused by every reader of the original, so none is ever written. */
    public static final int MAX_BYTES = 4_096;

    private static final String SCHEMA_VERSION = "schema_version";
    private static final List<String> KNOWN_SCHEMAS = List.of("1.0", "2.0");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectWriter INDENTED = JSON.writer(printer());

    private AttributeCodec() {}

    /** The file's bytes, of whatever length. */
    public static byte[] encode(AttributeDocument document) {
        try {
            return INDENTED.writeValueAsBytes(members(document));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The attributes of " + document.fileId() + " cannot be written as JSON", e);
        }
    }

    /**
     * The document a file describes.
     *
     * @throws DamagedAttributesException where it describes none
     */
    public static AttributeDocument decode(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new DamagedAttributesException("it has " + file.length + " bytes, more than " + MAX_BYTES);
        }
        try {
            AttributeMembers members =
                    new AttributeMembers(JSON.readerForMapOf(Object.class).readValue(file));
            requireKnownSchema(members);
            return document(members);
        } catch (IOException e) {
            throw new DamagedAttributesException("it is not a JSON object", e);
        }
    }

    private static void requireKnownSchema(AttributeMembers members) {
        if (members.has(SCHEMA_VERSION) && !KNOWN_SCHEMAS.contains(members.peek(SCHEMA_VERSION))) {
            throw new DamagedAttributesException(
                    "its " + SCHEMA_VERSION + " is none of " + KNOWN_SCHEMAS + ": " + members.peek(SCHEMA_VERSION));
        }
    }

    private static AttributeDocument document(AttributeMembers members) {
        return new AttributeDocument(
                members.takeUuid("file_id"),
                members.takeText("original_filename"),
                members.takeText("storage_filename"),
                members.takeSize("file_size"),
                members.takeText("content_type"),
                members.takeMoment("created_at"),
                members.takeMoment("updated_at"),
                members.takeText("created_by_id"),
                members.takeText("created_by_username"),
                members.takeTextOrNull("created_by_fullname"),
                members.takeTextOrNull("description"),
                members.takeTextOrNull("version"),
                members.takeText("storage_path"),
                members.takeSha256("checksum"),
                members.takeObject("metadata"),
                members.rest());
    }

    private static Map<String, Object> members(AttributeDocument document) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file_id", document.fileId().toString());
        members.put("original_filename", document.originalFilename());
        members.put("storage_filename", document.storageFilename());
        members.put("file_size", document.sizeBytes());
        members.put("content_type", document.contentType());
        members.put("created_at", Timestamps.format(document.createdAt()));
        members.put("updated_at", Timestamps.format(document.updatedAt()));
        members.put("created_by_id", document.createdById());
        members.put("created_by_username", document.createdByUsername());
        members.put("created_by_fullname", document.createdByFullname());
        members.put("description", document.description());
        members.put("version", document.version());
        members.put("storage_path", document.storagePath());
        members.put("checksum", document.sha256());
        members.put("metadata", document.metadata());
        document.extra().forEach(members::putIfAbsent);
        return Collections.unmodifiableMap(members);
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }
}
