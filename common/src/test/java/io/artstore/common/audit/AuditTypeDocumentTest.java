package io.artstore.common.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} has a row for every kind of event, and none that is not recorded. */
class AuditTypeDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "security.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (?:admin|storage|query|all)[a-z, ]* \\|");

    @Test
    void theDocumentAndTheCodeNameTheSameEvents() throws Exception {
        List<String> inDocument = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(inDocument)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AuditType.values())
                        .map(AuditType::eventType)
                        .toList());
    }
}
