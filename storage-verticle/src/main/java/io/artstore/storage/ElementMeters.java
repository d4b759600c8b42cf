package io.artstore.storage;

import io.artstore.common.metrics.Metrics;
import io.artstore.storage.domain.DamageFinding;
import io.artstore.storage.service.Capacity;
import io.artstore.storage.service.HotDocuments;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What {@code /metrics} shows of an element: how full it is, and what was found damaged. The label is the element's configured id. */
final class ElementMeters {
    private static final String ELEMENT = "element";

    private final MeterRegistry registry = Metrics.registry();
    private final String elementId;
    private final List<Meter> meters = new ArrayList<>();

    ElementMeters(String elementId) {
        this.elementId = elementId;
    }

    void register(Capacity capacity) {
        gauge(capacity, "artstore.storage.documents", "Documents the element holds", c -> c.level()
                .liveFiles());
        gauge(capacity, "artstore.storage.used.bytes", "Bytes of documents the element holds", c -> c.level()
                .liveBytes());
        gauge(capacity, "artstore.storage.quota.bytes", "Bytes of documents it may hold", c -> c.level()
                .quotaBytes());
        gauge(capacity, "artstore.storage.trash.documents", "Deleted documents that lie in the trash", c -> c.level()
                .trashFiles());
        gauge(capacity, "artstore.storage.trash.bytes", "Bytes that lie in the trash", c -> c.level()
                .trashBytes());
        gauge(capacity, "artstore.storage.available.bytes", "Bytes it can take now", c -> c.level()
                .availableBytes());
    }

    void register(HotDocuments hot) {
        counter(hot, "hit", HotDocuments::hits);
        counter(hot, "miss", HotDocuments::misses);
    }

    private void counter(HotDocuments hot, String outcome, ToDoubleFunction<HotDocuments> value) {
        meters.add(FunctionCounter.builder("artstore.storage.metadata.cache.requests", hot, value)
                .description("Times what is known of a document was asked for")
                .tag(ELEMENT, elementId)
                .tag("outcome", outcome)
                .register(registry));
    }

    /** One more finding; the labels are two closed choices. */
    void countDamage(DamageFinding finding) {
        Counter.builder("artstore.storage.integrity.failures")
                .description("Times a document was found damaged")
                .tag(ELEMENT, elementId)
                .tag("damage", finding.damage().label())
                .tag("found_by", finding.foundBy().label())
                .register(registry)
                .increment();
    }

    void remove() {
        meters.forEach(registry::remove);
    }

    private void gauge(Capacity capacity, String name, String description, ToDoubleFunction<Capacity> value) {
        meters.add(Gauge.builder(name, capacity, value)
                .description(description)
                .tag(ELEMENT, elementId)
                .register(registry));
    }
}
