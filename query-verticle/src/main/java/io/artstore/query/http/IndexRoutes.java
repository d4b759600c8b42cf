package io.artstore.query.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.artstore.query.domain.IndexJob;
import io.artstore.query.service.IndexJobService;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.UUID;

/** {@code /api/v1/index}: what operators do to the index. */
public final class IndexRoutes {
    private static final String JOBS = "/api/v1/index/jobs/";

    private final IndexJobService jobs;
    private final TokenVerifier tokens;

    public IndexRoutes(IndexJobService jobs, TokenVerifier tokens) {
        this.jobs = Objects.requireNonNull(jobs, "jobs");
        this.tokens = Objects.requireNonNull(tokens, "tokens");
    }

    public void mount(ApiServer server) {
        server.router()
                .post("/api/v1/index/verify")
                .handler(Authentication.require(tokens, Permission.STORAGE_MANAGE))
                .handler(ctx -> start(ctx, IndexJob.Kind.VERIFY));
        server.router()
                .post("/api/v1/index/resync")
                .handler(Authentication.require(tokens, Permission.STORAGE_MANAGE))
                .handler(ctx -> start(ctx, IndexJob.Kind.RESYNC));
        server.router()
                .get(JOBS + ":job_id")
                .handler(Authentication.require(tokens, Permission.STORAGE_MANAGE))
                .handler(this::job);
    }

    private void start(RoutingContext ctx, IndexJob.Kind kind) {
        jobs.start(kind, Authentication.caller(ctx)).onFailure(ctx::fail).onSuccess(job -> {
            ctx.response().putHeader(HttpHeaders.LOCATION, JOBS + job.id());
            Responses.json(ctx, 202, IndexJobJson.job(job));
        });
    }

    private void job(RoutingContext ctx) {
        UUID id = Requests.path(ctx, path -> path.uuid("job_id").required());
        jobs.find(id).onFailure(ctx::fail).onSuccess(job -> Responses.json(ctx, 200, IndexJobJson.job(job)));
    }
}
