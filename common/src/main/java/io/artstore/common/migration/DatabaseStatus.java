package io.artstore.common.migration;

import java.util.Optional;

/**
 * One line of {@code db current}.
 *
 * @param label the module database's label, such as {@code storage/storage_elem_01}
 * @param database the database's name on its server
 * @param revision the stamped revision of the contract, empty where none is stamped
 * @param extensionsApplied change sets after the checkpoint that are recorded as applied
 * @param extensionsKnown change sets after the checkpoint that this program knows
 */
public record DatabaseStatus(
        String label,
        String database,
        DatabaseState state,
        Optional<String> revision,
        int extensionsApplied,
        int extensionsKnown) {}
