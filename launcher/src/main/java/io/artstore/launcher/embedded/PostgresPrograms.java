package io.artstore.launcher.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code initdb} and {@code pg_ctl}.
 *
 * <p>They refuse to run as root. There, on Linux, they run in a user namespace of their own ({@code unshare -U}), where
 * the same user is merely nobody: files keep their owner, and nothing must be given away to another account.
 */
final class PostgresPrograms {

    private static final int TAIL_LINES = 5;
    private static final String OWN_SERVER = ", or use a PostgreSQL of your own with artstore.database.host.";
    private static final String FOREIGN_PROGRAM =
            " Check that this machine has the C library it was built for (glibc)" + OWN_SERVER;
    private static final String ROOT_REFUSED =
            " PostgreSQL does not run as root, and `unshare -U`, by which ArtStore steps down, is not allowed to reach"
                    + " it. Run ArtStore as an ordinary user" + OWN_SERVER;

    private final Path binaries;
    private final Path workingFolder;
    private final List<String> prefix;

    PostgresPrograms(Path binaries, Path workingFolder) {
        this.binaries = binaries;
        this.workingFolder = workingFolder;
        this.prefix = new UnixSystem().getUid() == 0 ? List.of("unshare", "-U") : List.of();
    }

    /** How a program ended. */
    record Outcome(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }

        /** The end of what it said, and where the reason is known to be one of the machine's, what to do about it. */
        String complaint() {
            List<String> lines = output.lines().toList();
            String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
            return output.contains("unshare:") ? tail + "\n" + ROOT_REFUSED.strip() : tail;
        }
    }

    /**
     * Runs a program to its end.
     *
     * @throws EmbeddedDatabaseException where it cannot be started, or has not ended in time (it is then stopped)
     */
    Outcome run(String program, Duration limit, String... arguments) {
        try {
            return await(program, start(program, arguments), limit);
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The PostgreSQL program " + program + " cannot be started (" + OwnerOnly.reason(e) + ")."
                            + (prefix.isEmpty() ? FOREIGN_PROGRAM : ROOT_REFUSED),
                    e);
        }
    }

    private Process start(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingFolder.toFile()).redirectErrorStream(true);
        onlyOurs(builder.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** The caller's locale and PG* settings must not decide how the server speaks or what it opens. */
    private static void onlyOurs(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_") || name.equals("LANG"));
        environment.put("LC_ALL", "C");
    }

    private static Outcome await(String program, Process process, Duration limit) throws IOException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EmbeddedDatabaseException("The PostgreSQL program " + program + " has not ended within "
                        + limit.toSeconds() + " s. Look for a stalled disk, then start again.");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.exitValue(), output.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("Interrupted while the PostgreSQL program " + program + " ran", e);
        } finally {
            process.destroy();
        }
    }
}
