package io.artstore.common.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/http.md} has the role table: a row per permission, a column per role. */
class RoleDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "http.md");

    @Test
    void theDocumentAndTheCodeHaveTheSameRoleTable() throws Exception {
        List<String> inCode = new ArrayList<>();
        inCode.add("| permission |" + cells(role -> " `" + role.claim() + "` |"));
        inCode.add("|---|" + cells(role -> "---|"));
        for (Permission permission : Permission.values()) {
            inCode.add("| `" + permission.scope() + "` |" + cells(role -> role.may(permission) ? " yes |" : " |"));
        }

        List<String> document = Files.readAllLines(DOCUMENT);

        assertThat(document).containsSequence(inCode);
    }

    private static String cells(Function<Role, String> cell) {
        return Arrays.stream(Role.values()).map(cell).collect(Collectors.joining());
    }
}
