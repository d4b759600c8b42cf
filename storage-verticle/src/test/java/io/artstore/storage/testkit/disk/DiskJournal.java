package io.artstore.storage.testkit.disk;

import java.io.IOException;

/** Does every change of a recorded file system, so that it knows the order. */
public interface DiskJournal {
    /** Something that is done to the real disk. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** Does it; a change that failed is none. */
    <T> T perform(DiskChange change, Action<T> action) throws IOException;
}
