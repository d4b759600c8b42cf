package io.artstore.query.testkit;

import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A storage element in memory: its change feed and announcements on the real bus, its downloads over a real socket. What
 * a document's download answers is up to the test.
 */
public final class FakeElement implements ChangeFeedApi {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final String id;
    private final HttpServer server;
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final Map<String, Handler<HttpServerRequest>> downloads = new ConcurrentHashMap<>();
    private final AtomicInteger pulling = new AtomicInteger();
    private final AtomicInteger mostPulling = new AtomicInteger();
    private final AtomicInteger pulls = new AtomicInteger();

    private MessageConsumer<JsonObject> feed;
    private volatile int generation;

    private FakeElement(Vertx vertx, String id) {
        this.vertx = vertx;
        this.id = id;
        this.server = TestPlatform.await(
                vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1"), LIMIT);
    }

    /** An element that answers and has announced itself. */
    public static FakeElement start(Vertx vertx, String id) {
        FakeElement element = unannounced(vertx, id);
        element.announce();
        return element;
    }

    /** An element that answers and of which nobody knows. */
    public static FakeElement unannounced(Vertx vertx, String id) {
        FakeElement element = new FakeElement(vertx, id);
        element.answer();
        return element;
    }

    public String id() {
        return id;
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Answers pulls from now on. */
    public void answer() {
        feed = new ServiceBinder(vertx).setAddress(ChangeFeedApi.address(id)).register(ChangeFeedApi.class, this);
    }

    /** Is away from the bus until {@link #answer()}. */
    public void fallSilent() {
        TestPlatform.await(feed.unregister(), LIMIT);
    }

    /** Refuses every cursor it gave so far, as an element does that was replaced. */
    public void forgetCursors() {
        generation = 1;
    }

    public void announce() {
        new ElementAnnouncement(id, url(), "edit").toEvent().publish(vertx);
    }

    /** Commits changes and rings the bell. */
    public void commit(Change... committed) {
        commitSilently(committed);
        CloudEvent.of(ChangeFeedApi.CHANGED_EVENT, "/storage/" + id, "", new JsonObject())
                .publish(vertx);
    }

    /** Commits changes; the bell does not ring. */
    public void commitSilently(Change... committed) {
        changes.addAll(List.of(committed));
    }

    public void created(DocumentFacts document) {
        commit(new Change(ChangeType.CREATED, document.fileId(), document.updatedAt(), document));
    }

    /** What {@code GET /api/v1/files/<id>/download} answers. */
    public void onDownload(String fileId, Handler<HttpServerRequest> handler) {
        downloads.put(fileId, handler);
    }

    /** Stops serving downloads; the feed goes on. */
    public void stopServing() {
        TestPlatform.await(server.close(), LIMIT);
    }

    public int pulls() {
        return pulls.get();
    }

    /** The most pulls that were ever in progress at the same time. */
    public int mostConcurrentPulls() {
        return mostPulling.get();
    }

    @Override
    public Future<ChangePage> changes(String cursor, int limit) {
        pulls.incrementAndGet();
        mostPulling.accumulateAndGet(pulling.incrementAndGet(), Math::max);
        return vertx.timer(5)
                .map(waited -> page(cursor, limit))
                .recover(failure -> Future.failedFuture(BusFailures.toReply(failure)))
                .onComplete(done -> pulling.decrementAndGet());
    }

    private ChangePage page(String cursor, int limit) {
        String prefix = generation + ":";
        if (!cursor.isEmpty() && !cursor.startsWith(prefix)) {
            throw new ServiceException(ErrorCode.MALFORMED_REQUEST, "no such cursor: " + cursor);
        }
        int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.substring(prefix.length()));
        int to = Math.min(changes.size(), from + limit);
        String next = to == from ? cursor : prefix + to;
        return new ChangePage(id, url(), List.copyOf(changes).subList(from, to), next, to < changes.size());
    }

    private void serve(HttpServerRequest request) {
        String[] path = request.path().split("/");
        Handler<HttpServerRequest> handler =
                path.length == 6 && path[5].equals("download") ? downloads.get(path[4]) : null;
        if (handler == null) {
            request.response().setStatusCode(404).end();
        } else {
            handler.handle(request);
        }
    }
}
