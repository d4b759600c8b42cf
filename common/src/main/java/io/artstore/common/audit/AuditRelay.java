package io.artstore.common.audit;

import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.audit.repository.AuditOutboxRepository.Backlog;
import io.artstore.common.audit.repository.AuditOutboxRepository.Stored;
import io.artstore.common.bus.BusFailures;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditBatch;
import io.artstore.common.metrics.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events from an outbox to admin: in order, in batches, at least once, and deleted only when admin has them.
 *
 * <p>{@link #wake()} after a commit makes it look soon; it also looks every {@link #FLOOR}, for what another process left.
 * While admin is away it waits longer from try to try. Belongs to one event loop.
 */
public final class AuditRelay {
    static final String EVENTS = "artstore.audit.outbox.events";
    static final String AGE = "artstore.audit.outbox.age";

    /** So that the events of many commits share a batch; nobody waits for one. */
    private static final Duration GATHER = Duration.ofMillis(250);

    private static final long AT_ONCE_MILLIS = 1;

    static final Duration FLOOR = Duration.ofSeconds(3);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(AuditRelay.class);

    private final Vertx vertx;
    private final String name;
    private final AuditOutboxRepository outbox;
    private final AuditApi admin;
    private final MeterRegistry meters = Metrics.registry();

    private Backlog backlog = new Backlog(0, 0);
    private Future<Void> underWay = Future.succeededFuture();
    private Optional<Duration> waiting = Optional.empty();
    private long next = -1;
    private long floor = -1;
    private long batchesDelivered;
    private boolean again;
    private boolean stopped;

    private AuditRelay(Vertx vertx, String name, AuditOutboxRepository outbox, AuditApi admin) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.name = Objects.requireNonNull(name, "name");
        this.outbox = Objects.requireNonNull(outbox, "outbox");
        this.admin = Objects.requireNonNull(admin, "admin");
    }

    /**
     * A relay that is at work until {@link #stop()}.
     *
     * @param name the listener it belongs to, as in metrics: {@code query}, {@code storage/storage_elem_01}
     */
    public static AuditRelay start(Vertx vertx, String name, AuditOutboxRepository outbox, AuditApi admin) {
        AuditRelay relay = new AuditRelay(vertx, name, outbox, admin);
        relay.gauge(EVENTS, "Events that wait for admin", () -> relay.backlog.events());
        relay.gauge(AGE + ".seconds", "Age of the oldest event that waits for admin", () -> relay.backlog.ageSeconds());
        relay.floor = vertx.setPeriodic(FLOOR.toMillis(), tick -> relay.look());
        relay.wake();
        return relay;
    }

    /** Something was committed. */
    public void wake() {
        if (next < 0 && !stopped && waiting.isEmpty()) {
            next = vertx.setTimer(GATHER.toMillis(), timer -> run());
        }
    }

    /** How many batches have reached admin since the start. */
    long batchesDelivered() {
        return batchesDelivered;
    }

    /** Ends after the batch that is under way; what is left waits in the outbox. */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(floor);
        vertx.cancelTimer(next);
        remove(EVENTS);
        remove(AGE + ".seconds");
        return underWay.otherwiseEmpty();
    }

    private void look() {
        wake();
        outbox.backlog()
                .onSuccess(now -> backlog = now)
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("the outbox cannot be counted now"));
    }

    private void run() {
        next = -1;
        if (stopped || !underWay.isComplete()) {
            again = true;
            return;
        }
        again = false;
        underWay = outbox.handOn(AuditApi.MAX_BATCH, this::deliver)
                .onSuccess(this::delivered)
                .onFailure(this::failed)
                .mapEmpty();
    }

    private Future<Integer> deliver(List<Stored> stored) {
        return admin.record(new AuditBatch(stored.stream()
                .map(event -> AuditJson.read(event.id(), event.json(), event.storedAt()))
                .toList()));
    }

    private void delivered(int events) {
        if (waiting.isPresent()) {
            waiting = Optional.empty();
            again = true;
            LOG.atInfo().addKeyValue("outbox", name).log("audit events reach admin again");
        }
        if (events > 0) {
            batchesDelivered++;
        }
        if (events == AuditApi.MAX_BATCH) {
            vertx.cancelTimer(next);
            next = vertx.setTimer(AT_ONCE_MILLIS, timer -> run());
        } else if (again) {
            wake();
        }
    }

    private void failed(Throwable failure) {
        if (stopped) {
            return;
        }
        Duration wait = waiting.map(last -> last.multipliedBy(2))
                .filter(twice -> twice.compareTo(LONGEST_WAIT) < 0)
                .orElse(waiting.isPresent() ? LONGEST_WAIT : Duration.ofSeconds(1));
        if (waiting.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("outbox", name)
                    .setCause(BusFailures.fromReply(failure))
                    .log("audit events cannot reach admin now; they are kept and sent later");
        }
        waiting = Optional.of(wait);
        vertx.cancelTimer(next);
        next = vertx.setTimer(wait.toMillis(), timer -> run());
    }

    private void gauge(String meter, String description, Supplier<Number> value) {
        remove(meter);
        Gauge.builder(meter, value)
                .description(description)
                .tag("outbox", name)
                .strongReference(true)
                .register(meters);
    }

    private void remove(String meter) {
        Gauge gauge = meters.find(meter).tag("outbox", name).gauge();
        if (gauge != null) {
            meters.remove(gauge);
        }
    }
}
