package io.artstore.query.http;

import io.artstore.common.error.ServiceException;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.Requests;
import io.artstore.common.http.Responses;
import io.artstore.common.http.fields.Fields;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.artstore.query.domain.SearchQuery;
import io.artstore.query.service.SearchService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** {@code /api/search}: the checkpoint's search and the look-up by id, and names for someone who is still typing. */
public final class SearchRoutes {
    private record Suggestion(String text, int limit) {
        static Suggestion read(Fields query) {
            return new Suggestion(
                    query.string("q").length(1, 100).required(),
                    query.integer("limit").between(1, 50).orElse(10));
        }
    }

    private final SearchService search;
    private final TokenVerifier tokens;

    public SearchRoutes(SearchService search, TokenVerifier tokens) {
        this.search = Objects.requireNonNull(search, "search");
        this.tokens = Objects.requireNonNull(tokens, "tokens");
    }

    public void mount(ApiServer server) {
        server.router()
                .post("/api/search")
                .handler(Authentication.require(tokens, Permission.FILES_SEARCH))
                .handler(server.bodies().json())
                .handler(this::search);
        server.router()
                .get("/api/search/suggest")
                .handler(Authentication.require(tokens, Permission.FILES_SEARCH))
                .handler(this::suggest);
        server.router()
                .get("/api/search/:file_id")
                .handler(Authentication.require(tokens, Permission.FILES_SEARCH))
                .handler(this::find);
    }

    private void search(RoutingContext ctx) {
        SearchQuery query = Requests.json(ctx, SearchRequest::read);
        search.search(query, Authentication.caller(ctx))
                .onFailure(ctx::fail)
                .onSuccess(result -> Responses.json(ctx, 200, DocumentJson.page(query, result)));
    }

    private void suggest(RoutingContext ctx) {
        Suggestion wanted = Requests.query(ctx, Suggestion::read);
        search.suggest(wanted.text(), wanted.limit())
                .onFailure(ctx::fail)
                .onSuccess(
                        names -> Responses.json(ctx, 200, new JsonObject().put("suggestions", new JsonArray(names))));
    }

    private void find(RoutingContext ctx) {
        String id = ctx.pathParam("file_id");
        search.find(id)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound("File not found: " + id)))
                .onFailure(ctx::fail)
                .onSuccess(document -> Responses.json(ctx, 200, DocumentJson.metadata(document)));
    }
}
