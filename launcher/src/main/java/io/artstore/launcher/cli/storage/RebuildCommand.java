package io.artstore.launcher.cli.storage;

import io.artstore.storage.domain.JobKind;
import picocli.CommandLine.Command;

/** {@code storage rebuild}: makes the rows anew from the attribute files. */
@Command(
        name = "rebuild",
        description = {
            "Makes the database's rows anew from the attribute files: lists what is missing, corrects what differs,",
            "leaves the rest as it is. Exit code 0 when every document could be listed, 1 when something is wrong."
        },
        mixinStandardHelpOptions = true)
final class RebuildCommand extends MaintenanceCommand {
    RebuildCommand() {
        super(JobKind.REBUILD);
    }
}
