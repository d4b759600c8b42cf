package io.artstore.launcher.migration;

import org.junit.jupiter.api.AfterEach;

/** A test class whose databases last for one test. */
interface UsesDatabases {

    @AfterEach
    default void dropDatabases() {
        PostgresVersion.dropDatabases();
    }
}
