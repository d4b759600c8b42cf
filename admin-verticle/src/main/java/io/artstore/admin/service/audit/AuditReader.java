package io.artstore.admin.service.audit;

import io.artstore.admin.domain.audit.AuditEntry;
import io.artstore.admin.domain.audit.AuditFilter;
import io.artstore.admin.repository.AuditReadRepository;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The audit log for readers. */
public final class AuditReader {
    private static final int EXPORT_PAGE = 500;

    private final AuditReadRepository repository;

    public AuditReader(AuditReadRepository repository) {
        this.repository = Objects.requireNonNull(repository, "repository");
    }

    /**
     * Rows, newest first.
     *
     * @param next where to go on; empty at the end
     */
    public record Page(List<AuditEntry> entries, Optional<Long> next) {}

    public Future<Page> page(AuditFilter filter, Optional<Long> before, int limit) {
        return repository.newest(filter, before, limit + 1).map(found -> {
            boolean more = found.size() > limit;
            List<AuditEntry> entries = more ? found.subList(0, limit) : found;
            return new Page(
                    entries, more ? Optional.of(entries.get(limit - 1).row().id()) : Optional.empty());
        });
    }

    public Future<AuditEntry> find(long id) {
        return repository
                .find(id)
                .map(found -> found.orElseThrow(
                        () -> ServiceException.notFound("there is no row " + id + " in the audit log")));
    }

    /** Hands out all rows, oldest first; the next page is read when the Future of the one before is done. */
    public Future<Void> export(AuditFilter filter, Function<List<AuditEntry>, Future<Void>> sink) {
        AtomicLong after = new AtomicLong();
        return Pages.each(
                () -> repository.oldest(filter, after.get(), EXPORT_PAGE).compose(page -> {
                    if (page.isEmpty()) {
                        return Future.succeededFuture(false);
                    }
                    after.set(page.get(page.size() - 1).row().id());
                    return sink.apply(page).map(page.size() == EXPORT_PAGE);
                }));
    }
}
