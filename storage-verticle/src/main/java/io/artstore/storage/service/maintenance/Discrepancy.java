package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.repository.CacheRepository.Comparison;
import io.artstore.storage.service.maintenance.Reading.Flawed;
import java.util.Optional;
import java.util.UUID;

/**
 * Disk and row do not say the same of a document, and nobody is writing it.
 *
 * @param row empty where there is none
 * @param rivalAtPlaceOfRow whether the row belongs to another attribute file with the same id
 */
record Discrepancy(Reading reading, Optional<Comparison> row, boolean rivalAtPlaceOfRow) {

    Finding finding() {
        if (reading instanceof Flawed flawed) {
            return flawed.finding();
        }
        UUID fileId = reading.fileId().orElseThrow();
        String path = reading.key().path();
        if (row.isEmpty()) {
            return Finding.of(FindingRule.ROW_MISSING, fileId, path, "the database does not list it");
        }
        return rivalAtPlaceOfRow
                ? Finding.of(
                        FindingRule.DUPLICATE_ID,
                        fileId,
                        path,
                        "the document listed under this id lies at "
                                + row.get().place().path())
                : Finding.of(
                        FindingRule.ROW_DIFFERENT,
                        fileId,
                        path,
                        "the row differs from the attribute file in "
                                + row.get().differences());
    }
}
