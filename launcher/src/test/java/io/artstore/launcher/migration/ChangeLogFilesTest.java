package io.artstore.launcher.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.DatabaseSettings.SslMode;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationException;
import io.artstore.common.migration.SchemaContract;
import io.artstore.common.migration.ServingLock;
import io.artstore.common.migration.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The change logs and contracts on the class path")
class ChangeLogFilesTest {

    private static final DatabaseSettings NOWHERE =
            new DatabaseSettings("localhost", 1, "nowhere", "nobody", "", SslMode.DISABLE);

    @ParameterizedTest
    @EnumSource(Modules.class)
    @DisplayName("name the revision, the version table and as many tables as the checkpoint has")
    void contractsAreComplete(Modules module) {
        SchemaContract contract = SchemaContract.of(module.in(NOWHERE));

        assertThat(contract.revision()).isEqualTo(module.revision);
        assertThat(contract.versionTable()).isEqualTo("public." + module.versionTable);
        assertThat(contract.dataTables(Target.CHECKPOINT)).hasSize(module.tables - 1);
    }

    @ParameterizedTest
    @EnumSource(Modules.class)
    @DisplayName("give every change set an id of its own and a way back")
    void everyChangeSetHasARollback(Modules module) {
        List<String> changeSets = included(module)
                .flatMap(file -> Pattern.compile("(?m)^--changeset ")
                        .splitAsStream(text(module, file))
                        .skip(1))
                .toList();

        assertThat(changeSets).isNotEmpty().allSatisfy(text -> assertThat(text).contains("\n--rollback "));
        assertThat(changeSets.stream().map(text -> text.split("[: ]", 3)[1])).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Elem", "elem-01", "1elem", "a\";drop table x", "a123456789012345678901234567890123x"})
    @DisplayName("are refused for a prefix that cannot name tables")
    void refusesPrefix(String prefix) {
        var database = new ModuleDatabase("storage", NOWHERE, prefix);

        assertThatThrownBy(() -> SchemaContract.of(database))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("'" + prefix + "'")
                .hasMessageContaining("lower-case");
    }

    @Test
    @DisplayName("the serving lock is one per element")
    void servingLocksAreApart() {
        long first = ServingLock.key(new ModuleDatabase("storage", NOWHERE, "storage_elem_01"));
        long second = ServingLock.key(new ModuleDatabase("storage", NOWHERE, "storage_elem_02"));

        assertThat(first).isPositive().isNotEqualTo(second);
        assertThat(ServingLock.acquireSql(Modules.STORAGE.in(NOWHERE)))
                .isEqualTo("SELECT pg_advisory_lock_shared(" + first + ")");
    }

    private static Stream<String> included(Modules module) {
        return Pattern.compile("include: \\{file: (\\S+),")
                .matcher(text(module, "changelog.yaml"))
                .results()
                .map(include -> include.group(1));
    }

    private static String text(Modules module, String file) {
        String path = "/db/" + module.module + "/" + file;
        try (InputStream in = ChangeLogFilesTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
