package io.artstore.common.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {
    private final List<String> closed = new ArrayList<>();
    private final Teardown teardown = new Teardown("test");

    @Test
    void closesInTheReverseOrderEachAfterTheOneBefore() {
        Promise<Void> listenerClosed = Promise.promise();
        teardown.add(() -> closing("database"));
        teardown.add(() -> closing("listener").compose(v -> listenerClosed.future()));

        Future<Void> done = teardown.run();

        assertThat(closed).containsExactly("listener");
        listenerClosed.complete();
        assertThat(done.succeeded()).isTrue();
        assertThat(closed).containsExactly("listener", "database");
    }

    @Test
    void aPartThatDoesNotCloseKeepsNoOtherOpen() {
        teardown.add(() -> closing("database"));
        teardown.add(() -> Future.failedFuture("stuck"));
        teardown.add(() -> {
            throw new IllegalStateException("broken");
        });

        Future<Void> done = teardown.run();

        assertThat(done.succeeded()).isTrue();
        assertThat(closed).containsExactly("database");
    }

    @Test
    void closesNothingTwiceAndMayBeFilledAgain() {
        teardown.add(() -> closing("first"));
        teardown.run();
        teardown.add(() -> closing("second"));

        Future<Void> done = teardown.run();

        assertThat(done.succeeded()).isTrue();
        assertThat(closed).containsExactly("first", "second");
    }

    private Future<Void> closing(String part) {
        closed.add(part);
        return Future.succeededFuture();
    }
}
