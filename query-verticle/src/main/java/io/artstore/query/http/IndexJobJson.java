package io.artstore.query.http;

import io.artstore.query.domain.ElementFindings;
import io.artstore.query.domain.ElementFindings.Drift;
import io.artstore.query.domain.IndexJob;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Jobs on the index as JSON. */
final class IndexJobJson {
    private IndexJobJson() {}

    static JsonObject job(IndexJob job) {
        JsonArray elements = new JsonArray();
        job.findings().forEach(found -> elements.add(findings(found)));
        return new JsonObject()
                .put("id", job.id().toString())
                .put("kind", job.kind().label())
                .put("state", job.state().label())
                .put("requested_by", job.requestedBy())
                .put("created_at", JsonTimes.format(job.createdAt()))
                .put("updated_at", JsonTimes.format(job.updatedAt()))
                .put("finished_at", job.finishedAt().map(JsonTimes::format).orElse(null))
                .put(
                        "progress",
                        new JsonObject()
                                .put("elements_total", job.elementsTotal())
                                .put("elements_done", job.findings().size())
                                .put("changes_read", job.changesRead()))
                .put("clean", job.clean().orElse(null))
                .put("elements", elements)
                .put("failure", job.failure().orElse(null));
    }

    private static JsonObject findings(ElementFindings found) {
        return new JsonObject()
                .put("element_id", found.elementId())
                .put("clean", found.clean())
                .put("documents", found.documents())
                .put("indexed", found.indexed())
                .put("missing", drift(found.missing()))
                .put("different", drift(found.different()))
                .put("surplus", drift(found.surplus()))
                .put("failure", found.failure().orElse(null));
    }

    private static JsonObject drift(Drift drift) {
        return new JsonObject().put("count", drift.count()).put("examples", new JsonArray(drift.examples()));
    }
}
