package io.artstore.storage.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Documents;
import io.artstore.storage.store.StoredContent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is kept is given for the same digest, for a while, within the room there is. */
class HotContentsTest {
    private static final AttributeDocument DOCUMENT = Documents.document(UUID.randomUUID());

    private final AtomicLong nanos = new AtomicLong();
    private final HotContents hot = new HotContents(10_000, nanos::get);

    @Test
    void findsWhatWasReadAsAWhole() {
        StoredContent content = whole(DOCUMENT.sha256(), 100);
        hot.keep(DOCUMENT, content);

        assertThat(hot.find(DOCUMENT)).containsSame(content);
        assertThat(hot.hits()).isEqualTo(1);
    }

    @Test
    void givesNothingForADocumentThatHasOtherBytesNow() {
        hot.keep(DOCUMENT, whole("0".repeat(64), 100));

        assertThat(hot.find(DOCUMENT)).isEmpty();
    }

    @Test
    void doesNotKeepOpenFiles() {
        hot.keep(DOCUMENT, new Content(Optional.empty(), Optional.empty()));

        assertThat(hot.find(DOCUMENT)).isEmpty();
        assertThat(hot.misses()).isEqualTo(1);
    }

    @Test
    void looksAtTheMediumAgainAfterAWhile() {
        hot.keep(DOCUMENT, whole(DOCUMENT.sha256(), 100));

        nanos.addAndGet(HotContents.SEEN_AGAIN_AFTER.toNanos());

        assertThat(hot.find(DOCUMENT)).isEmpty();
    }

    @Test
    void keepsNoMoreThanThereIsRoomFor() {
        hot.keep(DOCUMENT, whole(DOCUMENT.sha256(), 10_001));

        assertThat(hot.find(DOCUMENT)).isEmpty();
    }

    @Test
    void keepsNothingWithoutRoom() {
        HotContents none = new HotContents(0, nanos::get);

        none.keep(DOCUMENT, whole(DOCUMENT.sha256(), 1));

        assertThat(none.find(DOCUMENT)).isEmpty();
    }

    private static StoredContent whole(String sha256, int size) {
        return new Content(Optional.of(sha256), Optional.of(Buffer.buffer(new byte[size])));
    }

    private record Content(Optional<String> sha256, Optional<Buffer> whole) implements StoredContent {
        @Override
        public long sizeBytes() {
            return whole.map(Buffer::length).orElse(0);
        }

        @Override
        public Optional<FileChannel> channel() {
            return Optional.empty();
        }

        @Override
        public Future<Void> send(long position, long length, WriteStream<Buffer> target) {
            return target.write(whole.orElseThrow());
        }

        @Override
        public Future<Long> currentSize() {
            return Future.succeededFuture(sizeBytes());
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
