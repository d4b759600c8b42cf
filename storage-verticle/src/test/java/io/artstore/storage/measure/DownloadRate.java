package io.artstore.storage.measure;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.RunningElement;
import io.artstore.storage.testkit.StaticTokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many documents of 10 KiB an element sends in a second over 64 connections, with what is known of them in memory and
 * without. A command for people, not a test: both are measured in turns, because machines have moods.
 *
 * <p>Arguments: rounds and seconds of each measurement; without, 3 and 5.
 */
public final class DownloadRate {
    private static final int CONNECTIONS = 64;
    private static final int DOCUMENTS = 200;
    private static final int BYTES = 10 * 1024;
    private static final String CACHE = "artstore.storage.elements[0].metadata-cache";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    private final URI element;
    private final List<String> documents;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean over;

    private DownloadRate(URI element, List<String> documents) {
        this.element = element;
        this.documents = documents;
    }

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        for (int round = 1; round <= rounds; round++) {
            for (String size : List.of("0", "32MB")) {
                System.out.printf(
                        "round %d, metadata-cache %4s: %6.0f downloads/s%n", round, size, rate(size, seconds));
            }
        }
        System.exit(0);
    }

    private static double rate(String cache, int seconds) {
        try (RunningElement element =
                RunningElement.start(RunningElement.builder().set(CACHE, cache))) {
            ElementClient client = element.as(Role.USER);
            List<String> documents = new ArrayList<>();
            for (int i = 0; i < DOCUMENTS; i++) {
                documents.add(client.uploadedId("document-" + i, new byte[BYTES]));
            }
            DownloadRate warm = new DownloadRate(element.address(), documents);
            warm.run(Duration.ofSeconds(2));
            return new DownloadRate(element.address(), documents).run(Duration.ofSeconds(seconds));
        }
    }

    private double run(Duration time) {
        long begin = System.nanoTime();
        vertx.setTimer(time.toMillis(), end -> over = true);
        List<Future<Void>> readers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            readers.add(read(i));
        }
        TestPlatform.await(Future.all(readers), time.plusSeconds(30));
        double elapsed = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        TestPlatform.await(vertx.close(), Duration.ofSeconds(10));
        return sent.get() / elapsed;
    }

    private Future<Void> read(int number) {
        String id = documents.get(number % documents.size());
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(element + "/api/v1/files/" + id + "/download")
                .putHeader("Authorization", "Bearer " + StaticTokens.of(Role.USER));
        return client.request(request)
                .compose(ready -> ready.send())
                .compose(response -> {
                    if (response.statusCode() != 200) {
                        throw new IllegalStateException("status " + response.statusCode());
                    }
                    return response.body();
                })
                .compose(body -> {
                    sent.incrementAndGet();
                    return over ? Future.succeededFuture() : read(number + CONNECTIONS);
                });
    }
}
