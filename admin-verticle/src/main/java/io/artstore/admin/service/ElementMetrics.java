package io.artstore.admin.service;

import io.artstore.admin.domain.ElementFault;
import io.artstore.admin.domain.ElementStatus;
import io.artstore.admin.domain.RegistrySummary;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What {@code /metrics} shows of the registry. Labels are states and kinds of fault, never elements or addresses. */
public final class ElementMetrics {
    private static final String ELEMENTS = "artstore.admin.storage.elements";
    private static final String STATE = "state";
    private static final RegistrySummary NOTHING = new RegistrySummary(Map.of(), List.of(), Map.of(), 0, 0);

    private final MeterRegistry registry;
    private final AtomicReference<RegistrySummary> last = new AtomicReference<>(NOTHING);
    private final List<Meter> gauges = new ArrayList<>();

    public ElementMetrics(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    public void register() {
        // In the place of those that an earlier start in this process may have left.
        registry.find(ELEMENTS).meters().forEach(registry::remove);
        for (ElementStatus status : ElementStatus.values()) {
            gauge(status.label(), status);
        }
        gauges.add(Gauge.builder(ELEMENTS, last, known -> known.get().stale())
                .description("Registered storage elements by state; stale and eligible overlap with the others")
                .tag(STATE, "stale")
                .register(registry));
        gauges.add(Gauge.builder(ELEMENTS, last, known -> known.get().eligible())
                .tag(STATE, "eligible")
                .register(registry));
    }

    public void remove() {
        gauges.forEach(registry::remove);
        gauges.clear();
    }

    void counted(RegistrySummary summary) {
        last.set(summary);
    }

    void checked(Optional<ElementFault> fault, Duration duration) {
        Counter.builder("artstore.admin.element.checks")
                .description("Questions to storage elements by what became of them")
                .tag("outcome", fault.map(ElementFault::label).orElse("answered"))
                .register(registry)
                .increment();
        Timer.builder("artstore.admin.element.check")
                .description("Time an element took to answer a check, or to fail it")
                .register(registry)
                .record(duration);
    }

    private void gauge(String label, ElementStatus status) {
        gauges.add(Gauge.builder(ELEMENTS, last, known -> known.get().byStatus().getOrDefault(status, 0L))
                .tag(STATE, label)
                .register(registry));
    }
}
