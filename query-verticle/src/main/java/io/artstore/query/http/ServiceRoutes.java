package io.artstore.query.http;

import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Responses;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code GET /}: what this service is and where to go on, in the checkpoint's shape. */
public final class ServiceRoutes {
    private final JsonObject description;

    public ServiceRoutes(String title, String version) {
        this.description = new JsonObject()
                .put("service", title)
                .put("version", version)
                .put("description", "File search and download service")
                .put(
                        "features",
                        JsonArray.of(
                                "PostgreSQL Full-Text Search",
                                "An index that follows every storage element",
                                "Resumable downloads",
                                "JWT authentication"))
                .put(
                        "endpoints",
                        new JsonObject()
                                .put("health", "/health/live, /health/ready")
                                .put("metrics", "/metrics")
                                .put("docs", "/docs")
                                .put("search", "/api/search")
                                .put("download", "/api/download/{file_id}"));
    }

    public void mount(ApiServer server) {
        server.router().get("/").handler(ctx -> Responses.json(ctx, 200, description));
    }
}
