package io.artstore.admin.service.audit;

import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.domain.audit.AuditRow;
import io.artstore.admin.domain.audit.ChainLink;
import io.artstore.admin.domain.audit.Finding;
import io.artstore.admin.domain.audit.Finding.Kind;
import io.artstore.admin.domain.audit.LinkedRow;
import io.artstore.admin.domain.audit.VerificationReport;
import io.artstore.common.audit.AuditType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Walks the chain link by link and notes what does not fit; needs the memory of one link and of its findings. One thread at
 * a time.
 */
final class ChainWalker {
    private static final HexFormat HEX = HexFormat.of();

    private final AuditKeys keys;
    private final List<Finding> findings = new ArrayList<>();
    private final List<LinkedRow> changed = new ArrayList<>();

    private long first;
    private long last;
    private long links;
    private long adopted;
    private byte[] lastHash;
    private boolean more;

    /**
     * A walk that begins behind a link.
     *
     * @param behind its number
     * @param behindHash its hash; null where it is not known, so that nothing is said about how the first link follows
     */
    ChainWalker(AuditKeys keys, long behind, byte[] behindHash) {
        this.keys = keys;
        this.last = behind;
        this.lastHash = behindHash;
    }

    void walk(List<LinkedRow> page) {
        page.forEach(this::step);
    }

    long last() {
        return last;
    }

    byte[] lastHash() {
        return lastHash;
    }

    long links() {
        return links;
    }

    long adopted() {
        return adopted;
    }

    long first() {
        return first;
    }

    boolean more() {
        return more;
    }

    void note(Kind kind, long sequence, long auditId, String detail) {
        if (findings.size() < VerificationReport.MOST_FINDINGS) {
            findings.add(new Finding(kind, sequence, auditId, detail));
        } else {
            more = true;
        }
    }

    /** What was found; rows that have changed places with each other are named as that. */
    List<Finding> findings() {
        List<Finding> named = new ArrayList<>(findings);
        for (LinkedRow one : changed) {
            changed.stream()
                    .filter(other ->
                            other != one && holds(one.link(), other.row().orElseThrow()))
                    .findFirst()
                    .ifPresent(other -> named.replaceAll(finding -> swapped(finding, one.link(), other.link())));
        }
        return named;
    }

    private void step(LinkedRow linked) {
        ChainLink link = linked.link();
        requirePlace(link);
        requireSeal(link);
        linked.row()
                .ifPresentOrElse(
                        row -> requireRow(linked, row),
                        () -> note(
                                Kind.ROW_DELETED,
                                link.sequence(),
                                link.auditId(),
                                "row " + link.auditId() + " was deleted from audit_logs"));
        first = first == 0 ? link.sequence() : first;
        last = link.sequence();
        lastHash = link.rowHash();
        links++;
        adopted += link.adopted() ? 1 : 0;
    }

    private void requirePlace(ChainLink link) {
        if (link.sequence() != last + 1) {
            note(
                    Kind.LINKS_MISSING,
                    link.sequence(),
                    link.auditId(),
                    "links " + (last + 1) + " to " + (link.sequence() - 1) + " are missing from the chain");
        } else if (lastHash != null && !Arrays.equals(lastHash, link.previousHash())) {
            note(
                    Kind.LINK_OUT_OF_ORDER,
                    link.sequence(),
                    link.auditId(),
                    "link " + link.sequence() + " does not follow the link before it");
        }
    }

    private void requireSeal(ChainLink link) {
        Optional<Boolean> sealed = keys.verifies(link.keyId(), link.rowHash(), link.seal());
        if (sealed.isEmpty()) {
            note(
                    Kind.KEY_UNKNOWN,
                    link.sequence(),
                    link.auditId(),
                    "link " + link.sequence() + " is sealed with key " + link.keyId()
                            + ", which is not configured; add it to artstore.admin.audit.previous-keys");
        } else if (!sealed.get()) {
            note(
                    Kind.LINK_FORGED,
                    link.sequence(),
                    link.auditId(),
                    "the seal of link " + link.sequence() + " was not made with key " + link.keyId());
        }
    }

    private void requireRow(LinkedRow linked, AuditRow row) {
        ChainLink link = linked.link();
        if (!holds(link, row)) {
            String signature =
                    !link.adopted() && signatureVerifies(link, row) ? "; what the signature covers is genuine" : "";
            note(
                    Kind.ROW_CHANGED,
                    link.sequence(),
                    link.auditId(),
                    "row " + link.auditId() + " is not as it was recorded" + signature);
            if (changed.size() < VerificationReport.MOST_FINDINGS) {
                changed.add(linked);
            }
        } else if (!link.adopted() && keys.knows(link.keyId()) && !signatureVerifies(link, row)) {
            note(
                    Kind.ROW_CHANGED,
                    link.sequence(),
                    link.auditId(),
                    "the hmac_signature of row " + link.auditId() + " does not verify");
        }
        if (AuditType.AUDIT_HEAD_REJECTED.eventType().equals(row.eventType())) {
            note(
                    Kind.HEAD_REJECTED,
                    link.sequence(),
                    link.auditId(),
                    "before row " + link.auditId() + " the head was altered: " + row.errorMessage());
        }
    }

    private boolean signatureVerifies(ChainLink link, AuditRow row) {
        try {
            return keys.verifies(link.keyId(), row.signedText(), HEX.parseHex(row.hmacSignature()))
                    .orElse(false);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the row's content is what the link was made for, whatever number the row has. */
    private static boolean holds(ChainLink link, AuditRow row) {
        return Arrays.equals(link.rowHash(), AuditKeys.hash(link.hashedText(row.numbered(link.auditId()))));
    }

    private static Finding swapped(Finding finding, ChainLink place, ChainLink origin) {
        return finding.kind() == Kind.ROW_CHANGED && finding.auditId() == origin.auditId()
                ? new Finding(
                        Kind.ROWS_SWAPPED,
                        finding.sequence(),
                        finding.auditId(),
                        "row " + origin.auditId() + " has the content of row " + place.auditId())
                : finding;
    }
}
