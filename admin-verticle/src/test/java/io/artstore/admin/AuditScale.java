package io.artstore.admin;

import static io.artstore.common.testkit.TestPlatform.await;

import io.artstore.admin.domain.audit.VerificationReport;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures, by hand: fills a log by the real appender and proves it. The argument is the number of rows; give the JVM a small
 * heap to see that memory is bounded.
 */
final class AuditScale {
    private static final Duration LIMIT = Duration.ofHours(1);

    private AuditScale() {}

    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[0]);
        try (TestPlatform platform = TestPlatform.builder().modules("admin").start()) {
            AuditApi audit = AuditApi.client(platform.vertx());
            long begin = System.nanoTime();
            for (int done = 0; done < rows; done += AuditApi.MAX_BATCH) {
                await(audit.record(batch(done)), LIMIT);
            }
            print("appended", rows, System.nanoTime() - begin);
            AuditTool tool = AuditTool.open(platform.vertx(), platform.config());
            VerificationReport report = await(
                    tool.verify(
                            1,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            progress -> Future.succeededFuture()),
                    LIMIT);
            print(
                    "verified, intact " + report.intact(),
                    report.links(),
                    report.duration().toNanos());
            await(tool.close(), LIMIT);
        }
        System.exit(0);
    }

    private static AuditBatch batch(int first) {
        return new AuditBatch(IntStream.range(first, first + AuditApi.MAX_BATCH)
                .mapToObj(i -> AuditType.FILE_CREATE
                        .by(Actor.claiming("scale"), new Origin("10.0.0.1", "scale/1", "request-" + i), Instant.now())
                        .about("document-" + i)
                        .with("filename", "документ " + i + ".pdf")
                        .with("size_bytes", i)
                        .with("sha256", "0".repeat(64)))
                .toList());
    }

    private static void print(String what, long rows, long nanos) {
        long millis = Math.max(1, nanos / 1_000_000);
        System.out.printf(
                "%s: %,d rows in %,d ms, %,d a second, largest heap %d MB%n",
                what, rows, millis, rows * 1_000 / millis, Runtime.getRuntime().maxMemory() >> 20);
    }
}
