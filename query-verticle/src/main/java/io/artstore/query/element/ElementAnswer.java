package io.artstore.query.element;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.WriteStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An element's answer to a download, of which only the head was read; the body waits until it is asked for.
 *
 * <p>Exactly one of {@link #pipeTo}, {@link #problem}, {@link #discard} and {@link #abandon} must be called, else the connection stays
 * taken until it idles out.
 */
public final class ElementAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(ElementAnswer.class);
    private static final int LONGEST_PROBLEM = 16 * 1024;

    private final HttpClientResponse response;

    ElementAnswer(HttpClientResponse response) {
        this.response = response.pause();
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
     * <p>The library's pipe does not tell which side failed; here a body that breaks off fails with {@code BAD_GATEWAY},
     * and a receiver that is gone with its own failure. In both cases the receiver is left open, because ending it would
     * make half a document look whole.
     */
    public Future<Void> pipeTo(WriteStream<Buffer> receiver) {
        Promise<Void> done = Promise.promise();
        response.exceptionHandler(cause -> done.tryFail(brokeOff(cause)));
        response.endHandler(end -> receiver.end().onSuccess(done::tryComplete).onFailure(done::tryFail));
        response.handler(chunk -> {
            receiver.write(chunk).onFailure(done::tryFail);
            if (receiver.writeQueueFull()) {
                response.pause();
                receiver.drainHandler(drained -> response.resume());
            }
        });
        response.resume();
        return done.future();
    }

    /**
     * Reads a refusal to its end, so that the connection can serve again.
     *
     * @return what the element says of it; nothing where it says nothing, or more than a problem needs
     */
    public Future<Optional<ElementProblem>> problem() {
        Promise<Optional<ElementProblem>> read = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(cause -> read.tryComplete(Optional.empty()));
        response.endHandler(end -> read.tryComplete(isProblem() ? parse(body) : Optional.empty()));
        response.handler(chunk -> {
            if (body.length() + chunk.length() <= LONGEST_PROBLEM) {
                body.appendBuffer(chunk);
            } else if (read.tryComplete(Optional.empty())) {
                abandon().onFailure(gone -> LOG.debug("an endless refusal of an element ended by itself", gone));
            }
        });
        response.resume();
        return read.future();
    }

    /** Reads the rest and throws it away, so that the connection can serve again; for short answers. */
    public void discard() {
        response.resume();
    }

    /** Whether only the head was asked for, so that a refusal cannot say more than its status. */
    public boolean isHeadOnly() {
        return response.request().getMethod() == HttpMethod.HEAD;
    }

    private boolean isProblem() {
        return header("Content-Type").orElse("").startsWith("application/problem+json");
    }

    private static Optional<ElementProblem> parse(Buffer body) {
        try {
            JsonObject problem = new JsonObject(body);
            return Optional.ofNullable(problem.getString("code"))
                    .map(code -> new ElementProblem(code, Optional.ofNullable(problem.getString("damage"))));
        } catch (DecodeException | ClassCastException noProblem) {
            return Optional.empty();
        }
    }

    /** Breaks the exchange off, with whatever is still to come. */
    public Future<Void> abandon() {
        return response.request().reset();
    }

    private static ServiceException brokeOff(Throwable cause) {
        return new ServiceException(
                ErrorCode.BAD_GATEWAY, "the storage element broke off its answer: " + cause.getMessage());
    }
}
