package io.artstore.admin.service.audit;

import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.domain.audit.Appendix;
import io.artstore.admin.domain.audit.AuditRow;
import io.artstore.admin.domain.audit.ChainState;
import io.artstore.admin.repository.AuditChainRepository;
import io.artstore.admin.repository.AuditChainRepository.Question;
import io.artstore.admin.service.audit.ChainWriter.Entry;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.audit.AuditType;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.contract.admin.AuditEvent.Actor;
import io.artstore.common.contract.admin.AuditEvent.Severity;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Origin;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way into the audit log. Each row is signed, linked to the row before it and covered by the sealed head, in one
 * transaction; an event that is in the log already is passed over. Belongs to one event loop.
 */
public final class AuditAppender {
    private static final Logger LOG = LoggerFactory.getLogger(AuditAppender.class);
    private static final int ADOPT_BATCH = 500;
    /** How long a batch lets the one before it go first; by then its sender has given it up. */
    private static final long TURN_SECONDS = 10;

    private final AuditChainRepository repository;
    private final BoundedWorkers workers;
    private final Clock clock;
    private final ChainWriter writer;

    private Future<?> underWay = Future.succeededFuture();

    public AuditAppender(AuditChainRepository repository, AuditKeys keys, BoundedWorkers workers, Clock clock) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.workers = Objects.requireNonNull(workers, "workers");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.writer = new ChainWriter(keys, clock);
    }

    /**
     * Begins the chain where there is none, and links the rows that were there before it. A database of the original is
     * covered from then on.
     */
    public Future<Void> begin() {
        return repository.lastRow().compose(this::beginAfter).compose(begun -> adoptRest(0));
    }

    /** Records events; returns how many were new. */
    public Future<Integer> append(List<AuditEvent> events) {
        if (events.size() > AuditApi.MAX_BATCH) {
            return Future.failedFuture(new ServiceException(
                    ErrorCode.MALFORMED_REQUEST,
                    events.size() + " events are more than one batch may hold: " + AuditApi.MAX_BATCH));
        }
        Future<Integer> mine = underWay.isComplete() ? appendNow(events) : appendInTurn(events);
        underWay = mine;
        return mine;
    }

    /** After the one before, so that those that would wait for the lock of the chain do not each hold a connection. */
    private Future<Integer> appendInTurn(List<AuditEvent> events) {
        return underWay.timeout(TURN_SECONDS, TimeUnit.SECONDS).otherwiseEmpty().compose(mayGo -> appendNow(events));
    }

    private Future<Integer> appendNow(List<AuditEvent> events) {
        int[] added = {0};
        return repository
                .append(question(events), state -> workers.run(() -> appendix(events, state, added)))
                .map(done -> added[0]);
    }

    private Future<Void> beginAfter(long lastRow) {
        Question nothing = new Question(Set.of(), Set.of(), Set.of(), 0);
        return repository.append(nothing, state -> {
            boolean fresh = state.head().isEmpty() && state.last().isEmpty();
            return Future.succeededFuture(
                    fresh
                            ? Optional.of(new Appendix(List.of(), List.of(), writer.beginning(lastRow)))
                            : Optional.empty());
        });
    }

    private Future<Void> adoptRest(int linked) {
        return repository
                .adopt(ADOPT_BATCH, (state, rows) -> workers.run(() -> writer.adopt(state, rows)))
                .compose(more -> {
                    if (more > 0) {
                        return adoptRest(linked + more);
                    }
                    if (linked > 0) {
                        LOG.atInfo()
                                .addKeyValue("rows", linked)
                                .log("the chain now holds the older rows of the audit log");
                    }
                    return Future.succeededFuture();
                });
    }

    private static Question question(List<AuditEvent> events) {
        return new Question(
                events.stream().map(AuditEvent::eventId).toList(),
                events.stream()
                        .flatMap(event -> EventRows.userId(event).stream())
                        .toList(),
                events.stream()
                        .flatMap(event -> EventRows.serviceAccountId(event).stream())
                        .toList(),
                events.size() + 1);
    }

    private Optional<Appendix> appendix(List<AuditEvent> events, ChainState state, int[] added) {
        List<AuditEvent> fresh = fresh(events, state.recorded());
        added[0] = fresh.size();
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        writer.distrust(state).ifPresent(reason -> fresh.add(0, rejected(reason, state)));
        List<Entry> entries = new ArrayList<>(fresh.size());
        for (AuditEvent event : fresh) {
            long id = state.freeIds().get(entries.size());
            AuditRow row = EventRows.row(event, id, state);
            entries.add(new Entry(event.eventId(), row));
        }
        return Optional.of(writer.append(state, entries));
    }

    private static List<AuditEvent> fresh(List<AuditEvent> events, Set<UUID> recorded) {
        Set<UUID> seen = new HashSet<>(recorded);
        List<AuditEvent> fresh = new ArrayList<>();
        for (AuditEvent event : events) {
            if (seen.add(event.eventId())) {
                fresh.add(event);
            }
        }
        return fresh;
    }

    /** The log goes on, or whoever damages the head could silence it; but it says what it found. */
    private AuditEvent rejected(String reason, ChainState state) {
        LOG.atError().addKeyValue("reason", reason).log("the audit log's head was altered; run: artstore audit verify");
        return AuditType.AUDIT_HEAD_REJECTED
                .by(Actor.SYSTEM, Origin.NONE, clock.instant())
                .with(
                        "found_sequence",
                        state.head().map(head -> head.sequence()).orElse(null))
                .with("found_key_id", state.head().map(head -> head.keyId()).orElse(null))
                .with("last_link", state.last().map(link -> link.sequence()).orElse(null))
                .rated(Severity.CRITICAL)
                .failed(reason);
    }
}
