package io.artstore.storage.service.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.database.PgPools;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.domain.Job;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.domain.JobState;
import io.artstore.storage.repository.Database;
import io.artstore.storage.repository.ElementPools;
import io.artstore.storage.repository.JobRepository;
import io.artstore.storage.testkit.RunningElement;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a job whose work never ends by itself. */
class JobServiceIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private RunningElement element;
    private Pool pool;
    private Context loop;
    private JobRepository repository;
    private JobService jobs;
    private final AtomicLong steps = new AtomicLong();

    /** Counts on from where it stood. */
    private final class Endless implements JobWork {
        @Override
        public JobKind kind() {
            return JobKind.RECONCILE;
        }

        @Override
        public boolean isResumable() {
            return true;
        }

        @Override
        public Future<Void> run(JobRun run) {
            steps.set(run.position().map(Long::parseLong).orElse(0L));
            run.expect(OptionalLong.of(1_000_000), OptionalLong.empty());
            return run.repeat(() -> {
                run.done(1, 10);
                run.found(Finding.of(FindingRule.BUSY, null, null, "step " + steps.incrementAndGet()));
                return run.advance(steps.toString())
                        .compose(saved -> loop.owner().timer(1, TimeUnit.MILLISECONDS))
                        .map(true);
            });
        }
    }

    @BeforeEach
    void start() {
        element = RunningElement.start();
        Vertx vertx = element.platform().vertx();
        pool = PgPools.open(vertx, element.settings().database(), 4, "job-test");
        loop = vertx.getOrCreateContext();
        repository = new JobRepository(new Database(new ElementPools(pool, pool), RunningElement.ID));
        jobs = service();
    }

    @AfterEach
    void stop() {
        jobs.stop();
        TestPlatform.await(pool.close(), LIMIT);
        element.close();
    }

    @Test
    void waitsWhilePausedGoesOnAndEndsWhenCancelled() {
        UUID id = begin();
        Eventually.holds(() -> steps.get() > 3);

        Job paused = ask(() -> jobs.pause(id));
        long stood = settledSteps();
        Job stillPaused = ask(() -> jobs.find(id));
        Job resumed = ask(() -> jobs.resume(id));
        Eventually.holds(() -> steps.get() > stood + 3);
        ask(() -> jobs.cancel(id, "ivanov"));
        Eventually.holds(() -> ask(() -> jobs.find(id)).finishedAt().isPresent());

        Job ended = ask(() -> jobs.find(id));
        assertThat(paused.state()).isEqualTo(JobState.PAUSED);
        assertThat(stillPaused.progress().documentsDone()).isEqualTo(stood);
        assertThat(resumed.state()).isEqualTo(JobState.RUNNING);
        assertThat(ended.state()).isEqualTo(JobState.CANCELLED);
        assertThat(ended.failure()).contains("cancelled by ivanov");
        assertThat(ended.progress().documentsDone()).isEqualTo(ended.findings()).isEqualTo(steps.get());
        assertThat(ask(() -> jobs.findings(id, Optional.empty(), 2)).items())
                .extracting(kept -> kept.finding().detail())
                .containsExactly("step 1", "step 2");
        assertThatThrownBy(() -> ask(() -> jobs.cancel(id, "ivanov"))).hasMessageContaining("has ended");
    }

    @Test
    void isOneOfItsKindAtATime() {
        UUID id = begin();

        assertThatThrownBy(() -> begin()).hasMessageContaining(id.toString()).hasMessageContaining("is running");
    }

    @Test
    void goesOnWhereItStoodWhenTheElementIsTakenOver() {
        UUID id = begin();
        Eventually.holds(() -> steps.get() > 3);
        ask(() -> {
            jobs.stop();
            return Future.succeededFuture();
        });
        long stood = settledSteps();
        element.execute("UPDATE artstore.storage_elem_01_jobs SET position = '" + stood + "' WHERE id = '" + id + "'");

        jobs = service();
        ask(() -> jobs.takeOver());

        Eventually.holds(() -> steps.get() > stood + 3);
        assertThat(ask(() -> jobs.find(id)).state()).isEqualTo(JobState.RUNNING);
    }

    private JobService service() {
        return new JobService(repository, List.of(new Endless()), Clock.systemUTC());
    }

    private UUID begin() {
        return ask(() -> jobs.start(JobKind.RECONCILE, Map.of(), Requester.system("test")))
                .id();
    }

    /** How many steps were done once no more are. */
    private long settledSteps() {
        long[] seen = {-1};
        Eventually.holds(() -> {
            long before = seen[0];
            seen[0] = steps.get();
            return TestPlatform.await(
                    loop.owner().timer(300, TimeUnit.MILLISECONDS).map(over -> steps.get() == before), LIMIT);
        });
        return steps.get();
    }

    private <T> T ask(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        loop.runOnContext(turn -> question.get().onComplete(answer));
        return TestPlatform.await(answer.future(), LIMIT);
    }
}
