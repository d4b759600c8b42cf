package io.artstore.common.migration;

/** How names from outside enter SQL text. */
final class SqlNames {

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private SqlNames() {}
}
