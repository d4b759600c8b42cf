package io.artstore.storage.service;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.domain.WalEntry;
import io.artstore.storage.repository.Commit;
import io.artstore.storage.repository.CommitRepository;
import io.artstore.storage.repository.WalRepository;
import io.artstore.storage.repository.WalRepository.Fence;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings operations that were cut short, by a failure or by a crash, to one of their two ends.
 *
 * <p>What decides is the disk: once the attributes are in their place an operation has happened and is made good in the
 * database; before, it is undone. To undo, the entry is first fenced off, so that no commit can overtake, and only then
 * files are touched. While the database does not answer nothing is known, so nothing is touched, and the settling is
 * tried again until it does.
 */
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final WalRepository wal;
    private final CommitRepository commits;
    private final BlobStore store;
    private final AttributeReader attributes;
    private final Clock clock;
    private final Set<UUID> unsettled = new HashSet<>();
    private boolean stopped;

    public Settlement(
            Vertx vertx,
            WalRepository wal,
            CommitRepository commits,
            BlobStore store,
            AttributeReader attributes,
            Clock clock) {
        this.vertx = vertx;
        this.wal = wal;
        this.commits = commits;
        this.store = store;
        this.attributes = attributes;
        this.clock = clock;
    }

    /** What became of an operation. */
    public enum Verdict {
        FINISHED,
        UNDONE
    }

    /** Leaves what is still undecided to the next start. */
    public void stop() {
        stopped = true;
    }

    /**
     * Undoes a failed operation, unless it turns out to have been committed.
     *
     * @return which of both; fails when that cannot be known now, and then goes on trying by itself
     */
    Future<Fence> undo(WalEntry entry, Throwable cause) {
        return persistently(entry, () -> undoNow(entry, String.valueOf(cause)));
    }

    /**
     * Undoes an operation whose commit failed, unless that happened and only its answer was lost: the fence knows.
     *
     * @param confirm gives the result of the operation where it was committed
     * @return that, or the failure
     */
    <T> Future<T> undoUnlessCommitted(WalEntry entry, Throwable failure, Supplier<T> confirm) {
        return undo(entry, failure)
                .compose(fence -> fence == Fence.COMMITTED
                        ? Future.succeededFuture(confirm.get())
                        : Future.failedFuture(failure));
    }

    /**
     * Finishes a failed operation if the disk says that it has happened, else undoes it.
     *
     * @return which of both; fails when that cannot be done now, and then goes on trying by itself
     */
    Future<Verdict> settle(WalEntry entry, Throwable cause) {
        return persistently(entry, () -> settleNow(entry, String.valueOf(cause)));
    }

    /** Throws 503 while an operation on the document is neither finished nor undone; else returns the value given. */
    public <T> T requireSettled(UUID fileId, T value) {
        if (isUnsettled(fileId)) {
            throw new ServiceException(
                    ErrorCode.UNAVAILABLE,
                    "an earlier operation on " + fileId + " failed and is still being settled; try again in "
                            + RETRY.toSeconds() + " seconds");
        }
        return value;
    }

    /** Whether an operation on the document failed and is neither finished nor undone. */
    public boolean isUnsettled(UUID fileId) {
        return unsettled.contains(fileId);
    }

    /** Settles an entry of this program, once. */
    Future<Verdict> settleNow(WalEntry entry, String reason) {
        return evidence(entry)
                .compose(document -> document.isPresent()
                        ? finish(entry, document.get()).map(Verdict.FINISHED)
                        : undoNow(entry, reason).map(Settlement::verdict));
    }

    /** The document as the operation left it, if the disk shows that the operation passed its commit point. */
    Future<Optional<AttributeDocument>> evidence(WalEntry entry) {
        Optional<DocumentKey> key = entry.key();
        if (key.isEmpty() || entry.isToBeUndone()) {
            return Future.succeededFuture(Optional.empty());
        }
        return switch (entry.operation()) {
            case CREATE, RESTORE -> attributes.find(key.get(), entry.fileId()).compose(this::withIntactData);
            case UPDATE -> attributes.find(key.get(), entry.fileId()).map(found -> found.filter(entry::wrote));
            // A deletion that was not committed is not what anybody was told: the document comes back.
            case DELETE, OTHER -> Future.succeededFuture(Optional.empty());
        };
    }

    /** Attributes without the very bytes they describe are no document. */
    private Future<Optional<AttributeDocument>> withIntactData(Optional<AttributeDocument> found) {
        if (found.isEmpty()) {
            return Future.succeededFuture(found);
        }
        AttributeDocument document = found.get();
        return store.fingerprint(document.key())
                .map(data -> data.filter(actual -> actual.sizeBytes() == document.sizeBytes()
                                && actual.sha256().equals(document.sha256()))
                        .map(intact -> document));
    }

    /** What the disk shows may be in its cache only; nothing is listed that a loss of power could still take away. */
    private Future<Void> finish(WalEntry entry, AttributeDocument document) {
        List<Commit> commit = List.of(new Commit(entry.id(), document, now()));
        return store.makeDurable(document.key())
                .compose(durable -> switch (entry.operation()) {
                    case CREATE -> commits.created(commit);
                    case RESTORE -> store.emptyTrash(entry.deletion()).compose(emptied -> commits.restored(commit));
                    default -> commits.updated(commit);
                })
                .mapEmpty();
    }

    private Future<Fence> undoNow(WalEntry entry, String reason) {
        return wal.fence(entry.id())
                .compose(fence -> fence == Fence.COMMITTED
                        ? Future.succeededFuture(fence)
                        : revert(entry)
                                .compose(reverted -> wal.rollBack(entry.id(), reason, now()))
                                .map(fence));
    }

    private Future<Void> revert(WalEntry entry) {
        Future<Void> unstaged = store.discardStaged(entry.id());
        if (entry.key().isEmpty()) {
            return unstaged;
        }
        DocumentKey key = entry.key().get();
        return switch (entry.operation()) {
            case CREATE -> unstaged.compose(discarded -> store.withdraw(key));
            case DELETE -> unstaged.compose(discarded -> store.restoreFromTrash(entry.id(), key));
            case RESTORE -> unstaged.compose(discarded -> store.takeBack(entry.deletion(), key));
            case UPDATE, OTHER -> unstaged;
        };
    }

    private static Verdict verdict(Fence fence) {
        return fence == Fence.COMMITTED ? Verdict.FINISHED : Verdict.UNDONE;
    }

    private Instant now() {
        return Timestamps.now(clock);
    }

    private <T> Future<T> persistently(WalEntry entry, Supplier<Future<T>> attempt) {
        unsettled.add(entry.fileId());
        return attempt.get()
                .onSuccess(settled -> unsettled.remove(entry.fileId()))
                .onFailure(failure -> {
                    LOG.atWarn()
                            .setCause(failure)
                            .addKeyValue("transaction_id", entry.id())
                            .addKeyValue("file_id", entry.fileId())
                            .log("could not settle a failed operation; trying again");
                    vertx.setTimer(RETRY.toMillis(), timer -> retry(entry, attempt));
                });
    }

    private <T> void retry(WalEntry entry, Supplier<Future<T>> attempt) {
        if (!stopped) {
            persistently(entry, attempt)
                    .onComplete(
                            outcome -> LOG.atInfo()
                                    .addKeyValue("transaction_id", entry.id())
                                    .addKeyValue("outcome", outcome)
                                    .log("settled an operation that had failed"),
                            failure -> LOG.atDebug()
                                    .addKeyValue("transaction_id", entry.id())
                                    .log("not settled yet"));
        }
    }
}
