package io.artstore.admin;

import static io.artstore.admin.RegistryFixture.ELEMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the registry does not take, and from whom. */
@ExtendWith(AdminExtension.class)
class RegistryRefusalsIT {
    private final RegistryFixture registry;

    RegistryRefusalsIT(RegistryFixture registry) {
        this.registry = registry;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?skip=-1",
                "?mode=write",
                "?status=up",
                "?storage_type=tape",
                "?search="
            })
    void listsRefuseWhatTheyDoNotKnow(String query) {
        assertThat(registry.get(ELEMENTS + query).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'api_url': 'ftp://127.0.0.1'}",
                "{'api_url': 'http://user:pass@127.0.0.1'}",
                "{'api_url': 'http://127.0.0.1/?a=b'}",
                "{'api_url': 'http://'}",
                "{'api_url': 'http://127.0.0.1:70000'}",
                "{'api_url': 'http://127.0.0.1:1', 'mode': 'write'}",
                "{'api_url': 'http://127.0.0.1:1', 'name': ' '}",
                "{'api_url': 'http://127.0.0.1:1', 'name': 'a\\u0000b'}",
                "{'api_url': 'http://127.0.0.1:1', 'priority': -1}",
                "{'api_url': 'http://127.0.0.1:1', 'retention_days': 0}",
                "{'api_url': 5}"
            })
    void registrationsRefuseWhatTheyDoNotKnow(String body) {
        assertThat(registry.post(ELEMENTS, new JsonObject(body.replace('\'', '"')))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void factsThatTheElementOwnsAreNotClaimedAgainstIt() {
        try (FakeElement element = registry.element().in("rw")) {
            Answer wrong = registry.post(
                    ELEMENTS, new JsonObject().put("api_url", element.url()).put("mode", "edit"));
            int id = registry.registered(element).getInteger("id");
            Answer edit = registry.put(ELEMENTS + "/" + id, new JsonObject().put("mode", "ro"));
            Answer observed = registry.put(ELEMENTS + "/" + id, new JsonObject().put("status", "offline"));

            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.body().getString("detail")).contains("is 'rw' as the element says");
            assertThat(edit.status()).isEqualTo(422);
            assertThat(edit.body().getString("detail")).contains("/mode");
            assertThat(observed.status()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @CsvSource({"999999,404", "0,422", "abc,422", "99999999999,422"})
    void anUnknownIdIsNotFoundAndNoIdIsRefused(String id, int status) {
        String path = ELEMENTS + "/" + id;

        assertThat(registry.get(path).status()).isEqualTo(status);
        assertThat(registry.get(path + "/statistics").status()).isEqualTo(status);
        assertThat(registry.get(path + "/files").status()).isEqualTo(status);
        assertThat(registry.put(path, new JsonObject().put("priority", 1)).status())
                .isEqualTo(status);
        assertThat(registry.delete(path).status()).isEqualTo(status);
        assertThat(registry.post(path + "/sync", new JsonObject()).status()).isEqualTo(status);
        assertThat(registry.post(path + "/health", new JsonObject()).status()).isEqualTo(status);
        assertThat(registry.put(
                                path + "/mode",
                                new JsonObject().put("mode", "ro").put("reason", "full"))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void auditorsLookAndOnlyAdministratorsChange() {
        try (FakeElement element = registry.element()) {
            int id = registry.registered(element).getInteger("id");
            String auditor = tokenOfRole("AUDITOR");
            String reader = tokenOfRole("READONLY");

            assertThat(status("GET", ELEMENTS, auditor)).isEqualTo(200);
            assertThat(status("GET", ELEMENTS + "/" + id, auditor)).isEqualTo(200);
            assertThat(status("GET", ELEMENTS + "/stats", auditor)).isEqualTo(200);
            assertThat(status("GET", "/api/v1/internal/storage-elements/available", auditor))
                    .isEqualTo(200);
            for (String refused : List.of(
                    "POST " + ELEMENTS,
                    "PUT " + ELEMENTS + "/" + id,
                    "DELETE " + ELEMENTS + "/" + id,
                    "POST " + ELEMENTS + "/discover",
                    "POST " + ELEMENTS + "/sync",
                    "POST " + ELEMENTS + "/" + id + "/sync",
                    "POST " + ELEMENTS + "/" + id + "/health",
                    "PUT " + ELEMENTS + "/" + id + "/mode")) {
                String[] route = refused.split(" ");
                assertThat(status(route[0], route[1], auditor)).as(refused).isEqualTo(403);
                assertThat(registry.admin
                                .send(route[0], route[1], new JsonObject())
                                .status())
                        .as(refused)
                        .isEqualTo(401);
            }
            assertThat(status("GET", ELEMENTS, reader)).isEqualTo(403);
        }
    }

    private int status(String method, String path, String token) {
        return method.equals("GET")
                ? registry.admin.get(path, "Authorization", token).status()
                : registry.admin
                        .send(method, path, new JsonObject(), "Authorization", token)
                        .status();
    }

    /** The first account's, while it has that role. */
    private String tokenOfRole(String role) {
        registry.admin.sql("UPDATE service_accounts SET role = '" + role + "'");
        try {
            return "Bearer " + registry.platform.token();
        } finally {
            registry.admin.sql("UPDATE service_accounts SET role = 'ADMIN'");
        }
    }
}
