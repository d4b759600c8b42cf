package io.artstore.admin.service;

import io.artstore.admin.domain.ElementModeChange;
import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.element.ElementClient;
import io.artstore.admin.repository.ElementRecordRepository;
import io.artstore.admin.repository.ElementRecordRepository.Target;
import io.artstore.admin.repository.ElementRegistrationRepository;
import io.artstore.admin.repository.StorageElementRepository;
import io.artstore.admin.service.ElementCheckService.Checked;
import io.artstore.common.config.ElementMode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What is done with registered elements by asking them: synchronisation, changes of mode, a look at what they hold. */
public final class ElementOperationsService {
    /** Elements asked at the same time. */
    private static final int CONCURRENCY = 8;

    private final StorageElementRepository elements;
    private final ElementRecordRepository records;
    private final ElementCheckService checks;
    private final ElementClient client;

    public ElementOperationsService(
            StorageElementRepository elements,
            ElementRecordRepository records,
            ElementCheckService checks,
            ElementClient client) {
        this.elements = Objects.requireNonNull(elements, "elements");
        this.records = Objects.requireNonNull(records, "records");
        this.checks = Objects.requireNonNull(checks, "checks");
        this.client = Objects.requireNonNull(client, "client");
    }

    /** A change of mode that the element made, and what the registry knows since. */
    public record ChangedMode(ElementModeChange change, StorageElement element) {}

    /** Asks the element now and writes down the answer. An element that is away fails with the reason, written down too. */
    public Future<StorageElement> sync(int id) {
        return withTarget(id, target -> checks.check(target)
                .compose(checked -> checked.failure().isPresent()
                        ? ElementCheckService.told(checked.failure().get())
                        : found(id)));
    }

    /** As {@link #sync}, but an element that is away is an answer too. */
    public Future<StorageElement> health(int id) {
        return withTarget(id, target -> checks.check(target).compose(checked -> found(id)));
    }

    /** Asks every element, a few at a time; what became of each in the order of their registration. */
    public Future<List<Checked>> syncAll() {
        return elements.ids(ElementRegistrationRepository.MAX_ELEMENTS)
                .compose(ids -> checkFrom(ids, 0, new ArrayList<>()));
    }

    /**
     * Passes a change of mode on, with the caller's token, to the element that has just proved to be the right one. The
     * element decides; what it did is written down at once, or by the next check.
     *
     * @param bearer the caller's {@code Authorization} header
     */
    public Future<ChangedMode> changeMode(int id, ElementMode mode, String reason, String bearer) {
        return withTarget(id, target -> proved(target)
                        .compose(proved -> client.changeMode(target.address(), bearer, mode, reason))
                        .recover(ElementCheckService::told)
                        .compose(change -> checks.check(target).map(change)))
                .compose(change -> found(id).map(element -> new ChangedMode(change, element)));
    }

    /** The element's own list of its documents, asked with the caller's token. */
    public Future<Buffer> files(int id, long skip, long limit, String bearer) {
        return withTarget(id, target -> proved(target)
                .compose(proved -> client.files(target.address(), bearer, skip, limit))
                .recover(ElementCheckService::told));
    }

    /** A token must not reach anybody but the element it is meant for. */
    private Future<Void> proved(Target target) {
        return checks.ask(target.address(), target.elementId()).mapEmpty();
    }

    private <T> Future<T> withTarget(int id, Function<Target, Future<T>> work) {
        return records.target(id).compose(target -> work.apply(StorageElementService.required(target, id)));
    }

    private Future<StorageElement> found(int id) {
        return elements.find(id).map(found -> found.orElseThrow(() -> StorageElementService.unknown(id)));
    }

    private Future<List<Checked>> checkFrom(List<Integer> ids, int position, List<Checked> done) {
        if (position >= ids.size()) {
            return Future.succeededFuture(done);
        }
        int end = Math.min(ids.size(), position + CONCURRENCY);
        List<Future<Checked>> some = ids.subList(position, end).stream()
                .map(id -> withTarget(id, checks::check))
                .toList();
        return Future.join(some).transform(asked -> {
            // One that was removed meanwhile is none any more.
            some.stream().filter(Future::succeeded).map(Future::result).forEach(done::add);
            return checkFrom(ids, end, done);
        });
    }
}
