package io.artstore.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/http.md} lists every error code with its status and type, in the order of the code. */
class ErrorCodeDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "http.md");
    private static final Pattern ROW =
            Pattern.compile("(\\| `[A-Z_]+` \\| [0-9]{3} \\| `urn:artstore:error:[a-z-]+` \\|) [^|]+ \\|");

    @Test
    void theDocumentAndTheCodeNameTheSameErrors() throws Exception {
        List<String> inCode = Arrays.stream(ErrorCode.values())
                .map(ErrorCodeDocumentTest::row)
                .toList();

        List<String> inDocument = Files.readAllLines(DOCUMENT).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1))
                .toList();

        assertThat(inDocument).containsExactlyElementsOf(inCode);
    }

    private static String row(ErrorCode code) {
        String type = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "| `" + code.name() + "` | " + code.status() + " | `urn:artstore:error:" + type + "` |";
    }
}
