package io.artstore.admin.service.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.WithVertx;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A retention that cannot go on is seen in the metrics until it does. */
class AuditRetentionJobTest extends WithVertx {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Deque<Future<Long>> outcomes = new ArrayDeque<>();
    private AuditRetentionJob job;

    @BeforeEach
    void start() {
        job = new AuditRetentionJob(vertx, outcomes::poll, meters);
        job.start();
    }

    @AfterEach
    void stop() {
        job.stop();
        meters.clear();
    }

    @Test
    void aLogThatDoesNotVerifyStopsTheRetentionUntilItDoes() {
        outcomes.add(Future.failedFuture(new AuditNotIntactException("row 3 is not as it was recorded")));
        outcomes.add(Future.failedFuture(new AuditNotIntactException("row 3 is not as it was recorded")));
        outcomes.add(Future.succeededFuture(12L));

        job.run();
        double first = stopped();
        job.run();
        double second = stopped();
        job.run();

        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(1);
        assertThat(stopped()).isZero();
        assertThat(runs("stopped")).isEqualTo(2);
        assertThat(runs("done")).isEqualTo(1);
    }

    @Test
    void anyOtherFailureIsCountedAndDoesNotSayThatTheLogIsWrong() {
        outcomes.add(Future.failedFuture("the disk is full"));

        job.run();

        assertThat(stopped()).isZero();
        assertThat(runs("failed")).isEqualTo(1);
    }

    private double stopped() {
        return meters.get(AuditRetentionJob.STOPPED).gauge().value();
    }

    private double runs(String outcome) {
        return meters.get(AuditRetentionJob.RUNS)
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
