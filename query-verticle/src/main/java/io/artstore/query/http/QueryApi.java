package io.artstore.query.http;

import io.artstore.common.Version;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.security.TokenVerifier;
import io.artstore.query.service.DownloadService;
import io.artstore.query.service.SearchService;

/** Every route of the query module; {@code openapi/query.yaml} describes exactly these. */
public final class QueryApi {
    public static final ApiDescription DESCRIPTION = new ApiDescription(
            "query", "ArtStore Query Module", Version.current(), "openapi/query.yaml", "artstore.query.http.port");

    private QueryApi() {}

    public static void mount(ApiServer server, SearchService search, DownloadService downloads, TokenVerifier tokens) {
        new ServiceRoutes(DESCRIPTION.title(), DESCRIPTION.version()).mount(server);
        new SearchRoutes(search, tokens).mount(server);
        new DownloadRoutes(downloads, tokens).mount(server);
    }
}
