package io.artstore.storage.testkit;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** What was published on the bus of a running element since somebody began to listen. */
public final class Heard {
    private Heard() {}

    /** The events of a type from now on; the list grows. */
    public static <T> List<T> events(RunningElement element, String type, Function<CloudEvent, T> read) {
        List<T> heard = new CopyOnWriteArrayList<>();
        TestPlatform.await(
                element.platform()
                        .vertx()
                        .eventBus()
                        .<JsonObject>consumer(
                                CloudEvent.address(type),
                                event -> heard.add(read.apply(CloudEvent.fromJson(event.body()))))
                        .completion(),
                Duration.ofSeconds(10));
        return heard;
    }
}
