package io.artstore.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Permission;
import io.artstore.common.security.Role;
import io.artstore.common.testkit.TestPlatform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route of every module for every role, with real tokens: who has the permission that the route's contract names gets
 * past the door, and nobody else does. The routes come from the OpenAPI documents, which other tests compare with the code.
 */
class RoleRouteMatrixIT {
    private static final String PASSWORD = "Matrix-test-password-1";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestPlatform platform;
    private static Map<Role, String> tokens;

    @BeforeAll
    static void start() throws Exception {
        platform = TestPlatform.builder().start();
        tokens = new EnumMap<>(Role.class);
        for (Role role : List.of(Role.ADMIN, Role.USER, Role.AUDITOR, Role.READONLY)) {
            tokens.put(role, ofApplication(role));
        }
        tokens.put(Role.OPERATOR, ofPerson(Role.OPERATOR));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @TestFactory
    Stream<DynamicTest> everyRouteForEveryRole() {
        return DocumentedOperation.all()
                .flatMap(operation -> Stream.concat(
                        Stream.of(
                                DynamicTest.dynamicTest(operation + " without a token", () -> withoutToken(operation))),
                        Arrays.stream(Role.values())
                                .map(role -> DynamicTest.dynamicTest(
                                        operation + " as " + role.claim(), () -> asRole(operation, role)))));
    }

    private static void withoutToken(DocumentedOperation operation) throws Exception {
        HttpResponse<String> answer = send(operation, Optional.empty());

        if (operation.isPublic()) {
            assertThat(answer.statusCode()).isNotIn(403, 405);
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        }
    }

    private static void asRole(DocumentedOperation operation, Role role) throws Exception {
        // Logging out would end the session that the other routes are asked with.
        String token = operation.endsTheSession() && role != Role.OPERATOR ? ofApplication(role) : tokens.get(role);
        HttpResponse<String> answer = send(operation, Optional.of(token));

        Optional<Permission> needed = operation.permission();
        if (needed.isPresent() && !role.may(needed.get())) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(new JsonObject(answer.body()).getString("detail"))
                    .contains(needed.get().scope());
        } else if (!operation.isPublic()) {
            assertThat(answer.statusCode()).as(answer.body()).isNotIn(401, 403, 405);
        }
        if (operation.endsTheSession() && role == Role.OPERATOR) {
            tokens.put(role, login("matrix-" + role.claim()));
        }
    }

    private static HttpResponse<String> send(DocumentedOperation operation, Optional<String> token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        platform.address(operation.listener()).resolve(operation.path(UUID.randomUUID())))
                .timeout(Duration.ofSeconds(30));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        if (operation.hasBody()) {
            request.header("Content-Type", "application/json");
        }
        return HTTP.send(
                request.method(
                                operation.method(),
                                operation.hasBody() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static String ofApplication(Role role) throws Exception {
        JsonObject account = post(
                "/api/v1/service-accounts",
                new JsonObject().put("name", "matrix-" + UUID.randomUUID()).put("role", role.claim()));
        JsonObject tokens = post(
                "/api/v1/auth/token",
                new JsonObject()
                        .put("client_id", account.getString("client_id"))
                        .put("client_secret", account.getString("client_secret")));
        return tokens.getString("access_token");
    }

    private static String ofPerson(Role role) throws Exception {
        String name = "matrix-" + role.claim();
        post(
                "/api/v1/users",
                new JsonObject()
                        .put("username", name)
                        .put("email", name + "@example.org")
                        .put("password", PASSWORD)
                        .put("role", role.claim()));
        return login(name);
    }

    private static String login(String name) throws Exception {
        return post("/api/v1/auth/login", new JsonObject().put("username", name).put("password", PASSWORD))
                .getString("access_token");
    }

    private static JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(platform.address("admin").resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + platform.token())
                        .POST(BodyPublishers.ofString(body.encode()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(200, 201);
        return new JsonObject(answer.body());
    }
}
