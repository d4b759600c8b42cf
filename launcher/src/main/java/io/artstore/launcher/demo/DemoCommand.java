package io.artstore.launcher.demo;

import io.artstore.common.config.ConfigSources;
import io.artstore.common.config.Settings;
import io.artstore.launcher.platform.Platform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code artstore demo}: shows on this machine, with these files, that the chain works. */
@Command(
        name = "demo",
        description = {
            "Starts ArtStore on free ports, sends the files through upload, search, download and delete,",
            "compares every digest and prints the time of each step. Exit code 1 on any difference."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Documents to use. Default: a generated set of seven.")
    private List<Path> files = List.of();

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where to keep data afterwards. Default: a temporary folder that is removed.")
    private Path home;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new ParameterException(spec.commandLine(), "'" + file + "' is not a readable file.");
            }
        }
        Path work = Files.createTempDirectory("artstore-demo");
        try {
            run(work, new DemoReport(spec.commandLine().getOut()));
            return ExitCode.OK;
        } finally {
            deleteTree(work);
        }
    }

    private void run(Path work, DemoReport report) throws Exception {
        Path samples = Files.createDirectory(work.resolve("files"));
        List<Path> chosen = files.isEmpty() ? SampleFiles.writeTo(samples) : files;
        List<DemoDocument> documents = chosen.stream().map(DemoDocument::of).toList();
        ConfigSources sources = sources(home == null ? work.resolve("home") : home);
        long begun = System.nanoTime();
        try (Platform platform = report.step("start ArtStore", () -> Platform.start(sources))) {
            ChainClient client = client(platform);
            report.step("access token", () -> {
                JsonObject credentials = new JsonObject(Files.readString(platform.credentialsFile()));
                client.authenticate(credentials.getString("client_id"), credentials.getString("client_secret"));
                return null;
            });
            new Demo(client, report).run(documents);
        }
        long bytes = documents.stream().mapToLong(DemoDocument::sizeBytes).sum();
        report.line(String.format(
                "The chain works: %s, %s, every SHA-256 equal, in %.1f s.",
                documents.size() == 1 ? "1 document" : documents.size() + " documents",
                DemoReport.size(bytes),
                (System.nanoTime() - begun) / 1e9));
    }

    private static ChainClient client(Platform platform) {
        Map<String, URI> addresses = platform.addresses();
        String element =
                "storage/" + Settings.elements(platform.config()).get(0).id();
        return new ChainClient(addresses.get("admin"), addresses.get(element), addresses.get("query"));
    }

    /** Free ports on the loopback address and the embedded database, whatever else this machine is configured for. */
    private static ConfigSources sources(Path home) {
        Map<String, String> values = Map.of(
                "artstore.home", home.toString(),
                "artstore.admin.http.host", "127.0.0.1",
                "artstore.admin.http.port", "0",
                "artstore.query.http.host", "127.0.0.1",
                "artstore.query.http.port", "0",
                "artstore.storage.elements[0].id", Settings.FIRST_ELEMENT,
                "artstore.storage.elements[0].http.host", "127.0.0.1",
                "artstore.storage.elements[0].http.port", "0");
        return new ConfigSources(Optional.empty(), Map.of(), values, Map.of());
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
