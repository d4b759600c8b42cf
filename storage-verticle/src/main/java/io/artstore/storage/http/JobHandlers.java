package io.artstore.storage.http;

import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.domain.Job;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.domain.JobState;
import io.artstore.storage.service.job.JobService;
import io.artstore.storage.service.job.Requester;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** {@code /api/v1/jobs}: long work, and the routes that begin it. */
final class JobHandlers {
    static final String JOBS = "/api/v1/jobs";

    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;
    private static final Pattern CURSOR = Pattern.compile("\\d{1,18}");

    private final JobService jobs;

    JobHandlers(JobService jobs) {
        this.jobs = jobs;
    }

    private record ListRequest(Optional<Long> cursor, int limit, Optional<JobKind> kind, Optional<JobState> state) {
        static ListRequest of(Fields query) {
            return new ListRequest(
                    cursorIn(query),
                    limitIn(query),
                    query.enumeration("kind", JobKind.class).optional(),
                    query.enumeration("state", JobState.class).optional());
        }
    }

    private record FindingsRequest(Optional<Long> cursor, int limit) {
        static FindingsRequest of(Fields query) {
            return new FindingsRequest(cursorIn(query), limitIn(query));
        }
    }

    /** Begins work and tells where to ask for it. */
    void begin(RoutingContext ctx, JobKind kind, Map<String, Object> options) {
        jobs.start(kind, options, Requester.of(Authentication.caller(ctx)))
                .onFailure(ctx::fail)
                .onSuccess(job -> {
                    ctx.response().putHeader(HttpHeaders.LOCATION, JOBS + "/" + job.id());
                    Responses.json(ctx, 202, JobJson.job(job));
                });
    }

    void list(RoutingContext ctx) {
        ListRequest request = Requests.query(ctx, ListRequest::of);
        jobs.page(request.cursor(), request.kind(), request.state(), request.limit())
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, JobJson.jobs(page)));
    }

    void job(RoutingContext ctx) {
        show(ctx, 200, jobs.find(jobId(ctx)));
    }

    void findings(RoutingContext ctx) {
        UUID id = jobId(ctx);
        FindingsRequest request = Requests.query(ctx, FindingsRequest::of);
        jobs.findings(id, request.cursor(), request.limit())
                .onFailure(ctx::fail)
                .onSuccess(page -> Responses.json(ctx, 200, JobJson.findings(page)));
    }

    void cancel(RoutingContext ctx) {
        show(ctx, 202, jobs.cancel(jobId(ctx), Authentication.caller(ctx).username()));
    }

    void pause(RoutingContext ctx) {
        show(ctx, 202, jobs.pause(jobId(ctx)));
    }

    void resume(RoutingContext ctx) {
        show(ctx, 202, jobs.resume(jobId(ctx)));
    }

    private static void show(RoutingContext ctx, int status, Future<Job> found) {
        found.onFailure(ctx::fail).onSuccess(job -> Responses.json(ctx, status, JobJson.job(job)));
    }

    private static UUID jobId(RoutingContext ctx) {
        return Requests.path(ctx, path -> path.uuid("job_id").required());
    }

    private static int limitIn(Fields query) {
        return query.integer("limit").between(1, MAX_PAGE).orElse(DEFAULT_PAGE);
    }

    private static Optional<Long> cursorIn(Fields query) {
        return query.string("cursor").as(JobHandlers::cursor, 0L).optional();
    }

    private static Long cursor(String text) {
        if (!CURSOR.matcher(text).matches()) {
            throw new IllegalArgumentException("is not a cursor of this list; begin without one");
        }
        return Long.valueOf(text);
    }
}
