package io.artstore.common.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a request's body when it is refused: thrown away, so that the client can read the answer.
 *
 * <p>A small rest is read and the connection kept. Behind a large one the connection closes, though not at once: closing
 * while the client still sends resets the connection, and the answer may be lost with it.
 */
final class UnreadBody {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
    private static final long WORTH_READING_BYTES = 64 * 1024;
    private static final int LINGER_SECONDS = 2;
    private static final int HTTP2_NO_ERROR = 0;

    private UnreadBody() {}

    /** To be called before the response is written. */
    static void dispose(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            discard(request);
        } else if (isChunked(request) || declaredLength(request) > 0) {
            discard(request);
            if (isChunked(request) || declaredLength(request) > WORTH_READING_BYTES) {
                closeAfterResponse(request);
            }
        }
    }

    /** To be called after the response is written: stops an HTTP/2 client that still sends (RFC 9113, section 8.1). */
    static void stopSending(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2 && !request.isEnded()) {
            request.response()
                    .reset(HTTP2_NO_ERROR)
                    .onFailure(failure -> LOG.debug("The stream was already closed", failure));
        }
    }

    private static void discard(HttpServerRequest request) {
        request.exceptionHandler(failure -> LOG.debug("The client stopped sending", failure));
        request.setExpectMultipart(false).handler(chunk -> {}).resume();
    }

    /** Closes when the response is written and the body has come to its end, or after a while. */
    private static void closeAfterResponse(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        request.connection()
                .shutdown(LINGER_SECONDS, TimeUnit.SECONDS)
                .onFailure(failure -> LOG.debug("The connection was already closed", failure));
    }

    private static boolean isChunked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The parser of the connection lets only numbers through. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
