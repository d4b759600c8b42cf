package io.artstore.storage.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DocumentHeadTest {
    /** A stream whose handlers the test calls itself. */
    private static final class Source implements ReadStream<Buffer> {
        private Handler<Buffer> handler;
        private Handler<Void> endHandler;

        @Override
        public ReadStream<Buffer> handler(Handler<Buffer> newHandler) {
            handler = newHandler;
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(Handler<Void> newHandler) {
            endHandler = newHandler;
            return this;
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(Handler<Throwable> newHandler) {
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            return this;
        }
    }

    private final Source source = new Source();
    private final DocumentHead document = new DocumentHead(source);

    @Property(tries = 200)
    void keepsTheBeginningAndPassesEverythingOn(
            @ForAll @IntRange(max = 20_000) int size, @ForAll @IntRange(min = 1, max = 9_000) int piece) {
        Source origin = new Source();
        DocumentHead head = new DocumentHead(origin);
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Buffer content = Buffer.buffer(bytes);
        Buffer passed = Buffer.buffer();
        head.handler(passed::appendBuffer).endHandler(end -> {});

        for (int from = 0; from < size; from += piece) {
            origin.handler.handle(content.getBuffer(from, Math.min(size, from + piece)));
        }
        origin.endHandler.handle(null);

        assertThat(passed).isEqualTo(content);
        assertThat(head.bytes().result()).isEqualTo(content.getBuffer(0, Math.min(size, DocumentHead.BYTES)));
    }

    @Test
    void isKnownBeforeALargeDocumentHasEnded() {
        document.handler(piece -> {});

        source.handler.handle(Buffer.buffer(new byte[DocumentHead.BYTES - 1]));
        boolean early = document.bytes().isComplete();
        source.handler.handle(Buffer.buffer(new byte[2]));

        assertThat(early).isFalse();
        assertThat(document.bytes().result().length()).isEqualTo(DocumentHead.BYTES);
    }
}
