package io.artstore.admin.domain.audit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of the chain that is in an archive file and not in the database any more. The last one is the anchor: what is in
 * the database follows its last link.
 *
 * @param firstSequence its first link
 * @param lastSequence its last link
 * @param previousHash the hash that the first link follows
 * @param rowHash the hash of the last link
 * @param file the name of the file in the archive
 * @param sha256 of the compressed file, lower-case hex
 * @param seal over all of it, made with the key
 */
public record ArchivedPart(
        long firstSequence,
        long lastSequence,
        byte[] previousHash,
        byte[] rowHash,
        String file,
        String sha256,
        Instant archivedAt,
        String keyId,
        byte[] seal) {
    private static final HexFormat HEX = HexFormat.of();

    /**
     * The name of a part's file. The hash of the last link stands for everything in it, so that a part never takes the place
     * of another one, not even of another database's.
     */
    public static String fileName(ChainLink first, ChainLink last) {
        return "audit-%012d-%012d-%s.ndjson.gz"
                .formatted(
                        first.sequence(),
                        last.sequence(),
                        HEX.formatHex(last.rowHash()).substring(0, 16));
    }

    /** The text that is sealed. */
    public String sealedText() {
        Map<String, Object> members = members();
        members.remove("seal");
        return CanonicalJson.EXACT.write(members);
    }

    /** The manifest: what another program needs to check the file and where it stands in the chain. */
    public String manifest() {
        return CanonicalJson.EXACT.write(members()) + "\n";
    }

    public ArchivedPart sealed(byte[] with) {
        return new ArchivedPart(
                firstSequence, lastSequence, previousHash, rowHash, file, sha256, archivedAt, keyId, with);
    }

    /** Its members under the names of the manifest. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("first_sequence", firstSequence);
        members.put("last_sequence", lastSequence);
        members.put("previous_hash", HEX.formatHex(previousHash));
        members.put("row_hash", HEX.formatHex(rowHash));
        members.put("file", file);
        members.put("sha256", sha256);
        members.put("archived_at", AuditRow.timestamp(archivedAt));
        members.put("key_id", keyId);
        members.put("seal", HEX.formatHex(seal));
        return members;
    }
}
