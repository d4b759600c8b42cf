package io.artstore.launcher.cli.storage;

import io.artstore.common.bootstrap.ModuleContext;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.ElementSettings;
import io.artstore.common.config.Settings;
import io.artstore.launcher.cli.AccountClient;
import io.artstore.launcher.cli.ClientCredentials;
import io.artstore.launcher.cli.ConfigOptions;
import io.artstore.launcher.platform.DatabaseServer;
import io.artstore.storage.domain.JobKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What every {@code storage} command shares: it finds the element, works on it directly where nothing serves it and over
 * HTTP where something does, shows the progress, and prints what was found.
 */
abstract class MaintenanceCommand implements Callable<Integer> {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int SHOWN_FINDINGS = 200;
    private static final String WHEN_UNREACHABLE = "name the right address with --url or --admin-url";

    private final JobKind kind;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--element", paramLabel = "ID", description = "The element. Default: the only one there is.")
    private String elementId;

    @Option(names = "--url", paramLabel = "URL", description = "Where the element listens. Default: as configured.")
    private URI url;

    @Option(names = "--admin-url", paramLabel = "URL", description = "Where admin listens. Default: as configured.")
    private URI adminUrl;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description =
                    "JSON with client_id and client_secret, for a served element. Default: $ARTSTORE_CLIENT_ID and"
                            + " $ARTSTORE_CLIENT_SECRET, else credentials.json in the home.")
    private Path credentials;

    @Spec
    private CommandSpec spec;

    MaintenanceCommand(JobKind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() {
        element(ConfigLoader.load(options.sources()).config());
        try (DatabaseServer server = DatabaseServer.forCommand(options.sources());
                MaintenanceSession session = open(server.config().config())) {
            out().println(session.description());
            return run(session);
        }
    }

    /** What the job is asked for beyond its kind. */
    Map<String, Object> jobOptions() {
        return Map.of();
    }

    private int run(MaintenanceSession session) {
        JobStatus job = session.start(kind, jobOptions());
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), System.console() != null);
        while (!job.isOver()) {
            bar.show(job);
            LockSupport.parkNanos(POLL_NANOS);
            job = session.status(job.id());
        }
        bar.end(job);
        print(session, job);
        return job.isFinished() && job.findings() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(MaintenanceSession session, JobStatus job) {
        long left = SHOWN_FINDINGS;
        Optional<String> cursor = Optional.empty();
        do {
            MaintenanceSession.Findings page = session.findings(job.id(), cursor);
            List<FoundLine> shown = page.lines().stream().limit(left).toList();
            shown.forEach(found -> out().println(found.text()));
            left -= shown.size();
            cursor = page.next();
        } while (left > 0 && cursor.isPresent());
        if (job.findings() > SHOWN_FINDINGS) {
            out().printf(
                            "and %,d more; all of them: GET /api/v1/jobs/%s/findings%n",
                            job.findings() - SHOWN_FINDINGS, job.id());
        }
        job.counts().forEach((name, count) -> out().printf("%s: %,d%n", name.replace('_', ' '), count));
        out().printf("findings: %,d%n", job.findings());
        job.failure().ifPresent(reason -> out().println(job.state() + ": " + reason));
        out().flush();
    }

    private MaintenanceSession open(ArtStoreConfig config) {
        ElementSettings element = element(config);
        return LocalSession.open(ModuleContext.of(config), element).orElseGet(() -> remote(config, element));
    }

    private MaintenanceSession remote(ArtStoreConfig config, ElementSettings element) {
        URI elementUrl = url == null
                ? element.publicUrl().map(URI::create).orElseGet(() -> element.http()
                        .localAddress())
                : url;
        URI admin = adminUrl == null ? Settings.adminHttp(config).localAddress() : adminUrl;
        return new RemoteSession(new AccountClient(admin, account(config), WHEN_UNREACHABLE), elementUrl);
    }

    private ClientCredentials account(ArtStoreConfig config) {
        try {
            return ClientCredentials.find(Optional.ofNullable(credentials), System.getenv(), config.home());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Another process serves the element, and " + e.getMessage() + "; or stop that process", e);
        }
    }

    private ElementSettings element(ArtStoreConfig config) {
        List<ElementSettings> elements = Settings.elements(config);
        if (elementId == null && elements.size() == 1) {
            return elements.get(0);
        }
        return elements.stream()
                .filter(element -> element.id().equals(elementId))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Name the element with --element; there are "
                                + elements.stream().map(ElementSettings::id).toList()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
