package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.service.maintenance.Reading.Sound;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Fingerprint;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Reads all data again and compares its digest. One document at a time, so that the disk serves others too. */
final class DigestPass {
    private final DiskPass disk;
    private final DocumentReader reader;
    private final BlobStore store;

    DigestPass(DiskPass disk, DocumentReader reader, BlobStore store) {
        this.disk = disk;
        this.reader = reader;
        this.store = store;
    }

    Future<Void> compare(JobRun run) {
        return disk.eachBatch(
                run, batch -> reader.read(DiskPass.attributeFiles(batch)).compose(readings -> compare(run, readings)));
    }

    /** Data never changes, so a look is enough; a document that is deleted meanwhile has none. */
    private Future<Void> compare(JobRun run, List<Reading> readings) {
        Future<Void> chain = Future.succeededFuture();
        for (Reading reading : readings) {
            if (reading instanceof Sound sound) {
                chain = chain.compose(previous -> run.advance())
                        .compose(ready -> store.fingerprint(sound.key()))
                        .map(actual -> judge(run, sound.document(), actual));
            }
        }
        return chain;
    }

    private static Void judge(JobRun run, AttributeDocument document, Optional<Fingerprint> actual) {
        run.count("digests_compared", 1);
        actual.filter(found -> !found.sha256().equals(document.sha256()))
                .ifPresent(found -> run.found(Finding.of(
                        FindingRule.DIGEST_MISMATCH,
                        document.fileId(),
                        document.key().path(),
                        "its data has the SHA-256 " + found.sha256() + ", its attribute file says "
                                + document.sha256())));
        return null;
    }
}
