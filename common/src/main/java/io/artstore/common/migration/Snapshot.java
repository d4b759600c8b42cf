package io.artstore.common.migration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a database stands by its records alone: bookkeeping, version table and which tables are there.
 *
 * @param applied the recorded change sets
 * @param downgrading whether a downgrade began and did not end
 * @param version the version table
 * @param hasTables whether any of the module's data tables exists
 */
record Snapshot(List<AppliedChange> applied, boolean downgrading, VersionTable.Content version, boolean hasTables) {

    Set<String> appliedIds() {
        return applied.stream().map(AppliedChange::id).collect(Collectors.toSet());
    }

    boolean has(ChangeLog log, Target target) {
        return appliedIds().containsAll(log.upTo(target));
    }

    boolean isStamped(SchemaContract contract) {
        return version.revisions().equals(List.of(contract.revision()));
    }

    /** Recorded change sets that the program does not know. */
    List<String> unknownChangeSets(ChangeLog log) {
        return applied.stream()
                .map(AppliedChange::id)
                .filter(id -> !log.ids().contains(id))
                .toList();
    }

    /** Stamped revisions that are not the module's. */
    List<String> unknownRevisions(SchemaContract contract) {
        return version.revisions().stream()
                .filter(revision -> !revision.equals(contract.revision()))
                .toList();
    }

    DatabaseState state(ChangeLog log, SchemaContract contract) {
        if (!unknownChangeSets(log).isEmpty() || !unknownRevisions(contract).isEmpty()) {
            return DatabaseState.AHEAD;
        }
        if (!hasTables) {
            return DatabaseState.EMPTY;
        }
        if (applied.isEmpty()) {
            return DatabaseState.CHECKPOINT;
        }
        if (!downgrading && has(log, Target.HEAD) && isStamped(contract)) {
            return DatabaseState.HEAD;
        }
        boolean noExtension = log.extensions().stream().noneMatch(appliedIds()::contains);
        return !downgrading && has(log, Target.CHECKPOINT) && isStamped(contract) && noExtension
                ? DatabaseState.CHECKPOINT
                : DatabaseState.PARTIAL;
    }

    Optional<String> revision() {
        return version.revisions().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", version.revisions()));
    }
}
