package io.artstore.query.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What operators can see of the index, by element: how far it is behind, and what became of the changes.
 *
 * <p>{@code artstore.query.index.lag} is the time since the index was last known to hold everything the element had;
 * around the pace of pulling when all is well, growing while the element or the database is away.
 */
public final class IndexMetrics {
    static final String LAG = "artstore.query.index.lag";
    static final String CHANGES = "artstore.query.index.changes";
    static final String DELAY = "artstore.query.index.delay";

    private static final String ELEMENT = "element";

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Instant> levelAt = new ConcurrentHashMap<>();
    private final Map<String, Meter> gauges = new ConcurrentHashMap<>();

    public IndexMetrics(MeterRegistry registry, Clock clock) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** From now on the element's lag is measured. */
    public void following(String elementId) {
        levelAt.put(elementId, clock.instant());
        gauges.computeIfAbsent(elementId, id -> Gauge.builder(LAG, this, metrics -> metrics.lagSeconds(id))
                .description("Time since the index last held everything the element had")
                .baseUnit("seconds")
                .tag(ELEMENT, id)
                .strongReference(true)
                .register(registry));
    }

    public void unfollowing(String elementId) {
        levelAt.remove(elementId);
        Meter gauge = gauges.remove(elementId);
        if (gauge != null) {
            registry.remove(gauge);
        }
    }

    /** The index holds everything the element had a moment ago. */
    public void level(String elementId) {
        levelAt.replace(elementId, clock.instant());
    }

    void indexed(String elementId, int documents) {
        changes(elementId, "indexed").increment(documents);
    }

    void deleted(String elementId, int documents) {
        changes(elementId, "deleted").increment(documents);
    }

    /** A change that no row can describe; someone must look at it. */
    void unindexable(String elementId) {
        changes(elementId, "unindexable").increment();
    }

    /** How long a change took from its commit in the element to its commit in the index. */
    void delay(String elementId, Instant occurredAt) {
        Duration delay = Duration.between(occurredAt, clock.instant());
        Timer.builder(DELAY)
                .description("Time from the commit of a change in its element to its commit in the index")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .tag(ELEMENT, elementId)
                .register(registry)
                .record(delay.isNegative() ? Duration.ZERO : delay);
    }

    private double lagSeconds(String elementId) {
        Instant since = levelAt.get(elementId);
        return since == null
                ? Double.NaN
                : Duration.between(since, clock.instant()).toMillis() / 1_000.0;
    }

    private Counter changes(String elementId, String outcome) {
        return Counter.builder(CHANGES)
                .description("Changes of elements by what became of them in the index")
                .tag(ELEMENT, elementId)
                .tag("outcome", outcome)
                .register(registry);
    }
}
