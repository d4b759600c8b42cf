package io.artstore.launcher.cli.storage;

import io.artstore.storage.domain.JobKind;
import picocli.CommandLine.Command;

/** {@code storage verify}: compares disk and database and changes nothing. */
@Command(
        name = "verify",
        description = {
            "Compares every attribute file with its document's row, and looks for the files of every row.",
            "Changes nothing. Exit code 0 when nothing is wrong, 1 when something is."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand extends MaintenanceCommand {
    VerifyCommand() {
        super(JobKind.VERIFY);
    }
}
