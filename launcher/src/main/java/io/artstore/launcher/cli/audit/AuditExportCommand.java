package io.artstore.launcher.cli.audit;

import io.artstore.admin.AuditTool;
import io.artstore.admin.domain.audit.AuditEntry;
import io.artstore.admin.domain.audit.AuditFilter;
import io.artstore.common.config.ArtStoreConfig;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code audit export}: prints rows with their links, one JSON object a line. */
@Command(
        name = "export",
        description = "Prints the audit log, one JSON object a line, oldest first.",
        mixinStandardHelpOptions = true)
final class AuditExportCommand extends AuditLogCommand {
    @Option(names = "--from", paramLabel = "TIME", description = "Only what happened at or after this moment.")
    private Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only what happened before this moment.")
    private Instant to;

    @Option(names = "--event-type", paramLabel = "TYPE", description = "Only events of this type.")
    private String eventType;

    @Option(names = "--actor", paramLabel = "WHO", description = "A user's number, an account's UUID, or a name.")
    private String actor;

    @Override
    Future<Integer> run(AuditTool audit, ArtStoreConfig config) {
        AuditFilter filter = new AuditFilter(
                Optional.ofNullable(from),
                Optional.ofNullable(to),
                Optional.ofNullable(eventType),
                Optional.ofNullable(actor),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return audit.export(filter, this::print).map(ExitCode.OK);
    }

    private Future<Void> print(List<AuditEntry> entries) {
        entries.forEach(entry -> out().print(entry.line()));
        out().flush();
        return out().checkError()
                ? Future.failedFuture(new IllegalStateException("the output cannot be written any more"))
                : Future.succeededFuture();
    }
}
