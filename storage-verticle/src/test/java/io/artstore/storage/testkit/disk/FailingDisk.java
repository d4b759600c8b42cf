package io.artstore.storage.testkit.disk;

import io.artstore.storage.testkit.disk.DiskChange.Kind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A disk that refuses changes, in the words of the operating system, from when it is told to until it is mended. */
public final class FailingDisk implements DiskJournal {
    public static final String FULL = "No space left on device";
    public static final String READ_ONLY = "Read-only file system";

    private record Fault(Predicate<DiskChange> changes, String reason) {}

    private final AtomicReference<Fault> fault = new AtomicReference<>();

    public void refuse(Predicate<DiskChange> changes, String reason) {
        fault.set(new Fault(changes, reason));
    }

    public void mend() {
        fault.set(null);
    }

    @Override
    public <T> T perform(DiskChange change, Action<T> action) throws IOException {
        Fault now = fault.get();
        if (now == null || !now.changes().test(change)) {
            return action.run();
        }
        throw change.kind() == Kind.WRITE || change.kind() == Kind.SYNC
                ? new IOException(now.reason())
                : new FileSystemException(change.path().toString(), null, now.reason());
    }
}
