package io.artstore.storage.service;

import io.artstore.common.audit.AuditJson;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.artstore.storage.domain.ModeChange;

/** What the audit log says of a change of the element's mode. */
final class ModeEvents {
    private ModeEvents() {}

    static String of(Actor actor, Origin origin, String elementId, ModeChange change) {
        return AuditJson.write(AuditType.STORAGE_ELEMENT_MODE_CHANGE
                .by(actor, origin, change.at())
                .about(elementId)
                .with("previous_mode", change.previous())
                .with("new_mode", change.current())
                .with("reason", change.reason()));
    }
}
