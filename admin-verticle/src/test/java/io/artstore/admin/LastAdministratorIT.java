package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.admin.AdminClient.Answer;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** There is always an administrator left, and the user of the system stays. */
class LastAdministratorIT extends WithUsers {
    LastAdministratorIT(AdminFixture installation) {
        super(installation);
    }

    @Test
    void theSystemUserIsProtected() {
        int id = user("ADMIN");
        admin.sql("UPDATE users SET is_system = true WHERE id = $1", id);

        assertForbidden(users.delete("/" + id), "Cannot delete system user");
        assertForbidden(users.post("/" + id + "/deactivate", null), "Cannot deactivate system user");
        assertForbidden(users.post("/" + id + "/remove-admin", null), "Cannot change the role of system user");
        assertForbidden(
                users.put("/" + id, new JsonObject().put("status", "inactive")), "Cannot deactivate system user");
        assertThat(users.put("/" + id, new JsonObject().put("last_name", "Root"))
                        .status())
                .isEqualTo(200);
        admin.sql("UPDATE users SET status = 'DELETED' WHERE id = $1", id);
    }

    @Test
    void theLastAdministratorStaysHoweverTheyAreToGo() {
        withOnlyTheseAdministrators(1, ids -> {
            int last = ids.get(0);
            int locked = user("ADMIN");
            admin.sql(
                    "UPDATE users SET status = 'LOCKED', lockout_until = $2 WHERE id = $1",
                    locked,
                    OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(20));
            for (Answer refused : List.of(
                    users.delete("/" + last),
                    users.post("/" + last + "/deactivate", null),
                    users.post("/" + last + "/remove-admin", null),
                    users.put("/" + last, new JsonObject().put("role", "operator")),
                    users.put("/" + last, new JsonObject().put("status", "inactive")))) {
                assertThat(refused.status()).isEqualTo(409);
                assertThat(refused.body().getString("detail"))
                        .isEqualTo("this is the last active administrator; make another one first");
            }
            assertThat(users.post("/" + locked + "/deactivate", null).status()).isEqualTo(200);
        });
    }

    @Test
    void whenAllAdministratorsAreSentAwayAtOnceOneStays() {
        withOnlyTheseAdministrators(6, ids -> {
            List<Supplier<Answer>> departures = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                int id = ids.get(i);
                departures.add(
                        switch (i % 3) {
                            case 0 -> () -> users.delete("/" + id);
                            case 1 -> () -> users.post("/" + id + "/deactivate", null);
                            default -> () -> users.put("/" + id, new JsonObject().put("role", "user"));
                        });
            }

            List<Answer> answers = atOnce(departures);

            assertThat(answers.stream().filter(answer -> answer.status() == 409))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() < 300)).hasSize(5);
            assertThat(admin.sql("SELECT id FROM users WHERE role = 'ADMIN' AND status = 'ACTIVE'"))
                    .hasSize(1);
        });
    }

    private interface WithAdministrators {
        void run(List<Integer> ids);
    }

    /** Everybody else who administers is away meanwhile. */
    private void withOnlyTheseAdministrators(int count, WithAdministrators test) {
        List<Integer> others = admin
                .sql("UPDATE users SET status = 'INACTIVE' WHERE role = 'ADMIN' AND status = 'ACTIVE' RETURNING id")
                .stream()
                .map(row -> row.getInteger("id"))
                .toList();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(user("ADMIN"));
        }
        try {
            test.run(ids);
        } finally {
            admin.sql(
                    "UPDATE users SET status = 'ACTIVE' WHERE id = ANY ($1)", (Object) others.toArray(Integer[]::new));
        }
    }

    private static List<Answer> atOnce(List<Supplier<Answer>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<CompletableFuture<Answer>> running = calls.stream()
                    .map(call -> CompletableFuture.supplyAsync(call, threads))
                    .toList();
            return running.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static void assertForbidden(Answer answer, String detail) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().getString("detail")).isEqualTo(detail);
    }
}
