package io.artstore.admin.bus;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.admin.RevocationsApi;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** Rings the bell of {@link RevocationsApi#CHANGED_EVENT}: whoever listens asks what was revoked. */
public final class RevocationAnnouncer implements Runnable {
    private static final String SOURCE = "/admin";

    private final Vertx vertx;

    public RevocationAnnouncer(Vertx vertx) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
    }

    @Override
    public void run() {
        CloudEvent.of(RevocationsApi.CHANGED_EVENT, SOURCE, "", new JsonObject())
                .publish(vertx);
    }
}
