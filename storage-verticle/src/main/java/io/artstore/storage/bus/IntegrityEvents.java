package io.artstore.storage.bus;

import io.artstore.common.contract.storage.IntegrityFailure;
import io.artstore.storage.domain.DamageFinding;
import io.artstore.storage.service.DamageListener;
import io.vertx.core.Vertx;

/** Tells everybody on the bus of documents that are damaged. */
public final class IntegrityEvents implements DamageListener {
    private final Vertx vertx;
    private final String elementId;

    public IntegrityEvents(Vertx vertx, String elementId) {
        this.vertx = vertx;
        this.elementId = elementId;
    }

    @Override
    public void found(DamageFinding finding) {
        new IntegrityFailure(
                        elementId,
                        finding.fileId().toString(),
                        finding.damage().label(),
                        finding.foundBy().label(),
                        finding.detail())
                .toEvent()
                .publish(vertx);
    }
}
