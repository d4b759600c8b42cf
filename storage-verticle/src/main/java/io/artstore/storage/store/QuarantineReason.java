package io.artstore.storage.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Why something was put aside; kept beside it, for whoever finds it years later.
 *
 * @param rule the broken rule's name
 * @param paths where the things lay, relative to the base; those that are there are put aside, the others are not missed
 */
public record QuarantineReason(UUID job, String rule, String detail, List<String> paths, Instant at) {
    public QuarantineReason {
        paths = List.copyOf(paths);
    }
}
