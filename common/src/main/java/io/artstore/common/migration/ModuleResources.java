package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The texts under {@code db/<module>/}, with {@code ${prefix}} replaced by the database's own. */
final class ModuleResources {

    /** PostgreSQL cuts names at 63 bytes; the longest name around a prefix leaves it 34. */
    private static final Pattern PREFIX = Pattern.compile("[a-z_][a-z0-9_]{0,33}");

    private final ModuleDatabase database;

    ModuleResources(ModuleDatabase database) {
        if (!database.tablePrefix().isEmpty()
                && !PREFIX.matcher(database.tablePrefix()).matches()) {
            throw new MigrationException(
                    MigrationException.Reason.USAGE,
                    "table prefix '" + database.tablePrefix() + "' of " + database.module()
                            + " cannot name tables: use a lower-case letter or underscore, then at most 33 lower-case "
                            + "letters, digits and underscores");
        }
        this.database = database;
    }

    String path(String name) {
        return "db/" + database.module() + "/" + name;
    }

    List<String> lines(String name) {
        return text(name)
                .orElseThrow(() -> new IllegalStateException("no " + path(name) + " on the class path"))
                .lines()
                .toList();
    }

    Optional<String> text(String name) {
        try (InputStream in = ModuleResources.class.getClassLoader().getResourceAsStream(path(name))) {
            return in == null ? Optional.empty() : Optional.of(inOurPrefix(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path(name), e);
        }
    }

    private String inOurPrefix(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).replace("${prefix}", database.tablePrefix());
    }
}
