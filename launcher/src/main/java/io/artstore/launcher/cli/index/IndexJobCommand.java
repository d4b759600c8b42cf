package io.artstore.launcher.cli.index;

import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.ConfigLoader;
import io.artstore.common.config.Settings;
import io.artstore.launcher.cli.AccountClient;
import io.artstore.launcher.cli.ClientCredentials;
import io.artstore.launcher.cli.ConfigOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a job on the index of a running query module, shows how far it is, and ends with what it found. */
abstract class IndexJobCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 500;
    private static final String WHEN_UNREACHABLE =
            "is ArtStore serving there? Name other addresses with --query and --admin";

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--query",
            paramLabel = "URL",
            description = "Where query serves. Default: as configured, on this host.")
    private URI query;

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "Where admin serves. Default: as configured, on this host.")
    private URI admin;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = {
                "JSON with client_id and client_secret of an account with the role admin.",
                "Default: $ARTSTORE_CLIENT_ID and $ARTSTORE_CLIENT_SECRET, else credentials.json in the home."
            })
    private Path credentials;

    @Option(names = "--json", description = "Prints the finished job as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final String kind;

    IndexJobCommand(String kind) {
        this.kind = kind;
    }

    /** {@code index verify}: changes nothing. */
    @Command(
            name = "verify",
            description = {
                "Compares every document of every storage element with the index.",
                "Exit code 0 when they say the same, 1 when they differ or an element could not be compared."
            },
            mixinStandardHelpOptions = true)
    static final class Verify extends IndexJobCommand {
        Verify() {
            super("verify");
        }
    }

    /** {@code index resync}: reads every feed from the beginning. */
    @Command(
            name = "resync",
            description = {
                "Makes the index anew from what the storage elements have, while it serves, and compares at the end.",
                "Exit code 0 when they say the same then, 1 when not."
            },
            mixinStandardHelpOptions = true)
    static final class Resync extends IndexJobCommand {
        Resync() {
            super("resync");
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ArtStoreConfig config = ConfigLoader.load(options.sources()).config();
        ClientCredentials account =
                ClientCredentials.find(Optional.ofNullable(credentials), System.getenv(), config.home());
        URI queryAddress = query == null ? Settings.queryHttp(config).localAddress() : query;
        URI adminAddress = admin == null ? Settings.adminHttp(config).localAddress() : admin;
        JsonObject job = finish(new AccountClient(adminAddress, account, WHEN_UNREACHABLE), queryAddress);
        JobPrinter printer = new JobPrinter(out());
        if (json) {
            out().println(job.encodePrettily());
        } else {
            printer.result(job);
        }
        out().flush();
        return Boolean.TRUE.equals(job.getBoolean("clean")) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private JsonObject finish(AccountClient client, URI server) throws InterruptedException {
        JobPrinter progress = new JobPrinter(spec.commandLine().getErr());
        JsonObject job = client.begin(server.resolve("/api/v1/index/" + kind));
        URI self = server.resolve("/api/v1/index/jobs/" + job.getString("id"));
        while ("running".equals(job.getString("state"))) {
            progress.progress(job);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            job = client.get(self);
        }
        return job;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
