package io.artstore.admin.domain.audit;

import java.util.Optional;

/** A link and the row it holds; empty where the row is gone. */
public record LinkedRow(ChainLink link, Optional<AuditRow> row) {}
