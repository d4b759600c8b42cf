package io.artstore.admin.domain.audit;

import java.time.Duration;
import java.util.List;

/**
 * What a verification found.
 *
 * @param firstSequence the first link that was looked at; 0 where there was none
 * @param lastSequence the last one
 * @param links how many were looked at
 * @param adopted how many of them are rows from before the chain, whose signatures mean nothing
 * @param findings in the order of the log, no more than {@link #MOST_FINDINGS}
 * @param more whether there are more findings than are named
 * @param head the head as it stands
 * @param archived the part of the log that was archived last; null where none was, or where a part was verified only
 */
public record VerificationReport(
        long firstSequence,
        long lastSequence,
        long links,
        long adopted,
        List<Finding> findings,
        boolean more,
        ChainHead head,
        ArchivedPart archived,
        Duration duration) {
    public static final int MOST_FINDINGS = 100;

    public VerificationReport {
        findings = List.copyOf(findings);
    }

    /** Whether everything is as it was recorded; information does not count against it. */
    public boolean intact() {
        return findings.stream().allMatch(finding -> finding.kind().isInformation());
    }
}
