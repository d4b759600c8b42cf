package io.artstore.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server's own note, {@code postmaster.pid}, about who runs on a data directory.
 *
 * <p>The process id alone proves nothing: the process may have died and its number been given to another.
 */
final class PostmasterPidFile {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    private final Path data;
    private final Path file;

    PostmasterPidFile(Path data) {
        this.data = data;
        this.file = data.resolve("postmaster.pid");
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** The living server of this data directory. */
    Optional<ProcessHandle> postmaster() {
        return namedProcess().filter(this::servesThisData);
    }

    /** A living process that merely got the number of a dead server. */
    Optional<ProcessHandle> stranger() {
        return namedProcess().filter(process -> !servesThisData(process));
    }

    /** The port in the note. */
    Optional<Integer> port() {
        return line(PORT_LINE).filter(text -> text.matches("\\d{1,5}")).map(Integer::valueOf);
    }

    /** The server's worker processes that outlived it, where the system lets us see them (Linux). */
    List<ProcessHandle> orphans() {
        return ProcessHandle.allProcesses().filter(this::worksInThisData).toList();
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The stale file " + file + " cannot be removed (" + OwnerOnly.reason(e) + "). Remove it by hand.",
                    e);
        }
    }

    private Optional<ProcessHandle> namedProcess() {
        return line(PID_LINE)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> ProcessHandle.of(Long.parseLong(text)))
                .filter(ProcessHandle::isAlive);
    }

    private boolean servesThisData(ProcessHandle process) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        return isPostgres(process) && Stream.of(arguments).anyMatch(data.toString()::equals);
    }

    private boolean worksInThisData(ProcessHandle process) {
        try {
            Path workingFolder = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
            return workingFolder.equals(data) && isPostgres(process);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // not ours to see, gone meanwhile, or a system without /proc
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }

    private Optional<String> line(int index) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(index).findFirst().map(String::strip);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EmbeddedDatabaseException(
                    "The file " + file + " cannot be read (" + OwnerOnly.reason(e)
                            + "). Run ArtStore as the user who owns the home.",
                    e);
        }
    }
}
