package io.artstore.launcher.cli.storage;

import io.artstore.storage.domain.JobKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a command's job runs: in this process, or in the one that serves the element. Blocks. */
interface MaintenanceSession extends AutoCloseable {
    /** One sentence for the operator. */
    String description();

    JobStatus start(JobKind kind, Map<String, Object> options);

    JobStatus status(String id);

    /** A page of findings and the cursor of the next one. */
    record Findings(List<FoundLine> lines, Optional<String> next) {}

    Findings findings(String id, Optional<String> cursor);

    @Override
    void close();
}
