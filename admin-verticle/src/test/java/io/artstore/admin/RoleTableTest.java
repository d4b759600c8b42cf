package io.artstore.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.artstore.common.security.Permission;
import io.artstore.common.security.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/security.md is the one in the code. */
class RoleTableTest {
    private static final int FIRST_ROLE_COLUMN = 2;

    @Test
    void thePublishedTableHasEveryPermissionAndGivesEachRoleWhatTheCodeGivesIt() throws IOException {
        List<List<String>> rows = table();

        List<String> roles = rows.get(0).subList(FIRST_ROLE_COLUMN, rows.get(0).size());

        assertThat(roles)
                .containsExactlyElementsOf(
                        Stream.of(Role.values()).map(Role::claim).toList());
        assertThat(rows.subList(1, rows.size())).containsExactlyElementsOf(expected(rows));
    }

    private static List<List<String>> expected(List<List<String>> published) {
        return Stream.of(Permission.values())
                .map(permission -> Stream.concat(
                                Stream.of("`" + permission.scope() + "`", opens(published, permission)),
                                Stream.of(Role.values()).map(role -> role.may(permission) ? "yes" : ""))
                        .toList())
                .toList();
    }

    private static String opens(List<List<String>> published, Permission permission) {
        return published.stream()
                .filter(row -> row.get(0).equals("`" + permission.scope() + "`"))
                .map(row -> row.get(1))
                .findFirst()
                .orElse("");
    }

    private static List<List<String>> table() throws IOException {
        return Files.readAllLines(Path.of("../docs/security.md")).stream()
                .dropWhile(line -> !line.startsWith("| permission |"))
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> !line.startsWith("|---"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
