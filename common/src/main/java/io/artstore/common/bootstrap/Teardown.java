package io.artstore.common.bootstrap;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a verticle has opened, to be closed in the reverse order: at its end, or when its start fails half-way.
 *
 * <p>Belongs to one event loop. Once run it is empty, and may be filled again.
 */
public final class Teardown {
    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final String owner;
    private final Deque<Supplier<Future<Void>>> closings = new ArrayDeque<>();

    /**
     * Of nothing yet.
     *
     * @param owner whose parts these are, for the log
     */
    public Teardown(String owner) {
        this.owner = Objects.requireNonNull(owner, "owner");
    }

    /** Takes how to close what was opened just now; whatever was opened before it is closed after it. */
    public void add(Supplier<Future<Void>> closing) {
        closings.push(Objects.requireNonNull(closing, "closing"));
    }

    /** Closes everything. Never fails: a part that does not close is logged, and keeps no other part open. */
    public Future<Void> run() {
        Supplier<Future<Void>> next = closings.poll();
        if (next == null) {
            return Future.succeededFuture();
        }
        return Future.<Void>succeededFuture()
                .compose(ready -> next.get())
                .onFailure(failure -> LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("owner", owner)
                        .log("a part did not close"))
                .transform(closed -> run());
    }
}
