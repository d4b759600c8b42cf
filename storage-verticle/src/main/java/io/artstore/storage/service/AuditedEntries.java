package io.artstore.storage.service;

import io.artstore.common.audit.AuditJson;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.security.Caller;
import io.artstore.storage.domain.WalEntry;

/**
 * Gives write-ahead entries the event that is recorded when they are committed, by this process or by recovery after it. The
 * event has the identifier of the operation.
 */
final class AuditedEntries {
    private AuditedEntries() {}

    static WalEntry audited(WalEntry entry, AuditType type, Caller caller) {
        return entry.audited(AuditJson.write(event(entry, type, caller)));
    }

    /** An edit says which fields it was to change, and not to what. */
    static WalEntry audited(WalEntry entry, Edit edit, Caller caller) {
        AuditEvent event = event(entry, AuditType.FILE_UPDATE, caller)
                .with("description_changed", edit.description() != null)
                .with("version_changed", edit.version() != null)
                .with("metadata_changed", edit.metadata() != null);
        return entry.audited(AuditJson.write(event));
    }

    private static AuditEvent event(WalEntry entry, AuditType type, Caller caller) {
        return type.by(caller, entry.startedAt())
                .identifiedBy(entry.id())
                .about(entry.fileId().toString());
    }
}
