package io.artstore.query.http;

import io.artstore.common.Version;
import io.artstore.common.http.ApiDescription;
import io.artstore.common.http.ApiServer;
import io.artstore.common.security.TokenVerifier;
import io.artstore.query.service.DownloadService;
import io.artstore.query.service.IndexJobService;
import io.artstore.query.service.SearchService;

/** Every route of the query module; {@code openapi/query.yaml} describes exactly these. */
public final class QueryApi {
    public static final ApiDescription DESCRIPTION = new ApiDescription(
            "query", "ArtStore Query Module", Version.current(), "openapi/query.yaml", "artstore.query.http.port");

    private QueryApi() {}

    /** The use cases behind the routes. */
    public record Services(SearchService search, DownloadService downloads, IndexJobService jobs) {}

    public static void mount(ApiServer server, Services services, TokenVerifier tokens) {
        new ServiceRoutes(DESCRIPTION.title(), DESCRIPTION.version()).mount(server);
        new SearchRoutes(services.search(), tokens).mount(server);
        new DownloadRoutes(services.downloads(), tokens).mount(server);
        new IndexRoutes(services.jobs(), tokens).mount(server);
    }
}
