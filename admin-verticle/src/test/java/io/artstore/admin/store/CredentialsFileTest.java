package io.artstore.admin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.admin.WithVertx;
import io.artstore.admin.domain.InitialIdentities;
import io.artstore.admin.domain.InitialIdentities.Account;
import io.artstore.admin.domain.InitialIdentities.Administrator;
import io.artstore.admin.domain.InitialIdentities.Credential;
import io.artstore.admin.worker.BoundedWorkers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsFileTest extends WithVertx {
    private static final Optional<Administrator> ADMINISTRATOR = Optional.of(
            new Administrator("admin", "admin@artstore.local", new Credential("generated-password", "h", true)));
    private static final Optional<Account> ACCOUNT =
            Optional.of(new Account("admin-service", "sa_prod_1", new Credential("generated-secret", "h", true)));

    @TempDir
    Path folder;

    private CredentialsFile file;

    @BeforeEach
    void open() {
        file = new CredentialsFile(
                BoundedWorkers.open(vertx, "credentials-test", "testing", 1, 10), folder.resolve("new/home"));
    }

    @Test
    void holdsTheFourMembersReadableByItsOwnerOnly() throws IOException {
        await(file.write(new InitialIdentities(ADMINISTRATOR, ACCOUNT)));

        assertThat(content())
                .isEqualTo(new JsonObject()
                        .put("admin_username", "admin")
                        .put("admin_password", "generated-password")
                        .put("client_id", "sa_prod_1")
                        .put("client_secret", "generated-secret"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.path().getParent())) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void whenOneIdentityIsCreatedTheOthersMembersStay() throws IOException {
        await(file.write(new InitialIdentities(ADMINISTRATOR, ACCOUNT)));
        Account later = new Account("admin-service", "sa_prod_2", new Credential("later-secret", "h", true));

        await(file.write(new InitialIdentities(Optional.empty(), Optional.of(later))));

        assertThat(content().getString("admin_password")).isEqualTo("generated-password");
        assertThat(content().getString("client_id")).isEqualTo("sa_prod_2");
        assertThat(content().getString("client_secret")).isEqualTo("later-secret");
    }

    @Test
    void aSecretOfTheConfigurationIsNotRepeatedAndAnOlderOneDoesNotLinger() throws IOException {
        await(file.write(new InitialIdentities(ADMINISTRATOR, ACCOUNT)));
        Administrator configured =
                new Administrator("root", "admin@artstore.local", new Credential("configured-password", "h", false));

        await(file.write(new InitialIdentities(Optional.of(configured), Optional.empty())));

        assertThat(content().getString("admin_username")).isEqualTo("root");
        assertThat(content().fieldNames()).doesNotContain("admin_password");
        assertThat(content().getString("client_secret")).isEqualTo("generated-secret");
    }

    @Test
    void aFileThatIsSomethingElseIsLeftAloneAndNamed() throws IOException {
        Files.createDirectories(file.path().getParent());
        Files.writeString(file.path(), "shopping list");

        assertThatThrownBy(() -> await(file.write(new InitialIdentities(ADMINISTRATOR, ACCOUNT))))
                .hasMessageContaining(file.path().toString());

        assertThat(file.path()).hasContent("shopping list");
    }

    private JsonObject content() throws IOException {
        return new JsonObject(Files.readString(file.path()));
    }
}
