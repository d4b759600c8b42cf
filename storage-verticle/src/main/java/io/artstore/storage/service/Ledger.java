package io.artstore.storage.service;

import io.artstore.common.database.Batcher;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.repository.Commit;
import io.artstore.storage.repository.CommitRepository;
import io.artstore.storage.repository.WalRepository;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Opens intents and makes operations final, as many at a time as are waiting; keeps the counter of room and rings the
 * bell. Belongs to the element's event loop.
 */
public final class Ledger {
    private final Batcher<WalEntry, Void> intents;
    private final Batcher<WalEntry, Optional<AttributeDocument>> newDocuments;
    private final Batcher<Commit, Boolean> creations;
    private final CommitRepository commits;
    private final Capacity capacity;
    private final DamageFlags flags;
    private final ChangeBell bell;
    private final Clock clock;

    public Ledger(
            WalRepository wal,
            CommitRepository commits,
            Capacity capacity,
            DamageFlags flags,
            ChangeBell bell,
            Clock clock) {
        this.commits = commits;
        this.capacity = capacity;
        this.flags = flags;
        this.bell = bell;
        this.clock = clock;
        this.intents = new Batcher<>(entries -> wal.open(entries)
                .map(opened -> entries.stream().map(entry -> (Void) null).toList()));
        this.newDocuments = new Batcher<>(wal::openNew);
        this.creations = new Batcher<>(batch -> effects(batch, commits::created));
    }

    /** Announces an operation; when this is confirmed, recovery knows of it. */
    Future<Void> open(WalEntry entry) {
        return intents.submit(entry);
    }

    /**
     * As {@link #open} for a creation, whose document may be there already.
     *
     * @return that document; no operation was announced then
     */
    Future<Optional<AttributeDocument>> openCreation(WalEntry entry) {
        return newDocuments.submit(entry);
    }

    Future<Void> commitCreated(WalEntry entry, AttributeDocument document) {
        return creations.submit(commit(entry, document)).map(effective -> {
            require(effective);
            return confirmCreated(document);
        });
    }

    /** The creation turned out to have been committed although its answer was lost. */
    Void confirmCreated(AttributeDocument document) {
        capacity.added(document.sizeBytes());
        flags.lower(document.fileId());
        bell.ring();
        return null;
    }

    Future<Void> commitUpdated(WalEntry entry, AttributeDocument document) {
        return effects(List.of(commit(entry, document)), commits::updated).map(effective -> {
            require(effective.get(0));
            return confirmUpdated();
        });
    }

    /** The edit turned out to have been committed although its answer was lost. */
    Void confirmUpdated() {
        bell.ring();
        return null;
    }

    Future<Void> commitDeleted(WalEntry entry, AttributeDocument document) {
        return effects(List.of(commit(entry, document)), commits::deleted).map(effective -> {
            require(effective.get(0));
            return confirmDeleted(document);
        });
    }

    /** The deletion turned out to have been committed although its answer was lost. */
    Void confirmDeleted(AttributeDocument document) {
        capacity.removed(document.sizeBytes());
        capacity.trashed(document.sizeBytes());
        flags.lower(document.fileId());
        bell.ring();
        return null;
    }

    Future<Void> commitRestored(WalEntry entry, AttributeDocument document) {
        return effects(List.of(commit(entry, document)), commits::restored).map(effective -> {
            require(effective.get(0));
            return confirmRestored(document);
        });
    }

    /** The restoration turned out to have been committed although its answer was lost. */
    Void confirmRestored(AttributeDocument document) {
        capacity.trashEmptied(1, document.sizeBytes());
        return confirmCreated(document);
    }

    private Commit commit(WalEntry entry, AttributeDocument document) {
        return new Commit(entry.id(), document, Timestamps.now(clock));
    }

    private static Future<List<Boolean>> effects(
            List<Commit> batch, Function<List<Commit>, Future<Set<UUID>>> execute) {
        return execute.apply(batch).map(effective -> batch.stream()
                .map(commit -> effective.contains(commit.entry()))
                .toList());
    }

    private static void require(boolean effective) {
        if (!effective) {
            throw new ServiceException(
                    ErrorCode.UNAVAILABLE, "the operation was taken back before it was final; try again");
        }
    }
}
