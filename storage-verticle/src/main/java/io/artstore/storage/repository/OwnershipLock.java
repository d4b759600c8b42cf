package io.artstore.storage.repository;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to be an element: a session advisory lock on a connection of its own, which PostgreSQL frees the moment the
 * connection dies. Belongs to the element's event loop.
 *
 * <p>Whoever finds it taken waits as a standby and takes over. Whoever loses the connection has lost the right at once
 * and must stop serving.
 */
public final class OwnershipLock {
    private static final Logger LOG = LoggerFactory.getLogger(OwnershipLock.class);
    private static final long HEARTBEAT_MILLIS = 2_000;
    private static final long HEARTBEAT_TIMEOUT_MILLIS = 4_000;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final String elementId;
    private PgConnection connection;
    private long heartbeat;
    private Runnable lost = () -> {};

    /** A lock not yet held. The options are changed: the server is told to notice a dead owner within seconds. */
    public OwnershipLock(Vertx vertx, PgConnectOptions options, String elementId) {
        this.vertx = vertx;
        this.options = options.addProperty("tcp_keepalives_idle", "3")
                .addProperty("tcp_keepalives_interval", "1")
                .addProperty("tcp_keepalives_count", "3");
        this.elementId = elementId;
    }

    /**
     * Completes when this process owns the element, however long another one keeps it.
     *
     * @param whenLost called at most once, if the lock is lost before it is released
     */
    public Future<Void> acquire(Runnable whenLost) {
        return PgConnection.connect(vertx, options)
                .compose(connected -> {
                    connection = connected;
                    return ElementRepository.tryLock(connected, elementId);
                })
                .compose(taken -> taken ? Future.succeededFuture() : waitAsStandby())
                .map(held -> watch(whenLost));
    }

    /** As {@link #acquire}, but at once: false where another process owns the element. */
    public Future<Boolean> acquireIfFree(Runnable whenLost) {
        return PgConnection.connect(vertx, options)
                .compose(connected -> {
                    connection = connected;
                    return ElementRepository.tryLock(connected, elementId);
                })
                .onSuccess(taken -> {
                    if (taken) {
                        watch(whenLost);
                    }
                });
    }

    /** Gives the element up. */
    public Future<Void> release() {
        lost = () -> {};
        vertx.cancelTimer(heartbeat);
        return connection == null ? Future.succeededFuture() : connection.close();
    }

    private Future<Void> waitAsStandby() {
        LOG.atInfo()
                .addKeyValue("element", elementId)
                .log("another process serves this element; waiting as its standby");
        return ElementRepository.waitForLock(connection, elementId).onSuccess(held -> LOG.atInfo()
                .addKeyValue("element", elementId)
                .log("took the element over from its former owner"));
    }

    private Void watch(Runnable whenLost) {
        lost = whenLost;
        connection.closeHandler(closed -> lose("its connection was closed"));
        heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> beat());
        return null;
    }

    private void beat() {
        connection
                .query("SELECT 1")
                .execute()
                .timeout(HEARTBEAT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(failure -> lose(failure.toString()));
    }

    private void lose(String reason) {
        Runnable once = lost;
        lost = () -> {};
        vertx.cancelTimer(heartbeat);
        LOG.atDebug()
                .addKeyValue("element", elementId)
                .addKeyValue("reason", reason)
                .log("ownership ended");
        once.run();
    }
}
