package io.artstore.common.migration;

import java.time.Instant;

/** A change set the bookkeeping records as applied, and when. */
public record AppliedChange(String id, Instant appliedAt) {}
