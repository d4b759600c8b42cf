package io.artstore.admin.domain.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A row for a reader, with the link that holds it; empty where none does. */
public record AuditEntry(AuditRow row, Optional<ChainLink> link) {

    /** A line of the export and of the archive: the row as the chain hashes it, and its link. */
    public String line() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("row", row.columns());
        link.ifPresent(there -> line.putAll(there.members()));
        return CanonicalJson.EXACT.write(line) + "\n";
    }
}
