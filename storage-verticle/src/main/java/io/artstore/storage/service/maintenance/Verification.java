package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.JobKind;
import io.artstore.storage.service.Capacity;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.service.job.JobWork;
import io.vertx.core.Future;
import java.util.OptionalLong;

/** Compares disk and rows, in both directions, and changes nothing. */
public final class Verification implements JobWork {
    private final Survey survey;
    private final Capacity capacity;

    public Verification(Survey survey, Capacity capacity) {
        this.survey = survey;
        this.capacity = capacity;
    }

    @Override
    public JobKind kind() {
        return JobKind.VERIFY;
    }

    @Override
    public Future<Void> run(JobRun run) {
        Capacity.Level level = capacity.level();
        run.expect(OptionalLong.of(level.liveFiles()), OptionalLong.of(level.liveBytes()));
        return survey.disk().compare(run, Remedy.REPORT).compose(done -> survey.rows()
                .compare(run));
    }
}
