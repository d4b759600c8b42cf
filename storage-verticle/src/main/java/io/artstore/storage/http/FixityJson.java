package io.artstore.storage.http;

import io.artstore.storage.domain.Fixity;
import io.artstore.storage.domain.FixityLevel;
import io.artstore.storage.domain.ScrubPass;
import io.artstore.storage.domain.Timestamps;
import io.artstore.storage.service.fixity.FixityService.Overview;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What is known of the bytes of documents, as JSON. */
final class FixityJson {
    private FixityJson() {}

    static JsonObject document(Fixity known) {
        return new JsonObject()
                .put("file_id", known.fileId().toString())
                .put("checksum", known.sha256())
                .put("status", status(known))
                .put("last_verified_at", time(known.verifiedAt()))
                .put("damage", known.damage() == null ? null : known.damage().label())
                .put("damaged_since", time(known.damagedSince()))
                .put("detail", known.detail());
    }

    private static String status(Fixity known) {
        if (known.damage() != null) {
            return "damaged";
        }
        return known.verifiedAt() == null ? "unverified" : "intact";
    }

    static JsonObject damaged(List<Fixity> found, UUID next) {
        JsonArray items = new JsonArray();
        found.forEach(known -> items.add(document(known)));
        return new JsonObject().put("documents", items).put("next_cursor", Objects.toString(next, null));
    }

    static JsonObject overview(Overview overview) {
        FixityLevel level = overview.level();
        return new JsonObject()
                .put("documents", level.documents())
                .put("verified_30_days", level.verified30Days())
                .put("verified_90_days", level.verified90Days())
                .put("verified_365_days", level.verified365Days())
                .put("damaged", level.damaged())
                .put("oldest", time(level.oldest()))
                .put("as_of", time(level.asOf()))
                .put("scrub", overview.pass().map(FixityJson::pass).orElse(null));
    }

    private static JsonObject pass(ScrubPass pass) {
        return new JsonObject()
                .put("started_at", time(pass.startedAt()))
                .put("completed_at", pass.isComplete() ? time(pass.completedAt()) : null);
    }

    private static String time(Instant instant) {
        return instant == null ? null : Timestamps.format(instant);
    }
}
