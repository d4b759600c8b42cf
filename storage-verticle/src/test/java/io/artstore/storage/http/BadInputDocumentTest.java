package io.artstore.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of bad input in {@code docs/storage.md} names codes and tests that exist. */
class BadInputDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "storage.md");
    private static final String HEADING = "## Bad input\n";
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    /** A line of the table. */
    private record Row(String input, String status, String code, String tests) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[1].strip(), cells[2].strip(), cells[3].strip().replace("`", ""), cells[4].strip());
        }
    }

    @Test
    void everyCodeStandsBesideItsStatus() throws IOException {
        List<Row> rows = rows();

        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(rows.stream().filter(row -> !row.code().isEmpty())).allSatisfy(row -> assertThat(row.status())
                .isEqualTo(Integer.toString(ErrorCode.valueOf(row.code()).status())));
    }

    @Test
    void everyRowNamesTestsThereAre() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            Matcher test = TEST.matcher(row.tests());
            int named = 0;
            while (test.find()) {
                Class<?> type = Class.forName("io.artstore.storage." + test.group(1));
                String method = test.group(2);
                assertThat(Arrays.stream(type.getDeclaredMethods()).map(java.lang.reflect.Method::getName))
                        .contains(method);
                named++;
            }
            assertThat(named).isPositive();
        });
    }

    private static List<Row> rows() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(document).contains(HEADING);
        String section = document.substring(document.indexOf(HEADING) + HEADING.length());
        int end = section.indexOf("\n## ");
        return (end < 0 ? section : section.substring(0, end))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| input |"))
                .map(Row::of)
                .toList();
    }
}
