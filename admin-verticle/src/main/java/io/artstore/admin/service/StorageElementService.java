package io.artstore.admin.service;

import io.artstore.admin.domain.ElementAddress;
import io.artstore.admin.domain.ElementReport;
import io.artstore.admin.domain.NewStorageElement;
import io.artstore.admin.domain.RegistrySummary;
import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.domain.StorageElementEdit;
import io.artstore.admin.domain.StorageElementQuery;
import io.artstore.admin.domain.StorageElementQuery.Page;
import io.artstore.admin.repository.ElementAdministrationRepository;
import io.artstore.admin.repository.ElementOverviewRepository;
import io.artstore.admin.repository.ElementRecordRepository;
import io.artstore.admin.repository.ElementRecordRepository.Target;
import io.artstore.admin.repository.ElementRegistrationRepository;
import io.artstore.admin.repository.StorageElementRepository;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The registry of storage elements for administrators.
 *
 * <p>Mode, capacity, content and kind of storage are the element's own and change with its answers; name, description,
 * priority, retention and whether it is in service are the administrator's and change here alone.
 */
public final class StorageElementService {
    /** More than there may be. */
    private static final int ALL = ElementRegistrationRepository.MAX_ELEMENTS;

    private final StorageElementRepository elements;
    private final ElementRegistrationRepository registrations;
    private final ElementAdministrationRepository administration;
    private final ElementOverviewRepository overview;
    private final ElementRecordRepository records;
    private final ElementCheckService checks;
    private final Clock clock;

    public StorageElementService(
            StorageElementRepository elements,
            ElementRegistrationRepository registrations,
            ElementAdministrationRepository administration,
            ElementOverviewRepository overview,
            ElementRecordRepository records,
            ElementCheckService checks,
            Clock clock) {
        this.elements = Objects.requireNonNull(elements, "elements");
        this.registrations = Objects.requireNonNull(registrations, "registrations");
        this.administration = Objects.requireNonNull(administration, "administration");
        this.overview = Objects.requireNonNull(overview, "overview");
        this.records = Objects.requireNonNull(records, "records");
        this.checks = Objects.requireNonNull(checks, "checks");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Asks the element at an address who it is. */
    public Future<ElementReport> discover(ElementAddress address) {
        return checks.ask(address, Optional.empty());
    }

    /**
     * Registers an element; one that was seen is asked once more, so that it is known from its own words at once.
     *
     * @return the element as registered; 409 where its name, address or identity is taken
     */
    public Future<StorageElement> register(NewStorageElement element, Caller caller) {
        AuditEvent event = AuditType.STORAGE_ELEMENT_CREATE
                .by(caller, clock.instant())
                .with("api_url", element.address().url())
                .with("priority", element.terms().priority());
        return registrations
                .register(element, event)
                .compose(id -> element.seen() ? check(id) : Future.succeededFuture(id))
                .compose(this::get);
    }

    public Future<StorageElement> get(int id) {
        return elements.find(id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    public Future<Page> page(StorageElementQuery query) {
        return elements.page(query);
    }

    /** A new address must lead to the same element, unless {@code unseen} says to take it on trust. */
    public Future<StorageElement> update(int id, StorageElementEdit edit, boolean unseen, Caller caller) {
        AuditEvent event =
                AuditType.STORAGE_ELEMENT_UPDATE.by(caller, clock.instant()).with("changes", changes(edit));
        return get(id).compose(current -> edit.address()
                        .value()
                        .filter(address -> !unseen && !address.equals(current.address()))
                        .map(address -> checks.ask(address, current.elementId()).<Void>mapEmpty())
                        .orElseGet(Future::succeededFuture))
                .compose(verified -> administration.update(id, edit, event))
                .map(updated -> updated.orElseThrow(() -> unknown(id)))
                .compose(updated -> mustBeAsked(edit) ? check(id).compose(this::get) : Future.succeededFuture(updated));
    }

    /**
     * Forgets an element, and what it announces from then on, until it is registered again. Its documents stay where they
     * are. One that holds documents is kept unless {@code evenWithDocuments}.
     */
    public Future<Void> remove(int id, boolean evenWithDocuments, Caller caller) {
        AuditEvent event =
                AuditType.STORAGE_ELEMENT_DELETE.by(caller, clock.instant()).with("forced", evenWithDocuments);
        return get(id).compose(known -> evenWithDocuments ? Future.succeededFuture(id) : check(id))
                .compose(counted -> administration.remove(id, evenWithDocuments, event))
                .map(found -> found.orElseThrow(() -> unknown(id)))
                .map(element -> {
                    if (!evenWithDocuments && element.fileCount() > 0) {
                        throw new ServiceException(
                                        ErrorCode.CONFLICT,
                                        "'" + element.name() + "' holds " + element.fileCount()
                                                + " documents; add force=true to forget it all the same")
                                .withFact("file_count", element.fileCount());
                    }
                    return null;
                });
    }

    public Future<RegistrySummary> summary() {
        return overview.summary();
    }

    /** Elements whose retention ends within this time, the soonest first. */
    public Future<List<StorageElement>> retentionWarnings(Duration ahead) {
        return elements.retentionEndsWithin(ahead, ALL);
    }

    /** Elements whose retention has ended. */
    public Future<List<StorageElement>> retentionExpired() {
        return elements.retentionEnded(ALL);
    }

    /** The new values as texts, without the key, which is a secret. */
    private static Map<String, Object> changes(StorageElementEdit edit) {
        Map<String, Object> changes = new TreeMap<>();
        edit.name().value().ifPresent(name -> changes.put("name", name));
        edit.description().value().ifPresent(text -> changes.put("description", text.orElse("")));
        edit.address().value().ifPresent(address -> changes.put("api_url", address.url()));
        edit.apiKey().value().ifPresent(key -> changes.put("api_key_set", key.isPresent()));
        edit.retentionDays().value().ifPresent(days -> changes.put("retention_days", days.orElse(0)));
        edit.replicated().value().ifPresent(replicated -> changes.put("is_replicated", replicated));
        edit.replicaCount().value().ifPresent(count -> changes.put("replica_count", count));
        edit.priority().value().ifPresent(priority -> changes.put("priority", priority));
        edit.maintenance().value().ifPresent(wanted -> changes.put("maintenance", wanted));
        return changes;
    }

    private static boolean mustBeAsked(StorageElementEdit edit) {
        return edit.address().value().isPresent()
                || edit.maintenance().value().filter(wanted -> !wanted).isPresent();
    }

    /** Whatever the answer, it is written down; an element that is away changes nothing else here. */
    private Future<Integer> check(int id) {
        return records.target(id)
                .compose(target -> target.map(known -> checks.check(known).map(id))
                        .orElseGet(() -> Future.failedFuture(unknown(id))));
    }

    static ServiceException unknown(int id) {
        return ServiceException.notFound("there is no storage element " + id);
    }

    static Target required(Optional<Target> target, int id) {
        return target.orElseThrow(() -> unknown(id));
    }
}
