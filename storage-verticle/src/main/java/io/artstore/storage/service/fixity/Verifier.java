package io.artstore.storage.service.fixity;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Damage;
import io.artstore.storage.repository.DocumentRepository;
import io.artstore.storage.service.FileLocks;
import io.artstore.storage.service.Settlement;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Fingerprint;
import io.artstore.storage.store.Rereading;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads a document again and compares it with what its row says. Changes nothing. Belongs to the element's event loop.
 *
 * <p>Before it calls a document damaged it waits for whatever is under way with it, asks whether the document is still
 * listed there and whether the medium is there at all, and where the data is missing or of another size looks once more.
 */
public final class Verifier {
    private final DocumentRepository documents;
    private final BlobStore store;
    private final FileLocks locks;
    private final Settlement settlement;

    public Verifier(DocumentRepository documents, BlobStore store, FileLocks locks, Settlement settlement) {
        this.documents = documents;
        this.store = store;
        this.locks = locks;
        this.settlement = settlement;
    }

    /**
     * What reading gave.
     *
     * @param document as it is listed
     * @param damage null where it is intact
     */
    record Verdict(AttributeDocument document, Damage damage, String detail) {}

    /** Nothing where there is no such document; fails where nothing can be said, such as while the medium is away. */
    Future<Optional<Verdict>> verify(UUID fileId, Brake brake) {
        return documents
                .find(fileId)
                .compose(listed -> listed.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : read(listed.get(), brake).compose(this::confirmedDamage));
    }

    /** Damage is looked at once more where nobody can be writing; the rest is as it is. */
    private Future<Optional<Verdict>> confirmedDamage(Verdict verdict) {
        return verdict.damage() == null
                ? Future.succeededFuture(Optional.of(verdict))
                : locks.oneAtATime(verdict.document().fileId(), () -> confirm(verdict));
    }

    private Future<Verdict> read(AttributeDocument document, Brake brake) {
        return store.reread(document.key())
                .compose(found -> found.isEmpty()
                        ? verdict(document, Damage.MISSING, "its data is missing")
                        : read(document, found.get(), brake))
                .recover(failure -> failure instanceof IOException
                        ? verdict(document, Damage.UNREADABLE, "its data cannot be read: " + failure.getMessage())
                        : Future.failedFuture(failure));
    }

    private static Future<Verdict> read(AttributeDocument document, Rereading data, Brake brake) {
        Future<Verdict> compared = data.sizeBytes() == document.sizeBytes()
                ? FullRead.of(data, brake).compose(print -> compare(document, print))
                : verdict(document, Damage.WRONG_SIZE, wrongSize(document, data.sizeBytes()));
        return compared.eventually(data::close);
    }

    private static Future<Verdict> compare(AttributeDocument document, Fingerprint actual) {
        return actual.sha256().equals(document.sha256())
                ? Future.succeededFuture(new Verdict(document, null, null))
                : verdict(
                        document,
                        Damage.WRONG_DIGEST,
                        "its data has the SHA-256 " + actual.sha256() + " instead of " + document.sha256());
    }

    private Future<Optional<Verdict>> confirm(Verdict first) {
        AttributeDocument document = first.document();
        return documents
                .find(document.fileId())
                .map(listed -> settlement.requireSettled(document.fileId(), listed))
                .compose(listed ->
                        listed.filter(now -> now.key().equals(document.key())).isPresent()
                                ? store.freeBytes().compose(mediumThere -> lookAgain(first))
                                : Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<Verdict>> lookAgain(Verdict first) {
        return first.damage() == Damage.MISSING || first.damage() == Damage.WRONG_SIZE
                ? read(first.document(), bytes -> Future.succeededFuture()).map(Optional::of)
                : Future.succeededFuture(Optional.of(first));
    }

    private static Future<Verdict> verdict(AttributeDocument document, Damage damage, String detail) {
        return Future.succeededFuture(new Verdict(document, damage, detail));
    }

    private static String wrongSize(AttributeDocument document, long size) {
        return "its data has " + size + " bytes instead of " + document.sizeBytes();
    }
}
