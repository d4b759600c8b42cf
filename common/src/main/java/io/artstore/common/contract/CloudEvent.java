package io.artstore.common.contract;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * A CloudEvents 1.0 envelope, as it is published on the bus at {@code artstore.events.<type>}.
 *
 * <p>Events only ring a bell: whoever needs to know reads the facts from their owner, so a lost event delays and never
 * falsifies.
 *
 * @param type the event's name, such as {@code storage.changed}
 * @param source the module or element it comes from, such as {@code /storage/storage_elem_01}
 * @param subject what it is about, such as a document id; empty where it is about the source itself
 * @param data further facts, small and free of secrets
 */
public record CloudEvent(String id, String type, String source, String subject, Instant time, JsonObject data) {

    public static CloudEvent of(String type, String source, String subject, JsonObject data) {
        return new CloudEvent(UUID.randomUUID().toString(), type, source, subject, Instant.now(), data);
    }

    /** Where events of a type are published. */
    public static String address(String type) {
        return "artstore.events." + type;
    }

    /** Tells everyone who listens; nobody need listen. */
    public void publish(Vertx vertx) {
        vertx.eventBus().publish(address(type), toJson());
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", id)
                .put("type", type)
                .put("source", source)
                .put("subject", subject)
                .put("time", time.toString())
                .put("datacontenttype", "application/json")
                .put("data", data);
    }

    public static CloudEvent fromJson(JsonObject json) {
        return new CloudEvent(
                json.getString("id"),
                json.getString("type"),
                json.getString("source"),
                json.getString("subject", ""),
                json.getInstant("time"),
                json.getJsonObject("data", new JsonObject()));
    }
}
