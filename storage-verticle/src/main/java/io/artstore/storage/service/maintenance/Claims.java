package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.DocumentKey;
import io.artstore.storage.repository.CacheRepository;
import io.artstore.storage.repository.CacheRepository.Place;
import io.artstore.storage.store.BlobStore;
import io.artstore.storage.store.Presence;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells whether the database lays claim to what lies somewhere. */
final class Claims {
    private final CacheRepository cache;
    private final BlobStore store;

    Claims(CacheRepository cache, BlobStore store) {
        this.cache = cache;
        this.store = store;
    }

    /** Whether a row has this very place, or has the id and nothing at its own place: this may be all there is of it. */
    Future<Boolean> claimed(DocumentKey key, Optional<UUID> fileId) {
        return cache.placesNamed(List.of(key.filename())).compose(named -> {
            boolean here = named.stream().anyMatch(place -> place.path().equals(key.path()));
            return here || fileId.isEmpty()
                    ? Future.succeededFuture(here)
                    : cache.placesOf(List.of(fileId.get())).compose(this::lacksItsFiles);
        });
    }

    private Future<Boolean> lacksItsFiles(List<Place> rows) {
        if (rows.isEmpty()) {
            return Future.succeededFuture(false);
        }
        List<DocumentKey> keys =
                rows.stream().map(Place::key).flatMap(Optional::stream).toList();
        return store.presence(keys).map(present -> present.stream().noneMatch(Presence::attributes));
    }
}
