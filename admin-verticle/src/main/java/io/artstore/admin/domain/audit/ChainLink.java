package io.artstore.admin.domain.audit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What holds one row in its place: a number without gaps, the hash of the link before, the hash over the whole row and this
 * link, and a seal that only a holder of the key can make.
 *
 * @param keyId which key sealed it and signed the row
 * @param adopted whether the row was there before the chain was, so that its signature means nothing
 */
public record ChainLink(
        long sequence,
        long auditId,
        UUID eventId,
        String keyId,
        boolean adopted,
        Instant appendedAt,
        byte[] previousHash,
        byte[] rowHash,
        byte[] seal) {

    /** What stands before the first link of all. */
    public static final byte[] BEGINNING = new byte[32];

    private static final HexFormat HEX = HexFormat.of();

    /** The text whose SHA-256 is the row's hash. */
    public String hashedText(AuditRow row) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("adopted", adopted);
        members.put("appended_at", AuditRow.timestamp(appendedAt));
        members.put("event_id", eventId);
        members.put("key_id", keyId);
        members.put("previous_hash", HEX.formatHex(previousHash));
        members.put("row", row.columns());
        members.put("sequence", sequence);
        return CanonicalJson.EXACT.write(members);
    }

    /** The link with its hash and seal. */
    public ChainLink closed(byte[] hash, byte[] sealed) {
        return new ChainLink(sequence, auditId, eventId, keyId, adopted, appendedAt, previousHash, hash, sealed);
    }

    /** Its members as the export shows them. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("sequence", sequence);
        members.put("event_id", eventId);
        members.put("key_id", keyId);
        members.put("adopted", adopted);
        members.put("appended_at", AuditRow.timestamp(appendedAt));
        members.put("previous_hash", HEX.formatHex(previousHash));
        members.put("row_hash", HEX.formatHex(rowHash));
        members.put("seal", HEX.formatHex(seal));
        return members;
    }
}
