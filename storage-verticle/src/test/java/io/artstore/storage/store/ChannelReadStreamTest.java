package io.artstore.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was read reaches its reader, and so does the end, whenever the reader says where to. */
class ChannelReadStreamTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final WorkerExecutor pool = vertx.createSharedWorkerExecutor("stream-test", 1);
    private FileChannel channel;

    @BeforeEach
    void open() throws Exception {
        channel = FileChannel.open(Files.writeString(folder.resolve("document"), "hello"));
    }

    @AfterEach
    void close() throws Exception {
        TestPlatform.await(vertx.close(), LIMIT);
        channel.close();
    }

    @Test
    void theEndIsToldToWhoAsksLate() {
        Promise<Buffer> piece = Promise.promise();
        ChannelReadStream stream = new ChannelReadStream(channel, 0, 5, pool);
        loop.runOnContext(now -> stream.handler(piece::complete));
        assertThat(TestPlatform.await(piece.future(), LIMIT).toString()).isEqualTo("hello");

        Promise<Void> end = Promise.promise();
        loop.runOnContext(now -> stream.endHandler(end::complete));

        TestPlatform.await(end.future(), LIMIT);
    }

    @Test
    void aFailureIsToldToWhoAsksLate() throws Exception {
        ChannelReadStream stream = new ChannelReadStream(channel, 0, 6, pool);
        loop.runOnContext(now -> stream.handler(piece -> {}));
        TestPlatform.await(pool.executeBlocking(() -> "the only thread is free again"), LIMIT);

        Promise<Throwable> failure = Promise.promise();
        loop.runOnContext(now -> stream.exceptionHandler(failure::complete));

        assertThat(TestPlatform.await(failure.future(), LIMIT)).isInstanceOf(EOFException.class);
    }

    @Test
    void aPausedReaderGetsNothingUntilItAsks() {
        Promise<Buffer> piece = Promise.promise();
        ChannelReadStream stream = new ChannelReadStream(channel, 1, 3, pool);
        loop.runOnContext(now -> stream.pause().handler(piece::complete));
        TestPlatform.await(pool.executeBlocking(() -> "whatever was asked of the pool before is done"), LIMIT);
        assertThat(piece.future().isComplete()).isFalse();

        loop.runOnContext(now -> stream.resume());

        assertThat(TestPlatform.await(piece.future(), LIMIT).toString()).isEqualTo("ell");
    }
}
