package io.artstore.storage.http;

import io.artstore.common.http.Requests;
import io.artstore.common.http.fields.Fields;
import io.artstore.storage.domain.JobKind;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The requests that begin maintenance. */
final class MaintenanceHandlers {
    private final JobHandlers jobs;

    MaintenanceHandlers(JobHandlers jobs) {
        this.jobs = jobs;
    }

    private record ReconcileRequest(boolean apply, boolean digests) {
        static ReconcileRequest of(Fields body) {
            return new ReconcileRequest(
                    body.bool("apply").orElse(false), body.bool("digests").orElse(false));
        }
    }

    void verify(RoutingContext ctx) {
        jobs.begin(ctx, JobKind.VERIFY, Map.of());
    }

    void rebuild(RoutingContext ctx) {
        jobs.begin(ctx, JobKind.REBUILD, Map.of());
    }

    void reconcile(RoutingContext ctx) {
        ReconcileRequest request = Requests.json(ctx, ReconcileRequest::of);
        jobs.begin(ctx, JobKind.RECONCILE, Map.of("apply", request.apply(), "digests", request.digests()));
    }
}
