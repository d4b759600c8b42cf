package io.artstore.admin;

import io.artstore.admin.AdminClient.Answer;
import io.artstore.admin.AdminClient.Resource;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.extension.ExtendWith;

/** For tests of users over HTTP: whoever administers them, and people put straight into the database. */
@ExtendWith(AdminExtension.class)
abstract class WithUsers {
    static final String PATH = "/api/v1/users";
    static final String NEW_PASSWORD = "Correct-Horse-7";

    final AdminClient admin;
    final String token;
    final Resource users;

    WithUsers(AdminFixture installation) {
        admin = installation.admin();
        token = installation.token();
        users = admin.at(PATH, token);
    }

    static JsonObject newUser(String username, String email) {
        return new JsonObject().put("username", username).put("email", email).put("password", NEW_PASSWORD);
    }

    Answer login(int id) {
        return admin.login(username(id), QuickIdentities.SECRET);
    }

    String username(int id) {
        return admin.sql("SELECT username FROM users WHERE id = $1", id).get(0).getString("username");
    }

    static String name() {
        return QuickIdentities.username();
    }

    int user(String role) {
        return insert(name(), role);
    }

    int insert(String name, String role) {
        return QuickIdentities.user(admin, name, role, "ACTIVE");
    }
}
