package io.artstore.storage.bus;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.storage.service.ChangeBell;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/**
 * Rings on the bus when the feed has grown: at once after a quiet time, and at most every {@value #PAUSE_MILLIS} ms while
 * it is busy. Belongs to the element's event loop.
 */
public final class ChangeEvents implements ChangeBell {
    private static final long PAUSE_MILLIS = 20;

    private final Vertx vertx;
    private final String elementId;
    private long lastNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    private boolean due;

    public ChangeEvents(Vertx vertx, String elementId) {
        this.vertx = vertx;
        this.elementId = elementId;
    }

    @Override
    public void ring() {
        if (due) {
            return;
        }
        long quietMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNanos);
        if (quietMillis >= PAUSE_MILLIS) {
            publish();
        } else {
            due = true;
            vertx.setTimer(PAUSE_MILLIS - quietMillis, timer -> publish());
        }
    }

    private void publish() {
        due = false;
        lastNanos = System.nanoTime();
        CloudEvent.of(ChangeFeedApi.CHANGED_EVENT, "/storage/" + elementId, elementId, new JsonObject())
                .publish(vertx);
    }
}
