package io.artstore.query.element;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
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
 * Fetches documents from storage elements over HTTP, with the caller's own token.
 *
 * <p>Connections per element are bounded, and so is the time to get one and the time in which nothing moves; a large
 * document may take as long as it keeps moving.
 */
public final class ElementClient {
    private static final Logger LOG = LoggerFactory.getLogger(ElementClient.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    /** Connections an idle pool keeps die before the element's own idle timeout could cut one just taken. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /**
     * The bounds of the client.
     *
     * @param connect to get a connection, new or from the pool
     * @param idle in which no byte moves either way
     * @param connections per element
     * @param waiting requests that may wait for a connection
     */
    public record Limits(Duration connect, Duration idle, int connections, int waiting) {
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(60), 100, 1_000);
    }

    private final HttpClient client;
    private final Limits limits;

    public ElementClient(Vertx vertx, Limits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) limits.connect().toMillis())
                .setIdleTimeout((int) limits.idle().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds())
                .setDecompressionSupported(false);
        PoolOptions pool =
                new PoolOptions().setHttp1MaxSize(limits.connections()).setMaxWaitQueueSize(limits.waiting());
        this.client = vertx.httpClientBuilder().with(options).with(pool).build();
    }

    /**
     * Asks an element for a document's content.
     *
     * @param baseUrl of the element
     * @param headOnly ask for the head of the answer alone
     * @param headers to send along
     * @return the element's answer as soon as its head is here, whatever its status; fails with {@code UNAVAILABLE} when
     *     the element does not answer
     */
    public Future<ElementAnswer> download(
            String baseUrl, String fileId, boolean headOnly, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(headOnly ? HttpMethod.HEAD : HttpMethod.GET)
                .setConnectTimeout(limits.connect().toMillis())
                .setAbsoluteURI(ElementUrls.download(baseUrl, fileId));
        headers.forEach(options::putHeader);
        return send(options)
                .recover(failure ->
                        failure instanceof HttpClosedException ? send(options) : Future.failedFuture(failure))
                .recover(failure -> unavailable(baseUrl, failure));
    }

    public Future<Void> close() {
        return client.close();
    }

    private Future<ElementAnswer> send(RequestOptions options) {
        return client.request(options).compose(HttpClientRequest::send).map(ElementAnswer::new);
    }

    private static Future<ElementAnswer> unavailable(String baseUrl, Throwable failure) {
        LOG.atWarn()
                .addKeyValue("element_url", baseUrl)
                .setCause(failure)
                .log("A storage element does not answer a download");
        return Future.failedFuture(new ServiceException(
                        ErrorCode.UNAVAILABLE,
                        "the storage element that holds this document does not answer; try again shortly")
                .withHeader("Retry-After", RETRY_AFTER_SECONDS));
    }
}
