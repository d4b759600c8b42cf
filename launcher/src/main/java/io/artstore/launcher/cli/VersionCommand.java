package io.artstore.launcher.cli;

import io.artstore.common.Version;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code artstore version}: which ArtStore and which Java this is. */
@Command(name = "version", description = "Prints the version.", mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {
    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonPrinter.print(
                    out, new Facts(Version.current(), Runtime.version().toString()));
        } else {
            out.println(line());
        }
        out.flush();
    }

    private record Facts(String version, String java) {}

    private static String line() {
        return "ArtStore " + Version.current() + " on Java " + Runtime.version();
    }

    /** What {@code --version} prints. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {line()};
        }
    }
}
