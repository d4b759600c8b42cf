package io.artstore.admin.service;

import io.artstore.admin.domain.StorageElement;
import io.artstore.admin.repository.ElementOverviewRepository;
import io.artstore.common.config.ElementMode;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;

/** Which elements may be given a document, in the order to try them. */
public final class AvailableElementsService {
    /** Nobody tries more. */
    private static final int MAX_CANDIDATES = 100;

    private final ElementOverviewRepository overview;

    public AvailableElementsService(ElementOverviewRepository overview) {
        this.overview = Objects.requireNonNull(overview, "overview");
    }

    /**
     * Elements that are online, answered recently, and have the mode and the room: by priority, within a priority the
     * fullest first, so that one is filled before the next is begun.
     */
    public Future<List<StorageElement>> available(ElementMode mode, long minFreeBytes) {
        return overview.available(mode, minFreeBytes, MAX_CANDIDATES);
    }
}
