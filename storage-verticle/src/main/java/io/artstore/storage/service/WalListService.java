package io.artstore.storage.service;

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

    /** A page and where the next one begins; nothing at the end. */
    public record Page(List<WalRecord> entries, Optional<EntryPosition> next) {}

    public Future<Page> page(
            Optional<WalStatus> status, Optional<UUID> fileId, Optional<EntryPosition> before, int limit) {
        List<WalStatus> statuses = status.map(List::of).orElseGet(() -> List.of(WalStatus.values()));
        return wal.page(statuses, fileId, before, limit + 1).map(found -> {
            List<WalRecord> shown = found.subList(0, Math.min(limit, found.size()));
            return new Page(shown, found.size() > limit ? Optional.of(position(shown)) : Optional.empty());
        });
    }

    private static EntryPosition position(List<WalRecord> shown) {
        WalRecord last = shown.get(shown.size() - 1);
        return new EntryPosition(last.startedAt(), last.id());
    }
}
