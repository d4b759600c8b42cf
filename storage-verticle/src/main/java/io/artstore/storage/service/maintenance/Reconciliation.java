package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.JobKind;
import io.artstore.storage.service.Capacity;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.service.job.JobWork;
import io.vertx.core.Future;
import java.util.OptionalLong;

/**
 * Reports whatever on disk and in the database does not belong together. With the option {@code apply} it also puts aside
 * what belongs to no listed document; with {@code digests} it reads all data again.
 */
public final class Reconciliation implements JobWork {
    private static final String DIGESTS = "digests";

    private final Survey survey;
    private final Capacity capacity;

    public Reconciliation(Survey survey, Capacity capacity) {
        this.survey = survey;
        this.capacity = capacity;
    }

    @Override
    public JobKind kind() {
        return JobKind.RECONCILE;
    }

    @Override
    public Future<Void> run(JobRun run) {
        Capacity.Level level = capacity.level();
        run.expect(OptionalLong.of(level.liveFiles()), OptionalLong.of(level.liveBytes()));
        return survey.disk()
                .compare(run, survey.quarantine()::handle)
                .compose(compared -> survey.strangers().search(run))
                .compose(searched -> run.asks(DIGESTS) ? survey.digests().compare(run) : Future.succeededFuture())
                .compose(compared -> survey.rows().compare(run));
    }
}
