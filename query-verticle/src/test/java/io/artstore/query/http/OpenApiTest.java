package io.artstore.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.Settings;
import io.artstore.common.contract.admin.DownloadTicketsApi;
import io.artstore.common.database.WriteBehindQueue;
import io.artstore.common.database.WriteBehindQueue.Bounds;
import io.artstore.common.database.WriteBehindQueue.Losses;
import io.artstore.common.http.ApiServer;
import io.artstore.common.testkit.Operations;
import io.artstore.common.testkit.TestPlatform;
import io.artstore.query.element.DownloadLinks;
import io.artstore.query.element.ElementClient;
import io.artstore.query.element.ElementDirectory;
import io.artstore.query.element.FeedListing;
import io.artstore.query.repository.IndexJobRepository;
import io.artstore.query.repository.IndexListingRepository;
import io.artstore.query.repository.IndexRepository;
import io.artstore.query.repository.QueryPools;
import io.artstore.query.repository.SearchRepository;
import io.artstore.query.service.DownloadService;
import io.artstore.query.service.IndexJobService;
import io.artstore.query.service.IndexMetrics;
import io.artstore.query.service.IndexService;
import io.artstore.query.service.IndexVerification;
import io.artstore.query.service.SearchService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract and the routes say the same. */
class OpenApiTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        TestPlatform.await(vertx.close(), Duration.ofSeconds(10));
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionIsRouted() {
        ArtStoreConfig config = ConfigLoader.load(ConfigSources.of(Map.of())).config();
        ApiServer server =
                ApiServer.create(vertx, ModuleContext.of(config), Settings.queryHttp(config), QueryApi.DESCRIPTION);

        Set<String> routed = Operations.mounted(
                server, mounted -> QueryApi.mount(mounted, services(config), token -> Future.failedFuture("unused")));

        assertThat(routed).isEqualTo(Operations.described("openapi/query.yaml"));
    }

    /** Pools connect when first used, which they never are here. */
    private QueryApi.Services services(ArtStoreConfig config) {
        QueryPools pools = QueryPools.open(vertx, Settings.queryDatabase(config), 4, Duration.ofSeconds(1));
        SearchService search = new SearchService(new SearchRepository(pools, Duration.ofSeconds(1)), unused());
        return new QueryApi.Services(search, downloads(search), jobs(pools));
    }

    private IndexJobService jobs(QueryPools pools) {
        IndexService index = new IndexService(
                new IndexRepository(pools.writing()), new IndexMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));
        IndexJobRepository jobs = new IndexJobRepository(pools.writing());
        IndexListingRepository listings = new IndexListingRepository(pools.writing());
        return new IndexJobService(
                index,
                new IndexVerification(vertx, new FeedListing(vertx), index, listings, jobs, Clock.systemUTC()),
                jobs,
                listings);
    }

    private DownloadService downloads(SearchService search) {
        ElementDirectory directory = new ElementDirectory(Clock.systemUTC());
        return new DownloadService(
                search,
                directory,
                new ElementClient(vertx, ElementClient.Limits.DEFAULT),
                new DownloadLinks(directory, DownloadTicketsApi.client(vertx)),
                unused(),
                new SimpleMeterRegistry());
    }

    private static <T> WriteBehindQueue<T> unused() {
        return new WriteBehindQueue<>(
                Bounds.DEFAULT,
                WriteBehindQueue.AT_ONCE,
                batch -> Future.succeededFuture(),
                new Losses("unused", new SimpleMeterRegistry().counter("unused")));
    }
}
