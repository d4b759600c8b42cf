package io.artstore.query.element;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.contract.storage.Change;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ChangeType;
import io.artstore.common.contract.storage.DocumentFacts;
import io.artstore.common.testkit.Eventually;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.repository.IndexRepository;
import io.artstore.query.service.IndexMetrics;
import io.artstore.query.service.IndexService;
import io.artstore.query.testkit.Documents;
import io.artstore.query.testkit.FakeElement;
import io.artstore.query.testkit.QueryExtension;
import io.artstore.query.testkit.QueryFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several nodes follow one element. */
@ExtendWith(QueryExtension.class)
class FeedFollowerIT {
    private static final int DOCUMENTS = 2_000;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final QueryFixture query;
    private final Vertx vertx;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    FeedFollowerIT(QueryFixture query) {
        this.query = query;
        this.vertx = query.platform().vertx();
    }

    @Test
    void everyChangeIsAppliedOnceHoweverManyNodesFollow() {
        FakeElement element =
                FakeElement.unannounced(vertx, "elem_" + Documents.newId().substring(0, 8));
        for (int i = 0; i < DOCUMENTS; i++) {
            DocumentFacts document = Documents.named("shared" + i + ".txt");
            element.commitSilently(new Change(ChangeType.CREATED, document.fileId(), Instant.now(), document));
        }
        List<FeedFollower> nodes =
                Stream.generate(() -> node(element.id())).limit(3).toList();

        nodes.forEach(node -> vertx.runOnContext(begin -> node.start()));
        Eventually.holds("all indexed", () -> indexed(element.id()) == DOCUMENTS);
        TestPlatform.await(Future.join(nodes.stream().map(FeedFollower::stop).toList()), LIMIT);

        assertThat(meters.find("artstore.query.index.changes")
                        .tag("outcome", "indexed")
                        .counters())
                .allSatisfy(counter -> assertThat(counter.count()).isEqualTo(DOCUMENTS));
    }

    private FeedFollower node(String elementId) {
        IndexMetrics metrics = new IndexMetrics(meters, Clock.systemUTC());
        IndexService index = new IndexService(new IndexRepository(query.database()), metrics);
        return new FeedFollower(
                vertx, elementId, ChangeFeedApi.client(vertx, elementId), index, metrics, FeedPace.DEFAULT);
    }

    private long indexed(String elementId) {
        return query.sql("SELECT count(*) FROM public.file_metadata_cache WHERE storage_element_id = '" + elementId
                        + "'")
                .iterator()
                .next()
                .getLong(0);
    }
}
