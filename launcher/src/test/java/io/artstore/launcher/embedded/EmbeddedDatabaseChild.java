package io.artstore.launcher.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that serves a home until its standard input ends: {@code home binaries}. */
public final class EmbeddedDatabaseChild {

    private EmbeddedDatabaseChild() {}

    public static void main(String[] arguments) throws IOException {
        EmbeddedOptions options = EmbeddedOptions.defaults();
        if (arguments.length > 1) {
            options = options.withBinaries(Path.of(arguments[1]));
        }
        long begin = System.nanoTime();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), options)) {
            long millis = (System.nanoTime() - begin) / 1_000_000;
            System.out.println("READY port=" + database.port() + " millis=" + millis);
            while (System.in.read() >= 0) {
                // serve until the parent closes our input
            }
        } catch (EmbeddedDatabaseException e) {
            System.out.println("REFUSED " + e.getClass().getSimpleName() + " " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }
}
