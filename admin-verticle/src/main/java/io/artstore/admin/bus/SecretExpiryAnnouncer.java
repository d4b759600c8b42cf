package io.artstore.admin.bus;

import io.artstore.admin.service.SecretExpiryListener;
import io.artstore.common.contract.admin.SecretExpiry;
import io.vertx.core.Vertx;
import java.util.Objects;

/** Publishes {@link SecretExpiry} events. */
public final class SecretExpiryAnnouncer implements SecretExpiryListener {
    private final Vertx vertx;

    public SecretExpiryAnnouncer(Vertx vertx) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
    }

    @Override
    public void expiring(SecretExpiry expiry) {
        expiry.toExpiringEvent().publish(vertx);
    }

    @Override
    public void expired(SecretExpiry expiry) {
        expiry.toExpiredEvent().publish(vertx);
    }
}
