package io.artstore.common.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/**
 * Tells a client that went away in the middle of an answer, which is its right, from a failure that somebody must look
 * into, such as a disk that cannot be read.
 */
public final class ClientAborts {
    private ClientAborts() {}

    /** Whether a response could not be written because nobody was there any more to read it. */
    public static boolean caused(Throwable failure) {
        return failure instanceof ClosedChannelException
                || failure instanceof HttpClosedException
                || failure instanceof StreamResetException
                || (failure instanceof IOException && isOfConnection(failure.getMessage()));
    }

    /** Java has no types for these; the words are those of the operating systems. */
    private static boolean isOfConnection(String message) {
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return text.contains("connection reset") || text.contains("broken pipe") || text.contains("connection aborted");
    }
}
