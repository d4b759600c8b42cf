package io.artstore.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/compatibility.md} names every environment name that is still read, with the key it stands for. */
class CheckpointEnvironmentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "compatibility.md");
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| `(artstore\\.[a-z.-]+)` \\|.*");

    @Test
    void theDocumentAndTheCodeNameTheSameVariables() throws Exception {
        Map<String, String> inDocument = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                inDocument.put(row.group(1), row.group(2));
            }
        }

        assertThat(inDocument).containsExactlyInAnyOrderEntriesOf(CheckpointEnvironment.KEYS);
    }
}
