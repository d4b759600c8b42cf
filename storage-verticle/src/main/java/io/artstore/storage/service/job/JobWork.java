package io.artstore.storage.service.job;

import io.artstore.storage.domain.JobKind;
import io.vertx.core.Future;

/** Something long an element can do. Implementations keep nothing between runs; what must survive goes to the run. */
public interface JobWork {
    JobKind kind();

    /**
     * Does the work in bounded steps, with {@link JobRun#advance} between them.
     *
     * @return completes when all is done, and fails when that cannot be; a failed advance is passed on as it is
     */
    Future<Void> run(JobRun run);

    /** Whether a run that a restart cut short goes on from {@link JobRun#position}; otherwise it counts as failed. */
    default boolean isResumable() {
        return false;
    }
}
