package io.artstore.query.bus;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.artstore.query.domain.ColumnLimits;
import io.artstore.query.element.ElementDirectory;
import io.artstore.query.element.ElementUrls;
import io.artstore.query.element.FeedFollowers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what storage elements announce: that they are there, and that something changed.
 *
 * <p>Both only shorten waits. An event that cannot be understood is logged and otherwise passed over.
 */
public final class ElementEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ElementEvents.class);
    private static final String SOURCE_PREFIX = "/storage/";

    private final Vertx vertx;
    private final ElementDirectory directory;
    private final FeedFollowers followers;
    private final List<MessageConsumer<JsonObject>> consumers;

    /** Listens from now on, and asks every element to announce itself. */
    public ElementEvents(Vertx vertx, ElementDirectory directory, FeedFollowers followers) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.directory = Objects.requireNonNull(directory, "directory");
        this.followers = Objects.requireNonNull(followers, "followers");
        this.consumers = List.of(
                listen(ElementAnnouncement.EVENT, this::announced), listen(ChangeFeedApi.CHANGED_EVENT, this::changed));
        CloudEvent.of(ElementAnnouncement.WANTED_EVENT, "/query", "", new JsonObject())
                .publish(vertx);
    }

    public Future<Void> stop() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .mapEmpty();
    }

    private MessageConsumer<JsonObject> listen(String type, Consumer<CloudEvent> listener) {
        return vertx.eventBus().consumer(CloudEvent.address(type), message -> understand(message, listener));
    }

    private static void understand(Message<JsonObject> message, Consumer<CloudEvent> listener) {
        try {
            listener.accept(CloudEvent.fromJson(message.body()));
        } catch (RuntimeException e) {
            LOG.warn("An event on {} cannot be understood and is passed over", message.address(), e);
        }
    }

    private void announced(CloudEvent event) {
        ElementAnnouncement announcement = ElementAnnouncement.fromEvent(event);
        String id = announcement.elementId();
        if (id == null || id.isBlank() || !ColumnLimits.fits(id, ColumnLimits.ELEMENT_ID)) {
            LOG.warn("An element announces itself as '{}'; an id has 1 to {} characters", id, ColumnLimits.ELEMENT_ID);
        } else if (!ElementUrls.valid(announcement.url())) {
            LOG.warn(
                    "Element {} announces '{}', which is not an http(s) address of at most {} characters",
                    id,
                    announcement.url(),
                    ColumnLimits.ELEMENT_URL);
        } else {
            directory.heard(announcement);
            followers.follow(id);
        }
    }

    private void changed(CloudEvent event) {
        if (event.source().startsWith(SOURCE_PREFIX)) {
            followers.ring(event.source().substring(SOURCE_PREFIX.length()));
        }
    }
}
