package io.artstore.query.element;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.WriteStream;
import java.util.Optional;

/**
 * An element's answer to a download, of which only the head was read; the body waits until it is asked for.
 *
 * <p>Exactly one of {@link #pipeTo}, {@link #discard} and {@link #abandon} must be called, else the connection stays
 * taken until it idles out.
 */
public final class ElementAnswer {
    private final HttpClientResponse response;
    private final Pipe<Buffer> body;

    ElementAnswer(HttpClientResponse response) {
        this.response = response;
        this.body = response.pipe();
    }

    public int status() {
        return response.statusCode();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(response.getHeader(name));
    }

    /**
     * Sends the body on, as fast as the receiver takes it, and ends the receiver when everything arrived.
     *
     * @return fails when the body breaks off or the receiver is gone; the receiver is then left open, because ending it
     *     would make half a document look whole
     */
    public Future<Void> pipeTo(WriteStream<Buffer> receiver) {
        return body.endOnSuccess(true).endOnFailure(false).to(receiver);
    }

    /** Reads the rest and throws it away, so that the connection can serve again; for short answers. */
    public void discard() {
        body.close();
    }

    /** Breaks the exchange off, with whatever is still to come. */
    public Future<Void> abandon() {
        return response.request().reset();
    }
}
