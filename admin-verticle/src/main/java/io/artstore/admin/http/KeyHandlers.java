package io.artstore.admin.http;

import io.artstore.admin.domain.KeyRecord;
import io.artstore.admin.service.KeyAdministrationService;
import io.artstore.admin.service.KeyAdministrationService.Status;
import io.artstore.admin.service.SigningKeyService.Rotation;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code /api/v1/jwt-keys}: the signing keys for operators, checkpoint section 1.1. */
public final class KeyHandlers {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private final KeyAdministrationService service;

    public KeyHandlers(KeyAdministrationService service) {
        this.service = Objects.requireNonNull(service, "service");
    }

    public void status(RoutingContext ctx) {
        service.status().onFailure(ctx::fail).onSuccess(status -> Responses.json(ctx, 200, body(status)));
    }

    public void active(RoutingContext ctx) {
        service.active()
                .onFailure(ctx::fail)
                .onSuccess(keys -> Responses.json(
                        ctx, 200, new JsonObject().put("total", keys.size()).put("keys", infos(keys))));
    }

    public void rotate(RoutingContext ctx) {
        boolean force = Requests.json(ctx, body -> body.bool("force").orElse(false));
        service.rotate(force, Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(rotated -> Responses.json(ctx, 200, body(rotated)));
    }

    /** More than a hundred is taken for a hundred, as at the checkpoint. */
    public void history(RoutingContext ctx) {
        int limit =
                Requests.query(ctx, query -> query.integer("limit").atLeast(0).orElse(DEFAULT_LIMIT));
        service.history(Math.min(limit, MAX_LIMIT))
                .onFailure(ctx::fail)
                .onSuccess(keys -> Responses.json(ctx, 200, history(keys)));
    }

    private static JsonObject body(Status status) {
        return new JsonObject()
                .put("rotation_enabled", true)
                .put("rotation_interval_hours", status.interval().toHours())
                .put("active_keys_count", status.activeKeys())
                .put("latest_key", status.latest().map(KeyHandlers::info).orElse(null))
                .put("next_rotation_at", Timestamps.utc(status.nextRotation()))
                .put("last_rotation_at", Timestamps.utc(status.latest().map(KeyRecord::createdAt)))
                .put("rotation_in_progress", status.inProgress());
    }

    private static JsonObject body(Optional<Rotation> rotated) {
        return new JsonObject()
                .put("success", rotated.isPresent())
                .put(
                        "message",
                        rotated.isPresent()
                                ? "JWT keys rotated successfully"
                                : "Rotation not needed. Use force=true to override.")
                .put("new_key_version", rotated.map(Rotation::version).orElse(null))
                .put("deactivated_keys", rotated.map(Rotation::deactivated).orElse(0));
    }

    private static JsonObject history(List<KeyRecord> keys) {
        JsonArray entries = new JsonArray();
        keys.forEach(key -> entries.add(entry(key).put("key_version", key.version())));
        Optional<Instant> oldestActive = keys.stream()
                .filter(KeyRecord::active)
                .map(KeyRecord::createdAt)
                .min(Comparator.naturalOrder());
        return new JsonObject()
                .put("total", keys.size())
                .put("entries", entries)
                .put("oldest_active_key", Timestamps.utc(oldestActive))
                .put(
                        "newest_key",
                        Timestamps.utc(keys.stream().map(KeyRecord::createdAt).findFirst()));
    }

    private static JsonArray infos(List<KeyRecord> keys) {
        JsonArray infos = new JsonArray();
        keys.forEach(key -> infos.add(info(key)));
        return infos;
    }

    private static JsonObject info(KeyRecord key) {
        return entry(key).put("version", key.version()).put("algorithm", key.algorithm());
    }

    private static JsonObject entry(KeyRecord key) {
        return new JsonObject()
                .put("created_at", Timestamps.utc(key.createdAt()))
                .put("expires_at", Timestamps.utc(key.expiresAt()))
                .put("is_active", key.active())
                .put("rotation_count", key.rotationCount());
    }
}
