package io.artstore.storage;

import io.artstore.common.metrics.Metrics;
import io.artstore.storage.service.Capacity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What {@code /metrics} shows of an element: how full it is. The label is the element's configured id. */
final class ElementMeters {
    private final MeterRegistry registry = Metrics.registry();
    private final String elementId;
    private final Capacity capacity;
    private final List<Meter> meters = new ArrayList<>();

    ElementMeters(String elementId, Capacity capacity) {
        this.elementId = elementId;
        this.capacity = capacity;
    }

    void register() {
        gauge("artstore.storage.documents", "Documents the element holds", c -> c.level()
                .liveFiles());
        gauge("artstore.storage.used.bytes", "Bytes of documents the element holds", c -> c.level()
                .liveBytes());
        gauge("artstore.storage.quota.bytes", "Bytes of documents it may hold", c -> c.level()
                .quotaBytes());
        gauge("artstore.storage.available.bytes", "Bytes it can take now", c -> c.level()
                .availableBytes());
    }

    void remove() {
        meters.forEach(registry::remove);
    }

    private void gauge(String name, String description, ToDoubleFunction<Capacity> value) {
        meters.add(Gauge.builder(name, capacity, value)
                .description(description)
                .tag("element", elementId)
                .register(registry));
    }
}
