package io.artstore.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed ends with one message that names key, value and remedy, and leaves nothing running. */
class BadStartIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void everyConfigurationProblemIsNamedAtOnce() throws Exception {
        Path file = Files.writeString(
                folder.resolve("bad.yaml"),
                "artstore:\n  colour: blue\n  admin:\n    http: {port: eighty}\n  modules: admin,archive\n");
        try (ArtStoreProcess artstore = ArtStoreProcess.run("serve", "--config", file.toString())) {

            int exitCode = artstore.awaitExit(LIMIT);

            assertThat(exitCode).isEqualTo(2);
            assertThat(artstore.errors())
                    .contains("artstore.colour")
                    .contains("artstore.admin.http.port")
                    .contains("eighty")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void anUnreachableServerIsNamed() {
        try (ArtStoreProcess artstore = ArtStoreProcess.serve(
                folder.resolve("home"),
                "--set",
                "artstore.database.host=127.0.0.1",
                "--set",
                "artstore.database.port=1",
                "--set",
                "artstore.database.connect-timeout=1s")) {

            int exitCode = artstore.awaitExit(LIMIT);

            assertThat(exitCode).isEqualTo(1);
            assertThat(artstore.errors()).contains("127.0.0.1:1").doesNotContain("\tat ");
        }
    }

    @Test
    void aPortInUseIsNamedAndNothingIsLeftRunning() throws Exception {
        Path home = folder.resolve("home");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ArtStoreProcess artstore =
                        ArtStoreProcess.serve(home, "--set", "artstore.query.http.port=" + taken.getLocalPort())) {

            int exitCode = artstore.awaitExit(LIMIT);

            assertThat(exitCode).isEqualTo(1);
            assertThat(artstore.errors())
                    .contains(Integer.toString(taken.getLocalPort()))
                    .contains("artstore.query.http.port");
            assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void aHomeThatIsAFileIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("home"), "not a folder");
        try (ArtStoreProcess artstore = ArtStoreProcess.serve(file)) {

            int exitCode = artstore.awaitExit(LIMIT);

            assertThat(exitCode).isEqualTo(1);
            assertThat(artstore.errors()).contains(file.toString()).contains("artstore.home");
            assertThat(file).hasContent("not a folder");
        }
    }
}
