package io.artstore.admin.bus;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.service.SelfRegistrationService;
import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what storage elements announce. An announcement that cannot be understood, or an element that cannot be registered
 * yet, is logged; the next announcement is ten seconds away.
 */
public final class ElementAnnouncements {
    private static final Logger LOG = LoggerFactory.getLogger(ElementAnnouncements.class);
    private static final String SOURCE = "/admin";
    /** What fits the columns and can stand in a log line. */
    private static final Pattern ELEMENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final Vertx vertx;
    private final SelfRegistrationService service;

    public ElementAnnouncements(Vertx vertx, SelfRegistrationService service) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.service = Objects.requireNonNull(service, "service");
    }

    /** Listens from now on, and asks every element to announce itself; returns what to unregister at the end. */
    public MessageConsumer<JsonObject> follow() {
        MessageConsumer<JsonObject> consumer =
                vertx.eventBus().consumer(CloudEvent.address(ElementAnnouncement.EVENT), this::heard);
        CloudEvent.of(ElementAnnouncement.WANTED_EVENT, SOURCE, "", new JsonObject())
                .publish(vertx);
        return consumer;
    }

    private void heard(Message<JsonObject> message) {
        Future.succeededFuture()
                .compose(v -> {
                    ElementAnnouncement announcement =
                            ElementAnnouncement.fromEvent(CloudEvent.fromJson(message.body()));
                    requireIdentity(announcement.elementId());
                    return service.heard(
                            announcement.elementId(),
                            ElementAddress.parse(String.valueOf(announcement.url())),
                            String.valueOf(announcement.mode()));
                })
                .onFailure(
                        failure -> LOG.atWarn()
                                .addKeyValue("reason", String.valueOf(failure.getMessage()))
                                .log(
                                        "a storage element that announced itself is not registered; waiting for it to do so again"));
    }

    private static void requireIdentity(String elementId) {
        if (elementId == null || !ELEMENT_ID.matcher(elementId).matches()) {
            throw new IllegalArgumentException("an element's id has 1 to 100 of A-Z, a-z, 0-9, '.', '_' and '-'");
        }
    }
}
