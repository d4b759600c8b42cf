package io.artstore.storage.http;

import io.artstore.storage.service.RecoveryService.Summary;
import io.vertx.core.json.JsonObject;

/** What recovery did, as {@code /health/startup} shows it. */
public final class RecoveryJson {
    private RecoveryJson() {}

    public static JsonObject of(Summary summary) {
        return new JsonObject()
                .put("finished", summary.finished())
                .put("undone", summary.undone())
                .put("swept_from_staging", summary.sweptFromStaging())
                .put("trash_emptied", summary.trashEmptied())
                .put("feed_completed", summary.feedCompleted())
                .put("live_files", summary.liveFiles())
                .put("live_bytes", summary.liveBytes())
                .put("duration_ms", summary.duration().toMillis());
    }
}
