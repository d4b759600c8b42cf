package io.artstore.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.config.Durability;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.FailPoints;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobStoreTest extends BlobStoreContract {
    private final Vertx vertx = Vertx.vertx();
    private final Context eventLoop = vertx.getOrCreateContext();

    @TempDir
    private Path folder;

    private Path base;
    private LocalBlobStore store;

    @BeforeEach
    void open() {
        base = folder.resolve("element");
        store = new LocalBlobStore(vertx, "test", base, Durability.ALWAYS, FailPoints.NONE);
        await(store::open);
    }

    @AfterEach
    void close() {
        TestPlatform.await(vertx.close(), Duration.ofSeconds(10));
    }

    @Override
    BlobStore store() {
        return store;
    }

    @Override
    ReadStream<Buffer> stream(byte[]... pieces) {
        return new PiecesStream(eventLoop, pieces);
    }

    @Override
    <T> Future<T> onEventLoop(Supplier<Future<T>> call) {
        Promise<T> promise = Promise.promise();
        eventLoop.runOnContext(now -> call.get().onComplete(promise));
        return promise.future();
    }

    @Test
    void laysDocumentsDownInFoldersByTheHour() {
        stageHello();
        publish();

        assertThat(base.resolve("2026/11/22/12/a_u.txt")).hasContent("hello");
        assertThat(base.resolve("2026/11/22/12/a_u.txt.attr.json")).hasContent("{}");
    }

    @Test
    void doesNotWriteThroughALinkedFolder() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(base.resolve("2026"), outside);
        stageHello();

        assertThatThrownBy(this::publish).hasMessageContaining("symbolic link");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void doesNotReadThroughALink() throws IOException {
        stageHello();
        publish();
        Path data = base.resolve(key().path());
        Files.delete(data);
        Files.createSymbolicLink(data, Files.writeString(folder.resolve("secret"), "secret"));

        assertThatThrownBy(() -> await(() -> store.read(key()))).hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> await(() -> store.fingerprint(key()))).hasMessageContaining("symbolic link");
    }

    @Test
    void makesAFolderAgainThatSomebodyRemoved() throws IOException {
        stageHello();
        publish();
        await(() -> store.withdraw(key()));
        Files.delete(base.resolve("2026/11/22/12"));
        stageHello();

        assertThatThrownBy(this::publish).hasRootCauseInstanceOf(NoSuchFileException.class);
        publish();

        assertThat(await(() -> store.fingerprint(key()))).isPresent();
    }

    @Test
    void saysWhatIsWrongWithABaseThatIsNoDirectory() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        LocalBlobStore broken = new LocalBlobStore(vertx, "broken", file, Durability.ALWAYS, FailPoints.NONE);

        assertThatThrownBy(() -> await(broken::open))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("writable directory");
    }

    @Test
    void ignoresStrangersInTheTrash() throws IOException {
        Files.createDirectory(base.resolve(".trash/lost+found"));
        UUID file = UUID.randomUUID();
        Files.createDirectory(base.resolve(".trash/" + file));

        assertThat(await(() -> store.trash(10))).containsExactly(file);
    }
}
