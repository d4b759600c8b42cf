package io.artstore.common.security;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.admin.Revocations;
import io.artstore.common.contract.admin.Revocations.Kind;
import io.artstore.common.contract.admin.Revocations.Revocation;
import io.artstore.common.contract.admin.RevocationsApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revoked tokens this module knows, at most seconds behind admin. Belongs to one event loop.
 *
 * <p>Admin's event makes it ask at once, and it asks every {@link #INTERVAL} in case an event was lost. What has expired is
 * dropped. While admin does not answer, what is known so far holds and tokens go on opening doors.
 */
public final class RevocationList {
    static final Duration INTERVAL = Duration.ofSeconds(5);
    /** About 30 MB; the oldest go first. */
    static final int MAX_ENTRIES = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(RevocationList.class);

    private final Vertx vertx;
    private final RevocationsApi source;
    private final Clock clock;
    private final Map<Key, Revocation> known = new LinkedHashMap<>();

    private long next;
    private Optional<Future<Void>> inFlight = Optional.empty();
    private boolean askAgain;
    private boolean reachable = true;
    private Optional<MessageConsumer<JsonObject>> events = Optional.empty();
    private long timer = -1;
    private Future<Void> firstAnswer = Future.succeededFuture();

    private record Key(Kind kind, String id) {}

    private RevocationList(Vertx vertx, RevocationsApi source, Clock clock) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.source = Objects.requireNonNull(source, "source");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** A list that follows admin from now on, until {@link #stop()}. */
    public static RevocationList follow(Vertx vertx, RevocationsApi source, Clock clock) {
        RevocationList list = new RevocationList(vertx, source, clock);
        list.events = Optional.of(vertx.eventBus()
                .consumer(CloudEvent.address(RevocationsApi.CHANGED_EVENT), message -> list.refreshUnasked()));
        list.timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> list.refreshUnasked());
        list.firstAnswer = list.refresh();
        return list;
    }

    public Future<Void> stop() {
        vertx.cancelTimer(timer);
        return events.map(MessageConsumer::unregister).orElseGet(Future::succeededFuture);
    }

    /** Done when admin has answered, or failed to, for the first time. Never fails. */
    Future<Void> ready() {
        return firstAnswer;
    }

    /**
     * Whether a token was revoked.
     *
     * @param issuedAt its {@code iat} in seconds since 1970
     */
    boolean contains(String tokenId, Optional<String> sessionId, String subject, long issuedAt) {
        return covers(new Key(Kind.TOKEN, tokenId), issuedAt)
                || sessionId
                        .filter(session -> covers(new Key(Kind.SESSION, session), issuedAt))
                        .isPresent()
                || covers(new Key(Kind.SUBJECT, subject), issuedAt);
    }

    int size() {
        return known.size();
    }

    private boolean covers(Key key, long issuedAt) {
        Revocation revocation = known.get(key);
        return revocation != null && issuedAt <= revocation.issuedUntil();
    }

    /** One question at a time; a bell that rings meanwhile is answered by one more. */
    private Future<Void> refresh() {
        if (inFlight.isPresent()) {
            askAgain = true;
            return inFlight.get();
        }
        askAgain = false;
        Future<Void> asked = ask().onComplete(done -> {
            inFlight = Optional.empty();
            if (askAgain) {
                refreshUnasked();
            }
        });
        if (!asked.isComplete()) {
            inFlight = Optional.of(asked);
        }
        return asked;
    }

    private void refreshUnasked() {
        refresh().onFailure(e -> LOG.atWarn().setCause(e).log("could not ask for revocations"));
    }

    private Future<Void> ask() {
        return source.revocations(next)
                .compose(page -> {
                    take(page);
                    return page.more() ? ask() : Future.<Void>succeededFuture();
                })
                .onSuccess(done -> reachable = true)
                .recover(failure -> {
                    // Once, not every five seconds.
                    if (reachable) {
                        LOG.atWarn()
                                .setCause(failure)
                                .log("admin does not tell which tokens were revoked; going on with those known so far");
                    }
                    reachable = false;
                    return Future.succeededFuture();
                });
    }

    private void take(Revocations page) {
        long now = clock.instant().getEpochSecond();
        known.values().removeIf(revocation -> revocation.expiresAt() <= now);
        for (Revocation revocation : page.entries()) {
            known.put(new Key(revocation.kind(), revocation.id()), revocation);
        }
        next = page.next();
        int excess = known.size() - MAX_ENTRIES;
        if (excess > 0) {
            LOG.atError()
                    .addKeyValue("revocations", known.size())
                    .log("more tokens are revoked than fit; the oldest revocations are forgotten");
            known.keySet().removeAll(known.keySet().stream().limit(excess).toList());
        }
    }
}
