package io.artstore.query.element;

import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.query.service.IndexMetrics;
import io.artstore.query.service.IndexService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One follower per element that was ever heard of. Belongs to one event loop. */
public final class FeedFollowers {
    private final Vertx vertx;
    private final IndexService index;
    private final IndexMetrics metrics;
    private final FeedPace pace;
    private final Map<String, FeedFollower> followers = new HashMap<>();

    public FeedFollowers(Vertx vertx, IndexService index, IndexMetrics metrics, FeedPace pace) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.index = Objects.requireNonNull(index, "index");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
        this.pace = Objects.requireNonNull(pace, "pace");
    }

    /** Follows again whom the index followed before, whether or not they announce themselves. */
    public Future<Void> resume() {
        return index.knownElements().map(elements -> {
            elements.forEach(this::follow);
            return null;
        });
    }

    /** Follows an element; one that is followed already goes on as before. */
    public void follow(String elementId) {
        followers.computeIfAbsent(elementId, this::begin);
    }

    /** Tells the follower of an element that something changed there. */
    public void ring(String elementId) {
        FeedFollower follower = followers.get(elementId);
        if (follower != null) {
            follower.ring();
        }
    }

    /** Completes when no pull is in progress any more. */
    public Future<Void> stop() {
        List<Future<Void>> ends =
                followers.values().stream().map(FeedFollower::stop).toList();
        followers.clear();
        return Future.join(ends).mapEmpty();
    }

    private FeedFollower begin(String elementId) {
        FeedFollower follower =
                new FeedFollower(vertx, elementId, ChangeFeedApi.client(vertx, elementId), index, metrics, pace);
        follower.start();
        return follower;
    }
}
