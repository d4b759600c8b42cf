package io.artstore.storage;

import io.artstore.common.metrics.Metrics;
import io.artstore.storage.domain.DamageFinding;
import io.artstore.storage.domain.FixityLevel;
import io.artstore.storage.service.Capacity;
import io.artstore.storage.service.HotContents;
import io.artstore.storage.service.HotDocuments;
import io.artstore.storage.service.fixity.FixityService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
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
        gauge("artstore.storage.documents", "Documents the element holds", capacity, c -> c.level()
                .liveFiles());
        gauge("artstore.storage.used.bytes", "Bytes of documents the element holds", capacity, c -> c.level()
                .liveBytes());
        gauge("artstore.storage.quota.bytes", "Bytes of documents it may hold", capacity, c -> c.level()
                .quotaBytes());
        gauge("artstore.storage.trash.documents", "Deleted documents that lie in the trash", capacity, c -> c.level()
                .trashFiles());
        gauge("artstore.storage.trash.bytes", "Bytes that lie in the trash", capacity, c -> c.level()
                .trashBytes());
        gauge("artstore.storage.available.bytes", "Bytes it can take now", capacity, c -> c.level()
                .availableBytes());
    }

    void register(HotDocuments hot) {
        String meter = "artstore.storage.metadata.cache.requests";
        String description = "Times what is known of a document was asked for";
        counter(meter, description, "hit", hot, HotDocuments::hits);
        counter(meter, description, "miss", hot, HotDocuments::misses);
    }

    void register(HotContents contents) {
        String meter = "artstore.storage.content.cache.requests";
        String description = "Times the bytes of a document were asked for";
        counter(meter, description, "hit", contents, HotContents::hits);
        counter(meter, description, "miss", contents, HotContents::misses);
    }

    /** As they were when they were last counted: at the start, every hour, and after a scrub. */
    void register(FixityService fixity) {
        verified(fixity, "30", FixityLevel::verified30Days);
        verified(fixity, "90", FixityLevel::verified90Days);
        verified(fixity, "365", FixityLevel::verified365Days);
        gauge("artstore.storage.fixity.damaged.documents", "Documents flagged as damaged", fixity, f -> f.level()
                .damaged());
        gauge(
                "artstore.storage.fixity.oldest.age.seconds",
                "Time since the document that waits longest was stored or verified",
                fixity,
                f -> age(f.level()));
    }

    private void verified(FixityService fixity, String days, ToDoubleFunction<FixityLevel> count) {
        meters.add(Gauge.builder("artstore.storage.fixity.verified.ratio", fixity, f -> share(f.level(), count))
                .description("Share of the documents that were found intact within so many days")
                .tag(ELEMENT, elementId)
                .tag("days", days)
                .register(registry));
    }

    private static double share(FixityLevel level, ToDoubleFunction<FixityLevel> count) {
        return level.documents() == 0 ? 1 : count.applyAsDouble(level) / level.documents();
    }

    private static double age(FixityLevel level) {
        return level.oldest() == null
                ? 0
                : Duration.between(level.oldest(), Instant.now()).toMillis() / 1000.0;
    }

    private <T> void counter(String name, String description, String outcome, T source, ToDoubleFunction<T> value) {
        meters.add(FunctionCounter.builder(name, source, value)
                .description(description)
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

    private <T> void gauge(String name, String description, T source, ToDoubleFunction<T> value) {
        meters.add(Gauge.builder(name, source, value)
                .description(description)
                .tag(ELEMENT, elementId)
                .register(registry));
    }
}
