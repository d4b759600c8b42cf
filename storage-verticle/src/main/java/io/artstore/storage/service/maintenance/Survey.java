package io.artstore.storage.service.maintenance;

import io.artstore.storage.repository.CacheRepository;
import io.artstore.storage.service.FileLocks;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.Settlement;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The ways through an element that maintenance goes: along the disk, along the rows, and what it does on them. */
public final class Survey {
    private final DiskPass disk;
    private final RowPass rows;
    private final DigestPass digests;
    private final Quarantine quarantine;
    private final StrangerPass strangers;

    public Survey(
            Vertx vertx,
            BlobStore store,
            CacheRepository cache,
            FileLocks locks,
            Settlement settlement,
            ModeGate gate,
            Clock clock) {
        QuietDocuments quiet = new QuietDocuments(vertx, locks, settlement);
        DocumentReader reader = new DocumentReader(store, gate);
        disk = new DiskPass(store, reader, cache, quiet);
        rows = new RowPass(cache, store, quiet, gate);
        digests = new DigestPass(disk, reader, store);
        quarantine = new Quarantine(store, new Claims(cache, store), clock);
        strangers = new StrangerPass(disk, store, cache, quiet, quarantine);
    }

    DiskPass disk() {
        return disk;
    }

    RowPass rows() {
        return rows;
    }

    DigestPass digests() {
        return digests;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    StrangerPass strangers() {
        return strangers;
    }
}
