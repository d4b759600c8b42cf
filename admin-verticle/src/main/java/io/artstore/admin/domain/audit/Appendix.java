package io.artstore.admin.domain.audit;

import java.util.List;

/** What is appended in one transaction: rows, the links that hold them, and the head that follows. */
public record Appendix(List<AuditRow> rows, List<ChainLink> links, ChainHead head) {
    public Appendix {
        rows = List.copyOf(rows);
        links = List.copyOf(links);
    }
}
