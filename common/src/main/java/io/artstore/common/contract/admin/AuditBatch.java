package io.artstore.common.contract.admin;

import java.util.List;

/** Events on their way to the audit log, in the order in which they are to be recorded. */
public record AuditBatch(List<AuditEvent> events) {
    public AuditBatch {
        events = List.copyOf(events);
    }
}
