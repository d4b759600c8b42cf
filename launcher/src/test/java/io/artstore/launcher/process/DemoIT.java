package io.artstore.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain upload, search, download, delete, as {@code artstore demo} shows it. */
class DemoIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void theGeneratedDocumentsPassThroughTheWholeChain() {
        try (ArtStoreProcess demo = ArtStoreProcess.run("demo")) {

            int exitCode = demo.awaitExit(LIMIT);

            assertThat(exitCode).as(demo.output() + demo.errors()).isZero();
            assertThat(demo.output())
                    .contains("Договор аренды № 42 (копия).txt")
                    .contains("empty.dat (0 B)")
                    .contains("large.bin (64.0 MiB)")
                    .contains("The chain works: 7 documents");
        }
    }

    @Test
    void documentsOfTheUserPassToo() throws Exception {
        Path own = Files.writeString(folder.resolve("своё письмо.txt"), "Здравствуйте!");
        try (ArtStoreProcess demo = ArtStoreProcess.run("demo", own.toString())) {

            int exitCode = demo.awaitExit(LIMIT);

            assertThat(exitCode).as(demo.output() + demo.errors()).isZero();
            assertThat(demo.output()).contains("своё письмо.txt").contains("The chain works: 1 document,");
        }
    }

    @Test
    void aFileThatIsNotThereIsAWrongUsage() {
        try (ArtStoreProcess demo = ArtStoreProcess.run("demo", "no-such-file")) {

            assertThat(demo.awaitExit(LIMIT)).isEqualTo(2);
            assertThat(demo.errors()).contains("no-such-file");
        }
    }
}
