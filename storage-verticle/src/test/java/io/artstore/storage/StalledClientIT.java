package io.artstore.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Role;
import io.artstore.common.testkit.Eventually;
import io.artstore.storage.testkit.ElementClient;
import io.artstore.storage.testkit.ElementExtension;
import io.artstore.storage.testkit.Multipart;
import io.artstore.storage.testkit.RawConnection;
import io.artstore.storage.testkit.RunningElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that stops in the middle is given up after the idle timeout, and holds nothing any more. */
class StalledClientIT {
    private static final int MB = 1024 * 1024;

    @RegisterExtension
    static final ElementExtension ELEMENT = ElementExtension.with(builder ->
            builder.set("artstore.http.idle-timeout", "1s").set("artstore.storage.elements[0].quota", "64MB"));

    private final RunningElement element;
    private final ElementClient client;

    StalledClientIT(RunningElement element) {
        this.element = element;
        client = element.as(Role.USER);
    }

    @Test
    void whileItSendsAForm() throws IOException {
        stallsBehind(
                head("POST", "upload"), new Multipart().file("a", new byte[MB]).cutOff());
    }

    @Test
    void whileItSendsADocument() throws IOException {
        stallsBehind(head("PUT", UUID.randomUUID() + "?filename=a"), new byte[MB]);
    }

    private void stallsBehind(String head, byte[] begun) throws IOException {
        List<Path> before = element.files();
        long room = available();
        try (RawConnection connection = new RawConnection(element.address())) {
            String answer = connection.send(head).send(begun).untilClosed();

            assertThat(answer).isEmpty();
            Eventually.holds(() -> available() == room && element.files().equals(before));
        }
        element.requireNothingOpen();
        Eventually.holds(() -> element.pending() == 0);
    }

    @Test
    void whileItReads() throws IOException {
        String id = client.uploadedId("large", new byte[24 * MB]);
        try (RawConnection connection = new RawConnection(element.address())) {
            connection.send("GET /api/v1/files/" + id + "/download HTTP/1.1\r\nHost: x\r\nAuthorization: "
                    + client.authorization() + "\r\n\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 200 ");

            element.requireNothingOpen();
        }
    }

    private String head(String method, String pathAfterFiles) {
        return method + " /api/v1/files/" + pathAfterFiles + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + client.authorization() + "\r\nContent-Type: " + Multipart.CONTENT_TYPE + "\r\nContent-Length: "
                + 3 * MB + "\r\n\r\n";
    }

    private long available() {
        return client.get("/api/v1/capacity").json().getJsonObject("capacity").getLong("available");
    }
}
