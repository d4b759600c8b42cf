package io.artstore.admin.service;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.repository.ElementRecordRepository;
import io.artstore.admin.repository.ElementRecordRepository.Heard;
import io.artstore.admin.repository.ElementRecordRepository.Target;
import io.artstore.admin.repository.ElementRegistrationRepository;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers elements that announce themselves. Belongs to one event loop.
 *
 * <p>An announcement is only a hint: what is registered is what the element says of itself at the announced address. One
 * that cannot be asked yet is asked again at its next announcement. What an administrator decided about an element stays;
 * one that was removed by an administrator is not registered again.
 */
public final class SelfRegistrationService {
    private static final Logger LOG = LoggerFactory.getLogger(SelfRegistrationService.class);
    /** Elements that are being registered at the same time; further ones have their turn ten seconds later. */
    private static final int MAX_PENDING = 16;

    private final ElementRecordRepository records;
    private final ElementRegistrationRepository registrations;
    private final ElementCheckService checks;
    private final Clock clock;
    private final Set<String> pending = new HashSet<>();

    public SelfRegistrationService(
            ElementRecordRepository records,
            ElementRegistrationRepository registrations,
            ElementCheckService checks,
            Clock clock) {
        this.records = Objects.requireNonNull(records, "records");
        this.registrations = Objects.requireNonNull(registrations, "registrations");
        this.checks = Objects.requireNonNull(checks, "checks");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Takes note of an announcement; done when all is done that follows from it. */
    public Future<Void> heard(String elementId, ElementAddress address, String mode) {
        if (pending.size() >= MAX_PENDING || !pending.add(elementId)) {
            return Future.succeededFuture();
        }
        return records.heard(elementId, address, mode)
                .compose(heard -> heard == Heard.UNKNOWN ? register(elementId, address) : Future.succeededFuture())
                .onComplete(done -> pending.remove(elementId));
    }

    private Future<Void> register(String elementId, ElementAddress address) {
        return checks.ask(address, Optional.of(elementId))
                .compose(report -> adopt(address, report))
                .compose(id -> checks.check(new Target(id, Optional.of(elementId), address)))
                .mapEmpty();
    }

    private Future<Integer> adopt(ElementAddress address, ElementReport report) {
        AuditEvent event = AuditType.STORAGE_ELEMENT_CREATE
                .by(Actor.SYSTEM, Origin.NONE, clock.instant())
                .with("element_id", report.elementId())
                .with("api_url", address.url());
        return registrations.adopt(address, report, event).onSuccess(id -> LOG.atInfo()
                .addKeyValue("element", report.elementId())
                .addKeyValue("address", address)
                .addKeyValue("id", id)
                .log("a storage element registered itself"));
    }
}
