package io.artstore.storage.http;

import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.Job;
import io.artstore.storage.domain.JobProgress;
import io.artstore.storage.domain.KeptFinding;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.service.job.JobService.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/** Jobs and what they found, as JSON. */
final class JobJson {
    private JobJson() {}

    static JsonObject job(Job job) {
        return new JsonObject()
                .put("id", job.id().toString())
                .put("kind", job.kind().label())
                .put("state", job.state().label())
                .put("requested_by", job.requestedBy())
                .put("options", new JsonObject(new HashMap<>(job.options())))
                .put("created_at", Timestamps.format(job.createdAt()))
                .put("updated_at", Timestamps.format(job.updatedAt()))
                .put("finished_at", job.finishedAt().map(Timestamps::format).orElse(null))
                .put("progress", progress(job.progress()))
                .put("counts", new JsonObject(new HashMap<String, Object>(job.counts())))
                .put("findings", job.findings())
                .put("clean", job.clean().orElse(null))
                .put("failure", job.failure().orElse(null));
    }

    static JsonObject jobs(Page<Job> page) {
        return page("jobs", page, JobJson::job);
    }

    static JsonObject findings(Page<KeptFinding> page) {
        return page("findings", page, JobJson::finding);
    }

    private static <T> JsonObject page(String name, Page<T> page, Function<T, JsonObject> json) {
        JsonArray items = new JsonArray();
        page.items().forEach(item -> items.add(json.apply(item)));
        return new JsonObject()
                .put(name, items)
                .put("next_cursor", page.next().map(String::valueOf).orElse(null));
    }

    private static JsonObject progress(JobProgress progress) {
        return new JsonObject()
                .put("documents_done", progress.documentsDone())
                .put("documents_total", boxed(progress.documentsTotal()))
                .put("bytes_done", progress.bytesDone())
                .put("bytes_total", boxed(progress.bytesTotal()))
                .put("active_seconds", tenths(progress.active().toMillis() / 1000.0))
                .put("documents_per_second", tenths(progress.documentsPerSecond()))
                .put("bytes_per_second", tenths(progress.bytesPerSecond()))
                .put(
                        "eta_seconds",
                        progress.remaining()
                                .map(remaining -> tenths(remaining.toMillis() / 1000.0))
                                .orElse(null));
    }

    private static JsonObject finding(KeptFinding kept) {
        Finding finding = kept.finding();
        return new JsonObject()
                .put("rule", finding.rule().label())
                .put("file_id", finding.fileId().map(UUID::toString).orElse(null))
                .put("path", finding.path().orElse(null))
                .put("detail", finding.detail())
                .put("action", finding.action().orElse(null))
                .put("found_at", Timestamps.format(kept.foundAt()));
    }

    private static Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static double tenths(double number) {
        return Math.round(number * 10) / 10.0;
    }
}
