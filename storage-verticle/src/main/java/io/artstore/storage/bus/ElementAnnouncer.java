package io.artstore.storage.bus;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.storage.service.ModeAnnouncer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tells everybody that the element is there: at its start, every few seconds, when somebody new asks, and when its mode
 * changes.
 */
public final class ElementAnnouncer implements ModeAnnouncer {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Supplier<ElementAnnouncement> announcement;
    private MessageConsumer<JsonObject> wanted;
    private long timer;

    /**
     * Something to announce.
     *
     * @param announcement as it is at the moment; asked for from {@link #start} on
     */
    public ElementAnnouncer(Vertx vertx, Supplier<ElementAnnouncement> announcement) {
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

    @Override
    public void announce() {
        announcement.get().toEvent().publish(vertx);
    }
}
