package io.artstore.launcher.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code artstore index} against a server that answers as admin and query do. */
class IndexCommandTest {
    @TempDir
    Path folder;

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    private record Reply(int status, JsonObject body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(folder.resolve("credentials.json"), "{\"client_id\":\"id\",\"client_secret\":\"s3cret\"}");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"verify, true, 0", "verify, false, 1", "resync, true, 0", "resync, false, 1"})
    void theExitCodeSaysWhetherTheIndexIsClean(String kind, boolean clean, int exitCode) {
        reply(200, token());
        reply(202, job(kind, "running", null));
        reply(200, job(kind, "running", null));
        reply(401, new JsonObject().put("detail", "expired"));
        reply(200, token());
        reply(200, job(kind, "finished", clean));

        assertThat(run(kind)).isEqualTo(exitCode);

        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/auth/token none",
                        "POST /api/v1/index/" + kind + " Bearer t",
                        "GET /api/v1/index/jobs/7 Bearer t",
                        "GET /api/v1/index/jobs/7 Bearer t",
                        "POST /api/v1/auth/token none",
                        "GET /api/v1/index/jobs/7 Bearer t");
        assertThat(err.toString()).containsOnlyOnce(kind + ": 1 of 2 elements, 1234 changes read");
        assertThat(out.toString())
                .contains("elem_1", "5 documents, 4 in the index", "elem_2", "the element could not be compared");
        assertThat(out.toString().contains("missing: 1, such as lost")).isEqualTo(!clean);
    }

    @Test
    void theJobCanBeHadAsJson() {
        reply(200, token());
        reply(202, job("verify", "finished", true));

        assertThat(run("verify", "--json")).isZero();

        assertThat(new JsonObject(out.toString()).getString("id")).isEqualTo("7");
    }

    @Test
    void aRefusalIsToldInTheServersWords() {
        reply(200, token());
        reply(409, new JsonObject().put("detail", "another job is under way"));

        assertThat(run("resync")).isEqualTo(1);

        assertThat(err.toString()).contains("409: another job is under way").doesNotContain("s3cret");
    }

    @Test
    void whoDoesNotAnswerIsNamed() {
        server.stop(0);

        assertThat(run("verify")).isEqualTo(1);

        assertThat(err.toString()).contains("/api/v1/auth/token does not answer");
    }

    @ParameterizedTest
    @CsvSource({"no-such-file, there are no credentials", "empty, has no client_id", "broken, is not a JSON object"})
    void credentialsThatCannotBeUsedAreNamed(String file, String message) throws IOException {
        Files.writeString(folder.resolve("empty"), "{}");
        Files.writeString(folder.resolve("broken"), "{");

        int exitCode = run("verify", "--credentials", folder.resolve(file).toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains(message).contains(file);
    }

    private int run(String... arguments) {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--admin", address, "--query", address, "--home", folder.toString()));
        return new CommandLine(new IndexCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(all.toArray(String[]::new));
    }

    private void reply(int status, JsonObject body) {
        replies.add(new Reply(status, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + (authorization == null ? "none" : authorization));
        Reply reply = replies.remove();
        byte[] body = reply.body().encode().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static JsonObject token() {
        return new JsonObject().put("access_token", "t");
    }

    private static JsonObject job(String kind, String state, Boolean clean) {
        return new JsonObject()
                .put("id", "7")
                .put("kind", kind)
                .put("state", state)
                .put("clean", clean)
                .put(
                        "progress",
                        new JsonObject()
                                .put("elements_total", 2)
                                .put("elements_done", 1)
                                .put("changes_read", 1234))
                .put(
                        "elements",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("element_id", "elem_1")
                                        .put("documents", 5)
                                        .put("indexed", 4)
                                        .put("missing", drift(Boolean.TRUE.equals(clean) ? 0 : 1))
                                        .put("different", drift(0))
                                        .put("surplus", drift(0)))
                                .add(new JsonObject()
                                        .put("element_id", "elem_2")
                                        .put("failure", "the element could not be compared: away")));
    }

    private static JsonObject drift(int count) {
        return new JsonObject()
                .put("count", count)
                .put("examples", count == 0 ? new JsonArray() : JsonArray.of("lost"));
    }
}
