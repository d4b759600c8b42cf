package io.artstore.admin.domain.audit;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Both ends of the chain, sealed: from where on rows are kept, and which is the last.
 *
 * @param anchorSequence the last link that was archived and removed; 0 where none was
 * @param anchorHash its hash
 * @param sequence the last link
 * @param rowHash its hash
 * @param adoptUntil the last {@code audit_logs.id} that was there before the chain began; 0 once all of those are linked
 */
public record ChainHead(
        long anchorSequence,
        byte[] anchorHash,
        long sequence,
        byte[] rowHash,
        long adoptUntil,
        Instant updatedAt,
        String keyId,
        byte[] seal) {

    /** The text that is sealed. */
    public String sealedText() {
        Map<String, Object> members = members();
        members.put("adopt_until", adoptUntil);
        members.put("anchor_hash", HexFormat.of().formatHex(anchorHash));
        members.put("anchor_sequence", anchorSequence);
        members.remove("seal");
        return CanonicalJson.EXACT.write(members);
    }

    /** What is published, so that a later head can be held against it. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("time", AuditRow.timestamp(updatedAt));
        members.put("sequence", sequence);
        members.put("row_hash", HexFormat.of().formatHex(rowHash));
        members.put("key_id", keyId);
        members.put("seal", HexFormat.of().formatHex(seal));
        return members;
    }

    /** The head after further links. */
    public ChainHead moved(ChainLink last, Instant at, String key) {
        return new ChainHead(
                anchorSequence, anchorHash, last.sequence(), last.rowHash(), adoptUntil, at, key, new byte[0]);
    }

    /** The head after everything up to a link was archived. */
    public ChainHead anchored(ChainLink archived, Instant at, String key) {
        return new ChainHead(
                archived.sequence(), archived.rowHash(), sequence, rowHash, adoptUntil, at, key, new byte[0]);
    }

    /** The head once every row from before the chain is linked. */
    public ChainHead adopted(Instant at, String key) {
        return new ChainHead(anchorSequence, anchorHash, sequence, rowHash, 0, at, key, new byte[0]);
    }

    public ChainHead sealed(byte[] with) {
        return new ChainHead(anchorSequence, anchorHash, sequence, rowHash, adoptUntil, updatedAt, keyId, with);
    }
}
