package io.artstore.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.testkit.TestPlatform;
import io.artstore.storage.domain.DocumentKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every medium promises; each implementation only brings itself. */
abstract class BlobStoreContract {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final DocumentKey KEY = new DocumentKey("2026/11/22/12/", "a_u.txt");
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private static final Fingerprint HELLO_PRINT =
            new Fingerprint(5, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    private static final byte[] ATTRIBUTES = "{}".getBytes(StandardCharsets.UTF_8);

    private final UUID entry = UUID.randomUUID();

    /** An open, empty store. */
    abstract BlobStore store();

    /** A stream of these pieces, paused, on the context the store is used from. */
    abstract ReadStream<Buffer> stream(byte[]... pieces);

    /** Calls the store as its element would: from an event loop. */
    abstract <T> Future<T> onEventLoop(java.util.function.Supplier<Future<T>> call);

    @Test
    void hashesWhatItStages() {
        Fingerprint print = await(() -> store().stage(
                        entry,
                        stream("he".getBytes(StandardCharsets.UTF_8), "llo".getBytes(StandardCharsets.UTF_8)),
                        bytes -> {}));

        assertThat(print).isEqualTo(HELLO_PRINT);
    }

    @Test
    void stagesNothingAsNothing() {
        Fingerprint print = await(() -> store().stage(entry, stream(), bytes -> {}));

        assertThat(print)
                .isEqualTo(new Fingerprint(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    @Test
    void keepsLargeDocumentsExactly() {
        byte[][] pieces = new byte[100][100_000];
        for (int i = 0; i < pieces.length; i++) {
            java.util.Arrays.fill(pieces[i], (byte) i);
        }

        Fingerprint staged = await(() -> store().stage(entry, stream(pieces), bytes -> {}));
        publish();

        assertThat(staged.sizeBytes()).isEqualTo(10_000_000);
        assertThat(await(() -> store().fingerprint(KEY))).contains(staged);
    }

    @Test
    void endsATransferThatTheMeterRefuses() {
        assertThatThrownBy(() -> await(() -> store().stage(entry, stream(new byte[10], new byte[10]), bytes -> {
                    throw new IllegalStateException("enough");
                })))
                .hasMessage("enough");

        await(() -> store().discardStaged(entry));
        assertThat(await(() -> store().sweepStaging())).isZero();
    }

    @Test
    void showsADocumentOnlyOnceItIsPublished() {
        stageHello();
        assertThat(await(() -> store().fingerprint(KEY))).isEmpty();
        assertThat(await(() -> store().attributes(KEY))).isEmpty();

        publish();

        assertThat(await(() -> store().fingerprint(KEY))).contains(HELLO_PRINT);
        assertThat(await(() -> store().attributes(KEY))).contains(ATTRIBUTES);
        assertThat(await(() -> store().sweepStaging())).isZero();
        assertThat(await(() -> store().isEmpty())).isFalse();
    }

    @Test
    void readsAnyPartOfADocument() {
        stageHello();
        publish();

        StoredContent content = await(() -> store().read(KEY)).orElseThrow();

        assertThat(content.sizeBytes()).isEqualTo(HELLO_PRINT.sizeBytes());
        assertThat(sent(content, 1, 3)).hasToString("ell");
        await(content::close);
    }

    @Test
    void readsAnyPartOfALargeDocument() {
        byte[] large = new byte[200_000];
        new Random(1).nextBytes(large);
        await(() -> store().stage(entry, stream(large), bytes -> {}));
        publish();

        StoredContent content = await(() -> store().read(KEY)).orElseThrow();

        assertThat(content.sizeBytes()).isEqualTo(large.length);
        assertThat(content.whole()).isEmpty();
        assertThat(sent(content, 0, large.length).getBytes()).isEqualTo(large);
        assertThat(sent(content, 100_000, 70_000).getBytes()).isEqualTo(Arrays.copyOfRange(large, 100_000, 170_000));
        await(content::close);
    }

    @Test
    void provesWhatItReadsAsAWhole() {
        stageHello();
        publish();

        StoredContent content = await(() -> store().read(KEY)).orElseThrow();

        content.whole().ifPresent(whole -> {
            assertThat(whole).hasToString("hello");
            assertThat(content.sha256()).contains(HELLO_PRINT.sha256());
        });
        await(content::close);
    }

    @Test
    void replacesAttributesInOneStep() {
        stageHello();
        publish();
        UUID edit = UUID.randomUUID();
        byte[] edited = "{\"edited\":true}".getBytes(StandardCharsets.UTF_8);

        await(() -> store().stageAttributes(edit, edited));
        await(() -> store().publishAttributes(edit, KEY));

        assertThat(await(() -> store().attributes(KEY))).contains(edited);
        assertThat(await(() -> store().fingerprint(KEY))).contains(HELLO_PRINT);
    }

    @Test
    void withdrawsWhatWasNeverAcknowledged() {
        stageHello();
        publish();

        await(() -> store().withdraw(KEY));
        await(() -> store().withdraw(KEY));

        assertThat(await(() -> store().fingerprint(KEY))).isEmpty();
        assertThat(await(() -> store().attributes(KEY))).isEmpty();
    }

    @Test
    void takesADocumentToTheTrashAndBack() {
        stageHello();
        publish();
        UUID file = UUID.randomUUID();

        await(() -> store().moveToTrash(file, KEY));
        assertThat(await(() -> store().fingerprint(KEY))).isEmpty();
        assertThat(await(() -> store().trash(10))).containsExactly(file);
        await(() -> store().restoreFromTrash(file, KEY));

        assertThat(await(() -> store().fingerprint(KEY))).contains(HELLO_PRINT);
        assertThat(await(() -> store().attributes(KEY))).contains(ATTRIBUTES);
        assertThat(await(() -> store().trash(10))).isEmpty();
    }

    @Test
    void givesBackWhatWasDeletedAndOverwritesNothing() {
        stageHello();
        publish();
        UUID deletion = UUID.randomUUID();
        await(() -> store().moveToTrash(deletion, KEY));
        TrashedPair trashed = await(() -> store().inspectTrash(deletion, KEY));
        assertThat(trashed.data()).contains(HELLO_PRINT);
        assertThat(trashed.attributes()).contains(ATTRIBUTES);
        assertThat(trashed.placeTaken()).isFalse();

        await(() -> store().giveBack(deletion, KEY));

        assertThat(await(() -> store().fingerprint(KEY))).contains(HELLO_PRINT);
        assertThat(await(() -> store().attributes(KEY))).contains(ATTRIBUTES);
        assertThat(await(() -> store().trash(10))).isEmpty();
        assertThat(await(() -> store().inspectTrash(deletion, KEY))).satisfies(gone -> {
            assertThat(gone.data()).isEmpty();
            assertThat(gone.placeTaken()).isTrue();
        });
        assertThatThrownBy(() -> await(() -> store().giveBack(deletion, KEY)))
                .hasRootCauseInstanceOf(java.nio.file.FileAlreadyExistsException.class);
        assertThat(await(() -> store().fingerprint(KEY))).contains(HELLO_PRINT);
    }

    @Test
    void takesBackWhatItGaveHoweverFarThatCame() {
        stageHello();
        publish();
        UUID deletion = UUID.randomUUID();
        await(() -> store().moveToTrash(deletion, KEY));
        await(() -> store().giveBack(deletion, KEY));

        await(() -> store().takeBack(deletion, KEY));
        await(() -> store().takeBack(deletion, KEY));

        assertThat(await(() -> store().fingerprint(KEY))).isEmpty();
        assertThat(await(() -> store().attributes(KEY))).isEmpty();
        assertThat(await(() -> store().inspectTrash(deletion, KEY)).data()).contains(HELLO_PRINT);
    }

    @Test
    void emptiesTheTrash() {
        stageHello();
        publish();
        UUID file = UUID.randomUUID();
        await(() -> store().moveToTrash(file, KEY));

        await(() -> store().emptyTrash(file));
        await(() -> store().emptyTrash(file));

        assertThat(await(() -> store().trash(10))).isEmpty();
    }

    @Test
    void treatsWhatIsNotThereAsNotThere() {
        UUID file = UUID.randomUUID();

        await(() -> store().moveToTrash(file, KEY));
        await(() -> store().restoreFromTrash(file, KEY));
        await(() -> store().discardStaged(entry));

        assertThat(await(() -> store().read(KEY))).isEqualTo(Optional.empty());
        assertThat(await(() -> store().trash(10))).isEmpty();
    }

    @Test
    void sweepsEverythingStaged() {
        stageHello();

        assertThat(await(() -> store().sweepStaging())).isEqualTo(2);
        assertThat(await(() -> store().sweepStaging())).isZero();
    }

    @Test
    void isEmptyBeforeItsFirstDocument() {
        assertThat(await(() -> store().isEmpty())).isTrue();
        assertThat(await(() -> store().freeBytes())).isPositive();
    }

    final void stageHello() {
        await(() -> store().stage(entry, stream(HELLO), bytes -> {}));
        await(() -> store().stageAttributes(entry, ATTRIBUTES));
    }

    final void publish() {
        await(() -> store().publish(entry, KEY, ATTRIBUTES));
    }

    final DocumentKey key() {
        return KEY;
    }

    final <T> T await(java.util.function.Supplier<Future<T>> call) {
        return TestPlatform.await(onEventLoop(call), LIMIT);
    }

    private Buffer sent(StoredContent content, long position, long length) {
        CollectingStream target = new CollectingStream();
        await(() -> content.send(position, length, target));
        return target.collected();
    }
}
