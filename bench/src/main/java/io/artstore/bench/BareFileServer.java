package io.artstore.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;

/** The peer of downloads: Vert.x and {@code sendFile}, and nothing else. Prints its port. */
public final class BareFileServer {
    private BareFileServer() {}

    /** @param args the folder whose files are sent */
    public static void main(String[] args) {
        QuietLogs.set();
        Path folder = Path.of(args[0]);
        Vertx.vertx()
                .createHttpServer()
                .requestHandler(
                        request -> send(request, folder.resolve(request.path().substring(1))))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()))
                .onFailure(failure -> System.exit(1));
    }

    private static void send(HttpServerRequest request, Path file) {
        request.response().sendFile(file.toString()).onFailure(failure -> request.response()
                .setStatusCode(500)
                .end()
                .onFailure(gone -> System.err.println(failure + ", " + gone)));
    }
}
