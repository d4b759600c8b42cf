package io.artstore.storage.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the entries of folders durable, those of several callers at once: documents that arrive together lie in the same
 * folder, and one sync that begins after all of their renames serves them all. Thread-safe; callers block.
 */
final class FolderSyncs {
    private final Force force;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    /** Those that wait for a sync which has not begun. */
    private final Map<Path, Group> gathering = new HashMap<>();

    private final Set<Path> underWay = new HashSet<>();

    FolderSyncs(Force force) {
        this.force = force;
    }

    /** What the medium offers for one folder. */
    @FunctionalInterface
    interface Force {
        void force(Path folder) throws IOException;
    }

    /** Callers that share a sync. */
    private static final class Group {
        private boolean over;
        private Optional<Throwable> failure = Optional.empty();
    }

    /** Returns when everything that was in the folder at the time of the call is on the medium. */
    void sync(Path folder) throws IOException {
        Optional<Group> mine = joinOrLead(folder);
        if (mine.isEmpty()) {
            return;
        }
        try {
            force.force(folder);
        } catch (IOException | RuntimeException | Error e) {
            mine.get().failure = Optional.of(e);
            throw e;
        } finally {
            end(folder, mine.get());
        }
    }

    /** The group the caller is to sync for, which nobody joins any more; nothing where another did it for the caller. */
    private Optional<Group> joinOrLead(Path folder) throws IOException {
        lock.lock();
        try {
            Group others = gathering.get(folder);
            if (others != null) {
                awaitEnd(others);
                return Optional.empty();
            }
            return Optional.of(lead(folder));
        } finally {
            lock.unlock();
        }
    }

    private Group lead(Path folder) {
        Group mine = new Group();
        gathering.put(folder, mine);
        while (underWay.contains(folder)) {
            ended.awaitUninterruptibly();
        }
        gathering.remove(folder);
        underWay.add(folder);
        return mine;
    }

    private void awaitEnd(Group group) throws IOException {
        while (!group.over) {
            ended.awaitUninterruptibly();
        }
        if (group.failure.isPresent()) {
            throw new IOException(group.failure.get().getMessage(), group.failure.get());
        }
    }

    private void end(Path folder, Group group) {
        lock.lock();
        try {
            underWay.remove(folder);
            group.over = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
