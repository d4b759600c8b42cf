package io.artstore.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** A client of the query module. It reads answers whole; what they say is looked at where nobody measures. */
final class Searcher implements AutoCloseable {
    private static final byte[] LIVE =
            "GET /health/live HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final Connection connection;
    private final String bearer;

    Searcher(Server server, Client client) {
        connection = new Connection(server.query());
        bearer = client.bearer();
    }

    byte[] request(JsonObject search) {
        byte[] body = search.toBuffer().getBytes();
        String head = "POST /api/search HTTP/1.1\r\nHost: bench\r\nAuthorization: " + bearer
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        return Buffer.buffer(head.getBytes(StandardCharsets.ISO_8859_1))
                .appendBytes(body)
                .getBytes();
    }

    void send(byte[] request) {
        connection.exchange(request, 200);
    }

    JsonObject answer(byte[] request) {
        return new JsonObject(Buffer.buffer(connection.answer(request, 200)));
    }

    /** Asks what needs no database. */
    void live() {
        connection.exchange(LIVE, 200);
    }

    @Override
    public void close() {
        connection.close();
    }
}
