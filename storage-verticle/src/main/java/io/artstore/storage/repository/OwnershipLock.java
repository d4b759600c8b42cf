package io.artstore.storage.repository;

import io.artstore.common.database.PgConnections;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
 * and must stop serving. A process that is killed frees it within milliseconds. A machine or a network that vanishes tells
 * nobody: then the owner gives up six seconds (heartbeat and timeout) after the last answer it got, at the latest, and only
 * later, after {@value #SERVER_GIVES_UP_MILLIS} ms of silence, the server frees the lock for somebody else.
 */
public final class OwnershipLock {
    private static final Logger LOG = LoggerFactory.getLogger(OwnershipLock.class);
    private static final long HEARTBEAT_MILLIS = 2_000;
    private static final long ANSWER_TIMEOUT_MILLIS = 4_000;
    /** Idle time before the first probe, then four probes a second apart. */
    private static final long SERVER_GIVES_UP_MILLIS = 8_000;

    private static final int PROBES = 4;
    private static final long ASK_AGAIN_MILLIS = 500;

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final String elementId;
    private PgConnection connection;
    private long timer = -1;
    private Runnable lost = () -> {};
    private boolean released;

    /** A lock not yet held. The options are changed: the server is told to notice a dead owner within seconds. */
    public OwnershipLock(Vertx vertx, PgConnectOptions options, String elementId) {
        this.vertx = vertx;
        this.options = options.addProperty("tcp_keepalives_idle", Long.toString(SERVER_GIVES_UP_MILLIS / 1000 - PROBES))
                .addProperty("tcp_keepalives_interval", "1")
                .addProperty("tcp_keepalives_count", Integer.toString(PROBES))
                // Probes are not sent while an answer is on its way to the dead.
                .addProperty("tcp_user_timeout", Long.toString(SERVER_GIVES_UP_MILLIS));
        this.elementId = elementId;
    }

    /**
     * Takes the right, if nobody has it.
     *
     * @param whenLost called at most once, if the right is lost before it is released, whenever it was taken
     */
    public Future<Boolean> tryAcquire(Runnable whenLost) {
        return PgConnections.connect(vertx, options).compose(connected -> {
            connection = connected;
            return released ? givenUp() : ask(whenLost);
        });
    }

    /** The connection took longer than anybody wanted it. */
    private Future<Boolean> givenUp() {
        return connection
                .close()
                .transform(closed -> Future.failedFuture(new IllegalStateException(
                        "the right to " + elementId + " was given up while it was asked for")));
    }

    /**
     * Completes when this process owns the element, however long another one keeps it, after {@link #tryAcquire} did not
     * succeed. Fails when the database does not answer.
     */
    public Future<Void> acquireLater(Runnable whenLost) {
        Promise<Void> acquired = Promise.promise();
        askLater(whenLost, acquired);
        return acquired.future();
    }

    /** Gives the element up, or the waiting for it. */
    public Future<Void> release() {
        released = true;
        lost = () -> {};
        vertx.cancelTimer(timer);
        return connection == null ? Future.succeededFuture() : connection.close();
    }

    /** Asking again and again, rather than waiting in the server, notices a connection that is dead. */
    private void askLater(Runnable whenLost, Promise<Void> acquired) {
        timer = vertx.setTimer(
                ASK_AGAIN_MILLIS,
                tick -> ask(whenLost).onFailure(acquired::fail).onSuccess(taken -> {
                    if (taken) {
                        acquired.complete();
                    } else {
                        askLater(whenLost, acquired);
                    }
                }));
    }

    private Future<Boolean> ask(Runnable whenLost) {
        return ElementRepository.tryLock(connection, elementId)
                .timeout(ANSWER_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(taken -> {
                    if (taken) {
                        watch(whenLost);
                    }
                });
    }

    private void watch(Runnable whenLost) {
        lost = whenLost;
        connection.closeHandler(closed -> lose("its connection was closed"));
        timer = vertx.setPeriodic(HEARTBEAT_MILLIS, tick -> beat());
    }

    private void beat() {
        connection
                .query("SELECT 1")
                .execute()
                .timeout(ANSWER_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(failure -> lose(failure.toString()));
    }

    private void lose(String reason) {
        Runnable once = lost;
        lost = () -> {};
        vertx.cancelTimer(timer);
        LOG.atDebug()
                .addKeyValue("element", elementId)
                .addKeyValue("reason", reason)
                .log("ownership ended");
        once.run();
    }
}
