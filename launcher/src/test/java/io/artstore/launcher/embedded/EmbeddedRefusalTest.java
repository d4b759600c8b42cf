package io.artstore.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRefusalTest {

    @TempDir
    Path folder;

    @Test
    void aHomeThatIsAFileIsNamedWithTheRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("home"), "not a folder");

        assertThatThrownBy(() -> EmbeddedDatabase.start(file, EmbeddedOptions.defaults()))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("it is a file")
                .hasMessageContaining("artstore.home");
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void aMachineWithoutProgramsIsToldToBringItsOwnServer() {
        assertThatThrownBy(() -> PostgresArchive.forMachine("SunOS", "sparcv9"))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("SunOS on sparcv9")
                .hasMessageContaining("artstore.database.host");
    }

    @Test
    void theProgramsForTheUsualMachinesAreOnTheClassPath() {
        assertThat(PostgresArchive.forMachine("Linux", "amd64").url()).isNotNull();
        assertThat(PostgresArchive.forMachine("Linux", "aarch64").url()).isNotNull();
        assertThat(PostgresArchive.forMachine("Mac OS X", "aarch64").url()).isNotNull();
    }

    @Test
    void aPathThatAShellWouldReadDifferentlyIsRefused() {
        Path home = folder.resolve("$HOME");

        assertThatThrownBy(() -> EmbeddedDatabase.start(home, EmbeddedOptions.defaults()))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("$HOME")
                .hasMessageContaining("artstore.home");
    }

    @Test
    void aRefusedStartGivesTheHomeBack() {
        Path home = folder.resolve("$HOME");
        assertThatThrownBy(() -> EmbeddedDatabase.start(home, EmbeddedOptions.defaults()))
                .isInstanceOf(EmbeddedDatabaseException.class);

        try (HomeLock lock = HomeLock.acquire(home)) {
            assertThat(lock.home()).isEqualTo(home.toAbsolutePath());
        }
    }

    @Test
    void aPasswordIsMadeOnceAndKeptToItsOwner() throws IOException {
        Path file = folder.resolve("password");

        String first = Secret.readOrCreate(file);

        assertThat(first).hasSizeGreaterThanOrEqualTo(32).isEqualTo(Secret.readOrCreate(file));
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void thePortOfLastTimeIsKeptWhileItIsFree() throws IOException {
        PortChoice choice = new PortChoice(folder.resolve("port"));
        int first = choice.choose();
        choice.remember(first);

        assertThat(choice.choose()).isEqualTo(first);
    }

    @Test
    void aNoteOfAPortThatMakesNoSenseIsPassedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("port"), "70000\n");

        assertThat(new PortChoice(file).choose()).isBetween(1, 65535);
    }
}
