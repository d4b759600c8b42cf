package io.artstore.storage.store;

import io.artstore.storage.domain.DocumentKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The narrow port to the medium that holds documents.
 *
 * <p>Promises of every implementation: what a method's Future has confirmed survives the loss of power; a document is
 * either completely in its place or not there; staging and trash are on the same medium, so moving never copies what a
 * reader could see half of. Staged things and trash go by the id of the write-ahead entry. Nothing here blocks the caller.
 *
 * <p>A medium may be opened so that it does not wait for its own durability; then what was confirmed survives the end of
 * the process, and not the loss of power.
 */
public interface BlobStore {

    /** Makes ready to use, or fails with what an operator must do. */
    Future<Void> open();

    /** Frees what {@link #open} took. */
    Future<Void> close();

    /**
     * Takes a stream to its end into staging, with back-pressure, hashing as it passes.
     *
     * @param meter told of every byte before it is written; its refusal ends the transfer
     * @return size and digest of what is now durable in staging
     */
    Future<Fingerprint> stage(UUID entry, ReadStream<Buffer> content, ByteMeter meter);

    /**
     * Puts the attribute file beside staged data, then moves the data and after it the attributes to their place. The
     * attributes' arrival there is the commit point.
     */
    Future<Void> publish(UUID entry, DocumentKey key, byte[] attributes);

    /** Puts an attribute file into staging. */
    Future<Void> stageAttributes(UUID entry, byte[] attributes);

    /** Replaces a document's attributes by the staged ones, in one step. */
    Future<Void> publishAttributes(UUID entry, DocumentKey key);

    /**
     * Makes sure that what is found in a document's place stays there: whoever put it there may have died before it was on
     * the medium.
     */
    Future<Void> makeDurable(DocumentKey key);

    /** Removes whatever is staged under that id. */
    Future<Void> discardStaged(UUID entry);

    /** Removes a document that was published but never acknowledged, attributes first; absence is fine. */
    Future<Void> withdraw(DocumentKey key);

    /** Takes a document out of its place, data and attributes; absence of either is fine. */
    Future<Void> moveToTrash(UUID entry, DocumentKey key);

    /** Puts back what {@link #moveToTrash} took; absence of either is fine. */
    Future<Void> restoreFromTrash(UUID entry, DocumentKey key);

    /**
     * Looks at what {@link #moveToTrash} took under an id: attributes whole, data read from beginning to end.
     *
     * @return fails with an {@link java.io.IOException} where the medium does not show it
     */
    Future<TrashedPair> inspectTrash(UUID entry, DocumentKey key);

    /**
     * Gives a document that was deleted its place back, data, then attributes; the attributes' arrival there is the commit
     * point. Overwrites nothing: fails where either half is missing or its place is taken.
     */
    Future<Void> giveBack(UUID entry, DocumentKey key);

    /** Undoes {@link #giveBack}, however far it came; what lies in the trash is not overwritten. */
    Future<Void> takeBack(UUID entry, DocumentKey key);

    /** Destroys what lies in the trash under that id; absence is fine. */
    Future<Void> emptyTrash(UUID entry);

    /** Ids that have something in the trash, at most so many. */
    Future<List<UUID>> trash(int limit);

    /** Destroys everything staged. Only while nobody writes. */
    Future<Integer> sweepStaging();

    /** The attribute file of a document, or nothing where there is none. */
    Future<Optional<byte[]>> attributes(DocumentKey key);

    /** Size and digest of a document's data, read again from the medium; nothing where there is none. */
    Future<Optional<Fingerprint>> fingerprint(DocumentKey key);

    /** Opens a document's data to be read again from the medium itself; nothing where there is none. */
    Future<Optional<Rereading>> reread(DocumentKey key);

    /**
     * Opens a document's data for reading.
     *
     * @return nothing where there is no such data
     */
    Future<Optional<StoredContent>> read(DocumentKey key);

    /** A walk through everything there is; whoever asked for it closes it. */
    TreeWalk walk();

    /** What lies at these places, read in one go: attributes whole, of the data its length only. */
    Future<List<StoredPair>> examine(List<DocumentKey> keys);

    /** Which halves of these documents there are, read in one go. */
    Future<List<Presence>> presence(List<DocumentKey> keys);

    /**
     * Puts things aside, with the reason; nothing of the element reads them any more.
     *
     * @param name of this case among those of the job
     * @return where they are now, relative to the base; nothing where they were left because they lead to more than
     *     themselves
     */
    Future<Optional<String>> quarantine(String name, QuarantineReason reason);

    /** How many more bytes the medium itself can take; {@link Long#MAX_VALUE} where that is unknown. */
    Future<Long> freeBytes();

    /** Whether the medium holds no document at all. */
    Future<Boolean> isEmpty();
}
