package io.artstore.query;

import io.artstore.common.audit.AuditOutbox;
import io.artstore.common.audit.repository.AuditOutboxRepository;
import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.bootstrap.Teardown;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Settings;
import io.artstore.common.contract.admin.AuditApi;
import io.artstore.common.contract.admin.DownloadTicketsApi;
import io.artstore.common.database.WriteBehindQueue;
import io.artstore.common.database.WriteBehindQueue.Bounds;
import io.artstore.common.database.WriteBehindQueue.Losses;
import io.artstore.common.http.AccountRateLimits;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.RequestAudit;
import io.artstore.common.metrics.Metrics;
import io.artstore.common.security.TokenVerifier;
import io.artstore.common.security.TrustedVerifier;
import io.artstore.query.bus.ElementEvents;
import io.artstore.query.domain.DownloadRecord;
import io.artstore.query.domain.SearchRecord;
import io.artstore.query.element.DownloadLinks;
import io.artstore.query.element.ElementClient;
import io.artstore.query.element.ElementDirectory;
import io.artstore.query.element.FeedFollowers;
import io.artstore.query.element.FeedListing;
import io.artstore.query.element.FeedPace;
import io.artstore.query.http.QueryApi;
import io.artstore.query.http.QueryApi.Services;
import io.artstore.query.repository.DownloadStatisticsRepository;
import io.artstore.query.repository.IndexJobRepository;
import io.artstore.query.repository.IndexListingRepository;
import io.artstore.query.repository.IndexRepository;
import io.artstore.query.repository.QueryPools;
import io.artstore.query.repository.SearchHistoryRepository;
import io.artstore.query.repository.SearchRepository;
import io.artstore.query.service.DownloadService;
import io.artstore.query.service.IndexJobService;
import io.artstore.query.service.IndexMetrics;
import io.artstore.query.service.IndexService;
import io.artstore.query.service.IndexVerification;
import io.artstore.query.service.SearchService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Puts the query module together: index, search, downloads, one listener. */
public final class QueryVerticle extends VerticleBase {
    /** Records that are not written after this long are given up when the module stops. */
    private static final long DRAIN_SECONDS = 3;

    private final ModuleContext module;
    private final MeterRegistry meters = Metrics.registry();
    private final Teardown teardown = new Teardown("query");

    public QueryVerticle(ModuleContext module) {
        this.module = Objects.requireNonNull(module, "module");
    }

    @Override
    public Future<?> start() {
        ElementDirectory directory = new ElementDirectory(module.clock());
        QueryPools pools = openPools();
        AuditOutbox audit = openAudit(pools);
        SearchRepository searches =
                new SearchRepository(pools, settings().query().statementTimeout());
        SearchService search = new SearchService(searches, historyWriter(pools));
        IndexMetrics metrics = new IndexMetrics(meters, module.clock());
        IndexService index = new IndexService(new IndexRepository(pools.writing()), metrics);
        Services services = new Services(search, downloadService(search, directory, pools), jobService(index, pools));
        return searches.ping()
                .compose(reachable -> followElements(directory, index, metrics))
                .compose(following -> TrustedVerifier.open(vertx, module, teardown))
                .map(tokens -> api(services, tokens, audit).readinessCheck("database", searches::ping))
                .compose(this::listen)
                .recover(failure -> teardown.run().transform(stopped -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        return teardown.run();
    }

    private ArtStoreConfig settings() {
        return module.config();
    }

    private QueryPools openPools() {
        QueryPools pools = QueryPools.open(
                vertx,
                Settings.queryDatabase(settings()),
                settings().database().poolSize(),
                settings().query().statementTimeout());
        teardown.add(pools::close);
        return pools;
    }

    private AuditOutbox openAudit(QueryPools pools) {
        AuditOutbox audit = AuditOutbox.open(
                vertx,
                QueryApi.DESCRIPTION.name(),
                pools.writing(),
                AuditOutboxRepository.TABLE,
                AuditApi.client(vertx));
        teardown.add(audit::close);
        return audit;
    }

    private WriteBehindQueue<SearchRecord> historyWriter(QueryPools pools) {
        SearchHistoryRepository history = new SearchHistoryRepository(pools.writing());
        return writing("search_history", history::add);
    }

    private DownloadService downloadService(SearchService search, ElementDirectory directory, QueryPools pools) {
        DownloadStatisticsRepository statistics = new DownloadStatisticsRepository(pools.writing());
        WriteBehindQueue<DownloadRecord> writer = writing("download_statistics", statistics::add);
        ElementClient elements = new ElementClient(vertx, ElementClient.Limits.DEFAULT);
        teardown.add(elements::close);
        DownloadLinks links = new DownloadLinks(directory, DownloadTicketsApi.client(vertx));
        return new DownloadService(search, directory, elements, links, writer, meters);
    }

    private <T> WriteBehindQueue<T> writing(String kind, Function<List<T>, Future<Void>> sink) {
        Counter lost = Counter.builder("artstore.query.records.lost")
                .description("Records that were not written because the queue was full or the database refused them")
                .tag("kind", kind)
                .register(meters);
        WriteBehindQueue<T> writer = new WriteBehindQueue<>(
                Bounds.DEFAULT, WriteBehindQueue.AT_ONCE, sink, new Losses("records of " + kind, lost));
        teardown.add(() -> writer.drain().timeout(DRAIN_SECONDS, TimeUnit.SECONDS));
        return writer;
    }

    private IndexJobService jobService(IndexService index, QueryPools pools) {
        IndexJobRepository jobs = new IndexJobRepository(pools.writing());
        IndexListingRepository listings = new IndexListingRepository(pools.writing());
        IndexVerification verification =
                new IndexVerification(vertx, new FeedListing(vertx), index, listings, jobs, module.clock());
        return new IndexJobService(index, verification, jobs, listings);
    }

    private Future<Void> followElements(ElementDirectory directory, IndexService index, IndexMetrics metrics) {
        FeedFollowers followers = new FeedFollowers(vertx, index, metrics, FeedPace.DEFAULT);
        ElementEvents events = new ElementEvents(vertx, directory, followers);
        teardown.add(followers::stop);
        teardown.add(events::stop);
        return followers.resume();
    }

    private ApiServer api(Services services, TokenVerifier tokens, AuditOutbox audit) {
        ApiServer server = ApiServer.create(vertx, module, Settings.queryHttp(settings()), QueryApi.DESCRIPTION)
                .audit(new RequestAudit(audit.trail(), settings().audit(), module.clock()));
        if (settings().http().accountRateLimits().coverData()) {
            server.limitAccounts(AccountRateLimits.ofListener(module.clock()));
        }
        QueryApi.mount(server, services, tokens);
        return server;
    }

    private Future<ApiServer> listen(ApiServer server) {
        teardown.add(server::stop);
        return server.start();
    }
}
