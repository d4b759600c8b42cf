package io.artstore.launcher.cli.audit;

import io.artstore.launcher.cli.CommandGroup;
import picocli.CommandLine.Command;

/** {@code artstore audit}: proves and exports the audit log. */
@Command(
        name = "audit",
        description = "Proves and exports the audit log.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditVerifyCommand.class, AuditExportCommand.class})
public final class AuditCommand extends CommandGroup {}
