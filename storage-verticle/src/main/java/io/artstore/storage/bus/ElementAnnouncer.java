package io.artstore.storage.bus;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Tells everybody that the element is there: at its start, every few seconds, and when somebody new asks. */
public final class ElementAnnouncer {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ElementAnnouncement announcement;
    private MessageConsumer<JsonObject> wanted;
    private long timer;

    public ElementAnnouncer(Vertx vertx, ElementAnnouncement announcement) {
        this.vertx = vertx;
        this.announcement = announcement;
    }

    /** Begins; completes when newcomers are heard. */
    public Future<Void> start() {
        wanted = vertx.eventBus().consumer(CloudEvent.address(ElementAnnouncement.WANTED_EVENT), ask -> announce());
        timer = vertx.setPeriodic(EVERY.toMillis(), tick -> announce());
        announce();
        return wanted.completion();
    }

    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        return wanted.unregister();
    }

    private void announce() {
        announcement.toEvent().publish(vertx);
    }
}
