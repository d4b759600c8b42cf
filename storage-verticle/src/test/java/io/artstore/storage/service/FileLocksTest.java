package io.artstore.storage.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FileLocksTest {
    private final FileLocks locks = new FileLocks();
    private final List<String> begun = new ArrayList<>();

    @Test
    void worksOnOneDocumentOneAfterTheOtherWhateverHappens() {
        UUID file = UUID.randomUUID();
        Promise<String> first = Promise.promise();
        Future<String> one = locks.oneAtATime(file, () -> begin("one", first.future()));
        Future<String> two = locks.oneAtATime(file, () -> begin("two", Future.succeededFuture("2")));

        assertThat(begun).containsExactly("one");
        first.fail("broken");

        assertThat(one.failed()).isTrue();
        assertThat(two.result()).isEqualTo("2");
        assertThat(begun).containsExactly("one", "two");
    }

    @Test
    void worksOnDifferentDocumentsAtTheSameTime() {
        Promise<String> slow = Promise.promise();
        Future<String> one = locks.oneAtATime(UUID.randomUUID(), () -> begin("one", slow.future()));
        Future<String> two = locks.oneAtATime(UUID.randomUUID(), () -> begin("two", Future.succeededFuture("2")));

        assertThat(two.result()).isEqualTo("2");
        assertThat(one.isComplete()).isFalse();
    }

    private Future<String> begin(String name, Future<String> work) {
        begun.add(name);
        return work;
    }
}
