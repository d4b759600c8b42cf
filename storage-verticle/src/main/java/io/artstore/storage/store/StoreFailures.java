package io.artstore.storage.store;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller is told of a medium that refuses: a full or read-only disk is not a fault of the program. */
final class StoreFailures {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFailures.class);

    private StoreFailures() {}

    static <T> Future<T> translate(Throwable failure) {
        String reason = failure instanceof IOException ? String.valueOf(failure.getMessage()) : "";
        if (reason.contains("No space left on device") || reason.contains("Disk quota exceeded")) {
            LOG.atError().addKeyValue("reason", reason).log("the disk is full");
            return Future.failedFuture(
                    new ServiceException(ErrorCode.INSUFFICIENT_STORAGE, "the disk of this storage element is full"));
        }
        if (reason.contains("Read-only file system")) {
            LOG.atError().addKeyValue("reason", reason).log("the disk has become read-only");
            return Future.failedFuture(new ServiceException(
                    ErrorCode.UNAVAILABLE, "the disk of this storage element cannot be written at the moment"));
        }
        if (reason.contains("Too many open files")) {
            LOG.atError().addKeyValue("reason", reason).log("the process may not open more files");
            return Future.failedFuture(new ServiceException(
                    ErrorCode.UNAVAILABLE, "this storage element has too many files open; try again shortly"));
        }
        return Future.failedFuture(failure);
    }
}
