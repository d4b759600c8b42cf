package io.artstore.storage.service.maintenance;

import io.artstore.storage.repository.CacheRepository;
import io.artstore.storage.service.FileLocks;
import io.artstore.storage.service.ModeGate;
import io.artstore.storage.service.Settlement;
import io.artstore.storage.store.BlobStore;
import io.vertx.core.Vertx;

/** The two ways through an element that maintenance goes: along the disk and along the rows. */
public final class Survey {
    private final DiskPass disk;
    private final RowPass rows;

    public Survey(
            Vertx vertx,
            BlobStore store,
            CacheRepository cache,
            FileLocks locks,
            Settlement settlement,
            ModeGate gate) {
        QuietDocuments quiet = new QuietDocuments(vertx, locks, settlement);
        this.disk = new DiskPass(store, new DocumentReader(store, gate), cache, quiet);
        this.rows = new RowPass(cache, store, quiet, gate);
    }

    DiskPass disk() {
        return disk;
    }

    RowPass rows() {
        return rows;
    }
}
