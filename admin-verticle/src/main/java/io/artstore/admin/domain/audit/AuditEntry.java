package io.artstore.admin.domain.audit;

import java.util.Optional;

/** A row for a reader, with the link that holds it; empty where none does. */
public record AuditEntry(AuditRow row, Optional<ChainLink> link) {}
