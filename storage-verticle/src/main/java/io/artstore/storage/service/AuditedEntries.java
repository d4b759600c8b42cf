package io.artstore.storage.service;

import io.artstore.common.audit.AuditJson;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.security.Caller;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.WalEntry;
import java.util.Objects;

/**
 * Gives write-ahead entries the event that is recorded when they are committed, by this process or by recovery after it. The
 * event has the identifier of the operation.
 */
final class AuditedEntries {
    private AuditedEntries() {}

    static WalEntry audited(WalEntry entry, AuditType type, Caller caller) {
        return entry.audited(AuditJson.write(event(entry, type, caller)));
    }

    /** A restoration says which deletion it takes back, by the identifier that the deletion's event has. */
    static WalEntry restored(WalEntry entry, Caller caller) {
        return entry.audited(AuditJson.write(event(entry, AuditType.FILE_RESTORE, caller)
                .with("deletion_id", entry.deletion().toString())));
    }

    /** An edit says which fields it changes, and not to what. */
    static WalEntry audited(WalEntry entry, AttributeDocument before, AttributeDocument after, Caller caller) {
        AuditEvent event = event(entry, AuditType.FILE_UPDATE, caller)
                .with("description_changed", !Objects.equals(before.description(), after.description()))
                .with("version_changed", !Objects.equals(before.version(), after.version()))
                .with("metadata_changed", !Objects.equals(before.metadata(), after.metadata()));
        return entry.audited(AuditJson.write(event));
    }

    private static AuditEvent event(WalEntry entry, AuditType type, Caller caller) {
        return type.by(caller, entry.startedAt())
                .identifiedBy(entry.id())
                .about(entry.fileId().toString());
    }
}
