package io.artstore.admin.service;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementFault;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.element.ElementClient;
import io.artstore.admin.element.ElementFailure;
import io.artstore.admin.repository.ElementRecordRepository;
import io.artstore.admin.repository.ElementRecordRepository.Target;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks elements how they are and writes down what they say, or why they could not be asked. */
public final class ElementCheckService {
    private static final Logger LOG = LoggerFactory.getLogger(ElementCheckService.class);

    private final ElementClient client;
    private final ElementRecordRepository records;
    private final ElementMetrics metrics;

    /** What became of a check. */
    public record Checked(int id, Optional<ElementFailure> failure) {}

    private record Timed(ElementReport report, Duration latency) {}

    public ElementCheckService(ElementClient client, ElementRecordRepository records, ElementMetrics metrics) {
        this.client = Objects.requireNonNull(client, "client");
        this.records = Objects.requireNonNull(records, "records");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
    }

    /** Fails only where the result cannot be written down. */
    public Future<Checked> check(Target target) {
        return ask(target.address())
                .map(answer -> {
                    requireSame(target, answer.report());
                    return answer;
                })
                .compose(
                        answer -> records.answered(target.id(), answer.report(), answer.latency())
                                .compose(own -> own
                                        ? Future.succeededFuture(new Checked(target.id(), Optional.empty()))
                                        : failed(target, foreign(target.address(), answer.report()))),
                        failure -> failure instanceof ElementFailure known
                                ? failed(target, known)
                                : Future.failedFuture(failure));
    }

    /** What answers at an address; fails with what a caller is to be told. */
    public Future<ElementReport> ask(ElementAddress address, Optional<String> expectedElementId) {
        return ask(address)
                .map(answer -> {
                    requireSame(new Target(0, expectedElementId, address), answer.report());
                    return answer.report();
                })
                .recover(ElementCheckService::told);
    }

    /** For {@link Future#recover}: a failure of an element as its caller is told it. */
    static <T> Future<T> told(Throwable failure) {
        return Future.failedFuture(failure instanceof ElementFailure known ? known.toService() : failure);
    }

    private Future<Timed> ask(ElementAddress address) {
        long begin = System.nanoTime();
        return client.report(address)
                .map(report -> new Timed(report, Duration.ofNanos(System.nanoTime() - begin)))
                .onComplete(
                        answer -> metrics.checked(Optional.empty(), answer.latency()),
                        failure -> metrics.checked(fault(failure), Duration.ofNanos(System.nanoTime() - begin)));
    }

    private static Optional<ElementFault> fault(Throwable failure) {
        return Optional.of(failure instanceof ElementFailure known ? known.fault() : ElementFault.BROKEN);
    }

    private Future<Checked> failed(Target target, ElementFailure failure) {
        return records.failed(target.id(), failure.fault(), failure.getMessage())
                .onSuccess(failures -> logFirst(target, failure, failures))
                .map(new Checked(target.id(), Optional.of(failure)));
    }

    /** Once for each time that it goes away. */
    private static void logFirst(Target target, ElementFailure failure, int failures) {
        if (failures == 1) {
            LOG.atWarn()
                    .addKeyValue("id", target.id())
                    .addKeyValue("element", target.elementId().orElse(""))
                    .addKeyValue("fault", failure.fault().label())
                    .addKeyValue("reason", failure.getMessage())
                    .log("a storage element cannot be asked");
        }
    }

    private static void requireSame(Target target, ElementReport report) {
        target.elementId()
                .filter(expected -> !expected.equals(report.elementId()))
                .ifPresent(expected -> {
                    throw new ElementFailure(
                            ElementFault.OTHER_ELEMENT,
                            target.address() + " is the element '" + report.elementId() + "' and not '" + expected
                                    + "'; correct the address, or start the right element there");
                });
    }

    private static ElementFailure foreign(ElementAddress address, ElementReport report) {
        return new ElementFailure(
                ElementFault.OTHER_ELEMENT,
                address + " is the element '" + report.elementId() + "', which is registered under another name");
    }
}
