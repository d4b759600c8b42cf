package io.artstore.admin.element;

import io.artstore.admin.domain.ElementAddress;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, one small answer: within a time that nothing prolongs, up to a size, and where it was sent. Redirects are
 * answers like any other.
 */
final class BoundedHttp {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedHttp.class);
    private static final int CONNECTIONS_PER_ELEMENT = 4;
    private static final int WAITING = 64;
    /** Below the idle time-out of an element, so that none cuts a connection just taken. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final HttpClient client;
    private final Duration limit;

    /** An answer that has arrived whole. */
    record Reply(int status, Buffer body) {}

    BoundedHttp(Vertx vertx, Duration limit) {
        this.limit = Objects.requireNonNull(limit, "limit");
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) limit.toMillis())
                .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds())
                .setDecompressionSupported(false);
        PoolOptions pool =
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_ELEMENT).setMaxWaitQueueSize(WAITING);
        this.client = vertx.httpClientBuilder().with(options).with(pool).build();
    }

    /** Fails with an {@link ElementFailure}. */
    Future<Reply> send(
            ElementAddress address,
            HttpMethod method,
            String path,
            Map<String, String> headers,
            Buffer body,
            int maxBytes) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setConnectTimeout(limit.toMillis())
                .setFollowRedirects(false)
                .setAbsoluteURI(address.url() + path)
                .putHeader("Accept", "application/json");
        headers.forEach(options::putHeader);
        return Future.succeededFuture()
                .compose(v -> {
                    AddressRules.requireAllowed(address);
                    return client.request(options);
                })
                .compose(request -> exchange(address, request, body, maxBytes))
                .recover(failure -> Future.failedFuture(ElementFailures.of(address, failure)));
    }

    Future<Void> close() {
        return client.close();
    }

    private Future<Reply> exchange(ElementAddress address, HttpClientRequest request, Buffer body, int maxBytes) {
        return Future.succeededFuture()
                .compose(v -> {
                    AddressRules.requireAllowed(address, request.connection().remoteAddress(true));
                    return request.send(body);
                })
                .compose(response -> read(address, response, maxBytes))
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset()
                        .onFailure(gone -> LOG.debug("the connection to {} was over already", address, gone)));
    }

    private static Future<Reply> read(ElementAddress address, HttpClientResponse response, int maxBytes) {
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > maxBytes) {
                read.tryFail(ElementFailures.notAnElement(address, "answers with more than " + maxBytes + " bytes"));
            } else if (!read.future().isComplete()) {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(read::tryFail);
        response.endHandler(end -> read.tryComplete(body));
        return read.future().map(whole -> new Reply(response.statusCode(), whole));
    }
}
