package io.artstore.storage.service;

import io.artstore.storage.domain.EntryPage;
import io.artstore.storage.domain.EntryPosition;
import io.artstore.storage.domain.WalRecord;
import io.artstore.storage.domain.WalStatus;
import io.artstore.storage.repository.WalListRepository;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows operators what is written down in the write-ahead log. */
public final class WalListService {
    private final WalListRepository wal;

    public WalListService(WalListRepository wal) {
        this.wal = wal;
    }

    /** The operation that began last first; of one status or one document only, where they are given. */
    public Future<EntryPage<WalRecord>> page(
            Optional<WalStatus> status, Optional<UUID> fileId, Optional<EntryPosition> before, int limit) {
        List<WalStatus> statuses = status.map(List::of).orElseGet(() -> List.of(WalStatus.values()));
        return wal.page(statuses, fileId, before, EntryPage.reading(limit))
                .map(found -> EntryPage.of(found, limit, entry -> new EntryPosition(entry.startedAt(), entry.id())));
    }
}
