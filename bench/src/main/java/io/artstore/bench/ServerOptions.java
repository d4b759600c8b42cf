package io.artstore.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How the ArtStore that is measured is started. */
final class ServerOptions {
    @Option(
            names = "--jar",
            description = "The assembled jar; by default ${DEFAULT-VALUE}.",
            defaultValue = "launcher/target/artstore.jar")
    private Path jar;

    @Option(names = "--heap", description = "The server's -Xmx; by default ${DEFAULT-VALUE}.", defaultValue = "512m")
    private String heap;

    @Option(
            names = "--folder",
            description = "Where the data goes, in a folder that is removed at the end; by default ${DEFAULT-VALUE}.",
            defaultValue = ".")
    private Path folder;

    @Option(
            names = "--home",
            description =
                    "A home that is kept, for several runs on the same data; by default a new one that is removed.")
    private Path home;

    @Option(names = "--set", description = "A setting of the server, as its own --set; may be repeated.")
    private List<String> more = List.of();

    Server start(String... settings) {
        String[] all = Stream.concat(Stream.of(settings), more.stream()).toArray(String[]::new);
        return home == null
                ? Server.startOnNewHome(jar, heap, folder, all)
                : Server.startOnKeptHome(jar, heap, home, all);
    }

    String heap() {
        return heap;
    }
}
