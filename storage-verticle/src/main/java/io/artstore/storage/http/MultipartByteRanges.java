package io.artstore.storage.http;

import io.artstore.storage.domain.ByteRanges.Part;
import io.artstore.storage.service.DocumentBytes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.UUID;

/**
 * A body of several parts of one document (RFC 9110 section 14.6), whose length is known before its first byte.
 *
 * <p>The parts are sent one after the other, so that an answer holds no more of the document in memory than one piece of
 * it, however many parts it has. The boundary is chosen anew each time: a document cannot hold it on purpose.
 */
final class MultipartByteRanges {
    private final String boundary = UUID.randomUUID().toString();
    private final String partType;
    private final long size;
    private final List<Part> parts;

    /**
     * Parts that are about to be sent.
     *
     * @param partType the document's Content-Type
     * @param size the whole document's, in bytes
     */
    MultipartByteRanges(String partType, long size, List<Part> parts) {
        this.partType = partType;
        this.size = size;
        this.parts = List.copyOf(parts);
    }

    String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    long length() {
        return parts.stream()
                        .mapToLong(part -> head(part).length() + part.length())
                        .sum()
                + tail().length();
    }

    /** Sends all of it and ends the response; a failure leaves the response open, so that it never looks whole. */
    Future<Void> send(DocumentBytes content, HttpServerResponse response) {
        Future<Void> sent = Future.succeededFuture();
        for (Part part : parts) {
            sent = sent.compose(before -> response.write(head(part)))
                    .compose(begun -> content.send(part.first(), part.length(), response));
        }
        return sent.compose(all -> response.end(tail()));
    }

    private Buffer head(Part part) {
        return Buffer.buffer("\r\n--" + boundary + "\r\nContent-Type: " + partType + "\r\nContent-Range: "
                + part.contentRange(size) + "\r\n\r\n");
    }

    private Buffer tail() {
        return Buffer.buffer("\r\n--" + boundary + "--\r\n");
    }
}
