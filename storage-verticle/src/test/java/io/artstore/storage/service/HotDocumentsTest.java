package io.artstore.storage.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Documents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HotDocumentsTest {
    private static final UUID ID = UUID.randomUUID();
    private static final AttributeDocument OLD = Documents.document(ID);
    private static final AttributeDocument NEW = OLD.edited("edited", null, Map.of(), OLD.updatedAt());

    private final FileLocks locks = new FileLocks();
    private final Set<UUID> unsettled = new HashSet<>();
    private final Deque<Promise<Optional<AttributeDocument>>> questions = new ArrayDeque<>();
    private final HotDocuments hot = new HotDocuments(id -> ask(), locks, unsettled::contains, 1 << 20);

    @Test
    void asksOnceForADocumentThatIsReadOften() {
        Future<Optional<AttributeDocument>> first = hot.find(ID);
        Future<Optional<AttributeDocument>> meanwhile = hot.find(ID);
        answer(Optional.of(OLD));

        assertThat(first.result()).contains(OLD);
        assertThat(meanwhile.result()).contains(OLD);
        assertThat(hot.find(ID).result()).contains(OLD);
        assertThat(questions).isEmpty();
    }

    @Test
    void doesNotRememberThatThereIsNone() {
        hot.find(ID);
        answer(Optional.empty());

        hot.find(ID);

        assertThat(questions).hasSize(1);
    }

    @Test
    void asksAnewWhileADocumentIsWrittenAndAfterwards() {
        remember(OLD);
        Promise<Void> writing = Promise.promise();
        Future<Void> write = locks.oneAtATime(ID, writing::future);

        Future<Optional<AttributeDocument>> meanwhile = hot.find(ID);
        answer(Optional.of(OLD));
        writing.complete();
        Future<Optional<AttributeDocument>> afterwards = hot.find(ID);
        answer(Optional.of(NEW));

        assertThat(write.succeeded()).isTrue();
        assertThat(meanwhile.result()).contains(OLD);
        assertThat(afterwards.result()).contains(NEW);
        assertThat(hot.find(ID).result()).contains(NEW);
    }

    @Test
    void keepsNothingThatWasAskedBeforeTheWriteAndAnsweredAfterIt() {
        Future<Optional<AttributeDocument>> early = hot.find(ID);
        locks.oneAtATime(ID, Future::succeededFuture);
        Future<Optional<AttributeDocument>> late = hot.find(ID);
        answer(Optional.of(OLD));
        answer(Optional.empty());

        assertThat(early.result()).contains(OLD);
        assertThat(late.result()).isEmpty();
        hot.find(ID);
        assertThat(questions).hasSize(1);
    }

    @Test
    void asksAnewWhileAFailedWriteIsNotSettled() {
        remember(OLD);
        locks.oneAtATime(ID, () -> {
            unsettled.add(ID);
            return Future.failedFuture("no database");
        });

        hot.find(ID);
        answer(Optional.of(OLD));
        hot.find(ID);
        assertThat(questions).hasSize(1);
        answer(Optional.of(OLD));
        unsettled.remove(ID);
        Future<Optional<AttributeDocument>> settled = hot.find(ID);
        answer(Optional.empty());

        assertThat(settled.result()).isEmpty();
    }

    @Test
    void staysWithinItsBound() {
        HotDocuments small = new HotDocuments(
                id -> Future.succeededFuture(Optional.of(Documents.document(id))), locks, id -> false, 100_000);
        for (int i = 0; i < 1_000; i++) {
            small.find(UUID.randomUUID());
        }
        assertThat(small.misses()).isEqualTo(1_000);
        assertThat(small.estimatedEntries()).isBetween(50L, 170L);
    }

    private void remember(AttributeDocument document) {
        hot.find(ID);
        answer(Optional.of(document));
    }

    private Future<Optional<AttributeDocument>> ask() {
        Promise<Optional<AttributeDocument>> question = Promise.promise();
        questions.add(question);
        return question.future();
    }

    private void answer(Optional<AttributeDocument> found) {
        questions.remove().complete(found);
    }
}
