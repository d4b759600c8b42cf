package io.artstore.launcher.cli.storage;

import io.artstore.storage.domain.JobKind;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code storage reconcile}: reports everything on disk that belongs to no document, and can put it aside. */
@Command(
        name = "reconcile",
        description = {
            "Reports whatever on disk and in the database does not belong together. Without --apply it changes nothing;",
            "with it, what belongs to no listed document is moved to .quarantine. Nothing is ever deleted.",
            "Exit code 0 when nothing is wrong, 1 when something is."
        },
        mixinStandardHelpOptions = true)
final class ReconcileCommand extends MaintenanceCommand {
    @Option(
            names = "--apply",
            description = "Moves what belongs to no listed document to .quarantine, with the reason.")
    private boolean apply;

    @Option(
            names = "--digests",
            description = "Reads all data again and compares its SHA-256; takes as long as that takes.")
    private boolean digests;

    ReconcileCommand() {
        super(JobKind.RECONCILE);
    }

    @Override
    Map<String, Object> jobOptions() {
        return Map.of("apply", apply, "digests", digests);
    }
}
