package io.artstore.storage.service;

import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangePage;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.domain.FeedCursor;
import io.artstore.storage.repository.ChangeRepository;
import io.artstore.storage.repository.ChangeRepository.Positioned;
import io.vertx.core.Future;
import java.util.List;

/** Serves the change feed in pages. */
public final class ChangeFeedService {
    private final String elementId;
    private final String elementUrl;
    private final ChangeRepository changes;

    /**
     * A feed.
     *
     * @param elementUrl where readers find the documents
     */
    public ChangeFeedService(String elementId, String elementUrl, ChangeRepository changes) {
        this.elementId = elementId;
        this.elementUrl = elementUrl;
        this.changes = changes;
    }

    /** The changes after a cursor; 400 for a cursor or a limit that this feed never gave or allows. */
    public Future<ChangePage> page(String cursor, int limit) {
        FeedCursor from = FeedCursor.parse(cursor)
                .orElseThrow(() -> malformed("'" + cursor + "' is not a cursor of this feed; begin with an empty one"));
        if (limit < 1 || limit > ChangeFeedApi.MAX_PAGE) {
            throw malformed("limit must be 1 to " + ChangeFeedApi.MAX_PAGE + ", not " + limit);
        }
        return changes.after(from, limit + 1).map(following -> page(following.from(), limit, following.changes()));
    }

    private ChangePage page(FeedCursor from, int limit, List<Positioned> found) {
        List<Positioned> shown = found.subList(0, Math.min(limit, found.size()));
        FeedCursor next = shown.isEmpty() ? from : shown.get(shown.size() - 1).cursor();
        return new ChangePage(
                elementId,
                elementUrl,
                shown.stream().map(Positioned::change).toList(),
                next.toString(),
                found.size() > limit);
    }

    private static ServiceException malformed(String detail) {
        return new ServiceException(ErrorCode.MALFORMED_REQUEST, detail);
    }
}
