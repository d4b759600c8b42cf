package io.artstore.storage.http;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.ServiceException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes a multipart body apart as it arrives, in whatever pieces (RFC 2046 section 5.1).
 *
 * <p>The parser that Vert.x brings replaces {@code , : ; =} in file names by spaces, splits the declared type, and takes a
 * body that was cut off for a complete one. An archive keeps names as they were given and notices what is missing.
 */
final class MultipartParser {
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final byte[] delimiter;
    private final Sink sink;
    private State state = State.PREAMBLE;
    /** Not yet understood. A body begins as if a line had just ended, so that the first delimiter is like the others. */
    private byte[] pending = {'\r', '\n'};

    private int position;

    private enum State {
        PREAMBLE,
        DELIMITER,
        HEAD,
        DATA,
        EPILOGUE
    }

    /** Who is told what the body holds, in its order. */
    interface Sink {
        void begin(PartHead head);

        /** Some bytes of the part that has begun. */
        void data(Buffer piece);

        /** The part that has begun is complete. */
        void end();
    }

    MultipartParser(String boundary, Sink sink) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        this.sink = sink;
    }

    /** Whether the closing delimiter has come. */
    boolean isComplete() {
        return state == State.EPILOGUE;
    }

    /** Takes the next piece; throws 400 where it cannot be part of a multipart body. */
    void feed(Buffer chunk) {
        byte[] arrived = chunk.getBytes();
        int kept = pending.length;
        pending = Arrays.copyOf(pending, kept + arrived.length);
        System.arraycopy(arrived, 0, pending, kept, arrived.length);
        position = 0;
        boolean understood = true;
        while (understood) {
            understood = step();
        }
        pending = Arrays.copyOfRange(pending, position, pending.length);
    }

    /** Understands the next thing, if enough of it has come. */
    private boolean step() {
        return switch (state) {
            case PREAMBLE, DATA -> content();
            case DELIMITER -> afterDelimiter();
            case HEAD -> head();
            case EPILOGUE -> epilogue();
        };
    }

    private boolean content() {
        int found = indexOf(delimiter);
        // The beginning of a delimiter may be all that has come of it.
        int end = found >= 0 ? found : Math.max(position, pending.length - delimiter.length + 1);
        if (state == State.DATA && end > position) {
            sink.data(Buffer.buffer(Arrays.copyOfRange(pending, position, end)));
        }
        position = end;
        if (found < 0) {
            return false;
        }
        if (state == State.DATA) {
            sink.end();
        }
        position += delimiter.length;
        state = State.DELIMITER;
        return true;
    }

    private boolean afterDelimiter() {
        int at = position;
        while (at < pending.length && (pending[at] == ' ' || pending[at] == '\t')) {
            at++;
        }
        if (at + 2 > pending.length) {
            requireBounded();
            return false;
        }
        if (at == position && pending[at] == '-' && pending[at + 1] == '-') {
            state = State.EPILOGUE;
        } else if (pending[at] == '\r' && pending[at + 1] == '\n') {
            state = State.HEAD;
            // The line's end stays: without headers it is the first half of the blank line that ends them.
            position = at;
        } else {
            throw malformed("something else than a line's end follows a delimiter");
        }
        return true;
    }

    private boolean head() {
        int end = indexOf(END_OF_HEAD);
        if (end < 0) {
            requireBounded();
            return false;
        }
        int begin = Math.min(position + 2, end);
        position = end + END_OF_HEAD.length;
        state = State.DATA;
        String head = StrictText.ofUtf8(Arrays.copyOfRange(pending, begin, end))
                .orElseThrow(() -> malformed("the headers of a part are not UTF-8"));
        sink.begin(PartHead.parse(head));
        return true;
    }

    private boolean epilogue() {
        position = pending.length;
        return false;
    }

    private void requireBounded() {
        if (pending.length - position > MAX_HEAD_BYTES) {
            throw malformed("the headers of a part are larger than " + MAX_HEAD_BYTES + " bytes");
        }
    }

    private int indexOf(byte[] wanted) {
        int last = pending.length - wanted.length;
        for (int i = position; i <= last; i++) {
            if (pending[i] == wanted[0] && Arrays.equals(pending, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    static ServiceException malformed(String reason) {
        return new ServiceException(ErrorCode.MALFORMED_REQUEST, "the multipart form cannot be read: " + reason);
    }
}
