package io.artstore.launcher.migration;

import io.artstore.common.database.DatabaseSettings;
import io.artstore.common.database.DatabaseSettings.SslMode;
import io.artstore.common.migration.Direction;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.MigrationReport;
import io.artstore.common.migration.MigrationStep;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process of its own that upgrades databases, and the handle by which a test starts, reads and kills it. */
final class MigratingProcess implements AutoCloseable {

    /** When the process stops dead, waiting to be killed. */
    enum Moment {
        /** Before the SQL of a change set. */
        STARTED,
        /** After the SQL has committed and is recorded. */
        FINISHED
    }

    private static final String STOPPED = "stopped";
    private static final String APPLIED = "applied ";

    private final Process process;
    private final BufferedReader output;

    private MigratingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a process that upgrades the module's databases named by the settings. */
    static MigratingProcess start(List<Modules> modules, List<DatabaseSettings> databases) throws IOException {
        return start(modules, databases, "none", 0);
    }

    /** Starts a process that upgrades one database and stops at the given change set, counted from one. */
    static MigratingProcess startAndStop(Modules module, DatabaseSettings database, Moment moment, int changeSet)
            throws IOException {
        return start(List.of(module), List.of(database), moment.name(), changeSet);
    }

    private static MigratingProcess start(
            List<Modules> modules, List<DatabaseSettings> databases, String moment, int changeSet) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=fixtures/quiet-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                MigratingProcess.class.getName(),
                moment,
                String.valueOf(changeSet)));
        for (int i = 0; i < modules.size(); i++) {
            DatabaseSettings settings = databases.get(i);
            command.add(modules.get(i).name());
            command.add(String.valueOf(settings.port()));
            command.add(settings.name());
        }
        return new MigratingProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until the process stops dead, then kills it as {@code kill -9} does. False if it ended by itself. */
    boolean killWhenStopped() throws IOException, InterruptedException {
        String line = output.readLine();
        while (line != null && !line.equals(STOPPED)) {
            line = output.readLine();
        }
        process.destroyForcibly().waitFor();
        return line != null;
    }

    /** Waits for the end and answers how many change sets the process applied. */
    int awaitApplied() throws IOException, InterruptedException {
        List<String> lines = output.lines().toList();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("the migrating process failed: " + String.join("\n", lines));
        }
        return lines.stream()
                .filter(line -> line.startsWith(APPLIED))
                .mapToInt(line -> Integer.parseInt(line.substring(APPLIED.length())))
                .sum();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) {
        var listener = new Stopper(arguments[0], Integer.parseInt(arguments[1]));
        for (int i = 2; i < arguments.length; i += 3) {
            var settings = new DatabaseSettings(
                    "localhost", Integer.parseInt(arguments[i + 1]), arguments[i + 2], "postgres", "", SslMode.DISABLE);
            var migrator = new Migrator(Modules.valueOf(arguments[i]).in(settings), Modules.PATIENT, listener);
            MigrationReport report = migrator.upgrade(Target.HEAD);
            System.out.println(APPLIED + report.steps().size());
        }
    }

    private static final class Stopper implements MigrationListener {

        private final String moment;
        private final int changeSet;
        private int started;
        private int finished;

        Stopper(String moment, int changeSet) {
            this.moment = moment;
            this.changeSet = changeSet;
        }

        @Override
        public void started(String label, String id, Direction direction) {
            started++;
            stopIf(moment.equals(Moment.STARTED.name()) && started == changeSet);
        }

        @Override
        public void finished(String label, MigrationStep step) {
            finished++;
            stopIf(moment.equals(Moment.FINISHED.name()) && finished == changeSet);
        }

        private static void stopIf(boolean reached) {
            if (reached) {
                System.out.println(STOPPED);
                while (true) {
                    LockSupport.park();
                }
            }
        }
    }
}
