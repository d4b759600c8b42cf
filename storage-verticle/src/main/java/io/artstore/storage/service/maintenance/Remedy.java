package io.artstore.storage.service.maintenance;

import io.artstore.storage.service.job.JobRun;
import io.vertx.core.Future;
import java.util.List;

/** What is done about discrepancies, while nobody writes the documents they are about. */
@FunctionalInterface
interface Remedy {
    /** Changes nothing. */
    Remedy REPORT = (run, discrepancies) -> {
        discrepancies.forEach(discrepancy -> run.found(discrepancy.finding()));
        return Future.succeededFuture();
    };

    /** At most one discrepancy of each id at a time. */
    Future<Void> apply(JobRun run, List<Discrepancy> discrepancies);
}
