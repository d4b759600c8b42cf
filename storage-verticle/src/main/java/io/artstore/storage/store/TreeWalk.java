package io.artstore.storage.store;

import io.vertx.core.Future;
import java.util.List;

/**
 * A walk through everything that lies in an element's tree, in no particular order; staging, trash and quarantine are left
 * out. It holds open folders, not lists of files. What comes or goes meanwhile may or may not be met. One step at a time.
 */
public interface TreeWalk {
    /** The next things, at least one and at most so many; empty at the end. */
    Future<List<TreeEntry>> next(int atMost);

    Future<Void> close();
}
