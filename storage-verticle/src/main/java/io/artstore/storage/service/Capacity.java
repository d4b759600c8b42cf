package io.artstore.storage.service;

import io.artstore.common.config.DataSize;
import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.artstore.storage.store.ByteMeter;

/**
 * The element's one counter of room: quota less live documents less what uploads under way have reserved. Belongs to the
 * element's event loop.
 *
 * <p>The room left on the disk itself is only a safety stop: the quota is what operators set, and the disk may be shared.
 */
public final class Capacity {
    /** What multipart wraps around a document: the declared length of a request is an upper bound by about this much. */
    private static final long ENVELOPE_BYTES = 16 * 1024;
    /** Uploads of undeclared length reserve in steps. */
    private static final long STEP_BYTES = 1024 * 1024;
    /** Left free on the disk for attribute files, folders and the file system's own needs. */
    private static final long DISK_MARGIN_BYTES = 64L * 1024 * 1024;

    private final long quotaBytes;
    private final long maxFileBytes;
    private long liveFiles;
    private long liveBytes;
    private long trashFiles;
    private long trashBytes;
    private long reservedBytes;
    private long diskFreeBytes = Long.MAX_VALUE;

    public Capacity(long quotaBytes, long maxFileBytes) {
        this.quotaBytes = quotaBytes;
        this.maxFileBytes = maxFileBytes;
    }

    /**
     * How full the element is.
     *
     * @param trashBytes of deleted documents that still lie on the disk; not part of the live ones
     */
    public record Level(
            long quotaBytes, long liveFiles, long liveBytes, long trashFiles, long trashBytes, long availableBytes) {}

    public Level level() {
        return new Level(quotaBytes, liveFiles, liveBytes, trashFiles, trashBytes, Math.max(0, available()));
    }

    public long maxFileBytes() {
        return maxFileBytes;
    }

    /** Begins with what the database counted. */
    void load(long files, long bytes) {
        liveFiles = files;
        liveBytes = bytes;
    }

    void added(long bytes) {
        liveFiles++;
        liveBytes += bytes;
    }

    void removed(long bytes) {
        liveFiles--;
        liveBytes -= bytes;
    }

    /** Maintenance found more or fewer documents than were counted. */
    public void adjust(long files, long bytes) {
        liveFiles += files;
        liveBytes += bytes;
    }

    /** Begins with what lies in the trash. */
    void loadTrash(long files, long bytes) {
        trashFiles = files;
        trashBytes = bytes;
    }

    /** The quota counts live documents only; of the trash the disk knows, which is looked at every few seconds. */
    void trashed(long bytes) {
        trashFiles++;
        trashBytes += bytes;
    }

    void trashEmptied(long files, long bytes) {
        trashFiles -= files;
        trashBytes -= bytes;
    }

    /** The disk was looked at. */
    public void observeDisk(long freeBytes) {
        diskFreeBytes = freeBytes;
    }

    /**
     * Holds room for an upload before its body is read.
     *
     * @param declaredBytes length of the request's body, or a negative number where it is not declared
     */
    Reservation reserve(long declaredBytes) {
        long expected = Math.max(0, declaredBytes - ENVELOPE_BYTES);
        if (expected > maxFileBytes) {
            throw tooLarge();
        }
        Reservation reservation = new Reservation();
        reservation.grow(expected);
        return reservation;
    }

    /**
     * Holds room for a document that is to come back from the trash. It occupies the disk already, so only the quota is
     * asked.
     */
    Reservation reserveRestored(long bytes) {
        long room = quotaBytes - liveBytes - reservedBytes;
        if (bytes > room) {
            throw noRoom(bytes, room);
        }
        Reservation reservation = new Reservation();
        reservation.hold(bytes);
        return reservation;
    }

    private long available() {
        return Math.min(quotaBytes - liveBytes, diskFreeBytes - DISK_MARGIN_BYTES) - reservedBytes;
    }

    private ServiceException tooLarge() {
        return new ServiceException(
                        ErrorCode.PAYLOAD_TOO_LARGE,
                        "the document is larger than this element's limit of " + new DataSize(maxFileBytes))
                .withFact("limit_bytes", maxFileBytes);
    }

    private static ServiceException noRoom(long required, long room) {
        long available = Math.max(0, room);
        return new ServiceException(
                        ErrorCode.INSUFFICIENT_STORAGE,
                        "the document needs " + required + " bytes more, and this element has room for " + available)
                .withFact("required_bytes", required)
                .withFact("available_bytes", available);
    }

    /** Room held for one upload; it grows with what really arrives. */
    final class Reservation implements ByteMeter {
        private long held;
        private long received;

        @Override
        public void count(int bytes) {
            received += bytes;
            if (received > maxFileBytes) {
                throw tooLarge();
            }
            if (received > held) {
                long missing = received - held;
                grow(available() >= missing + STEP_BYTES ? missing + STEP_BYTES : missing);
            }
        }

        private void grow(long bytes) {
            if (bytes > available()) {
                throw noRoom(bytes, available());
            }
            hold(bytes);
        }

        private void hold(long bytes) {
            held += bytes;
            reservedBytes += bytes;
        }

        /** Gives the room back; what was stored counts as live by then. */
        void release() {
            reservedBytes -= held;
            held = 0;
        }
    }
}
