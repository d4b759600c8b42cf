package io.artstore.storage.service.job;

import io.artstore.common.audit.AuditJson;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.domain.JobState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the audit log says of jobs. */
final class JobEvents {
    private JobEvents() {}

    static String started(UUID id, JobKind kind, Map<String, Object> options, Requester requester, Instant at) {
        return AuditJson.write(AuditType.STORAGE_JOB_START
                .by(requester.actor(), requester.origin(), at)
                .about(id.toString())
                .with("kind", kind.label())
                .with("options", options));
    }

    /** The statement that ends the job adds what it was and what it came to. */
    static String ended(UUID id, JobState state, Optional<String> failure, Instant at) {
        AuditEvent event = AuditType.STORAGE_JOB_END
                .by(Actor.SYSTEM, Origin.NONE, at)
                .about(id.toString())
                .with("state", state.label());
        return AuditJson.write(failure.map(event::failed).orElse(event));
    }
}
