package io.artstore.admin.bus;

import io.artstore.admin.service.KeySetListener;
import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.admin.VerificationKeysApi;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** Rings the bell of {@link VerificationKeysApi#CHANGED_EVENT}: whoever listens asks for the keys again. */
public final class KeySetAnnouncer implements KeySetListener {
    private static final String SOURCE = "/admin";

    private final Vertx vertx;

    public KeySetAnnouncer(Vertx vertx) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
    }

    @Override
    public void keySetChanged() {
        CloudEvent.of(VerificationKeysApi.CHANGED_EVENT, SOURCE, "", new JsonObject())
                .publish(vertx);
    }
}
