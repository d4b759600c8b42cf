package io.artstore.launcher.cli.audit;

import io.artstore.admin.AuditTool;
import io.artstore.admin.domain.audit.ArchivedPart;
import io.artstore.admin.domain.audit.Finding;
import io.artstore.admin.domain.audit.VerificationReport;
import io.artstore.admin.http.AuditJsonViews;
import io.artstore.admin.service.audit.AuditVerification.Progress;
import io.artstore.common.config.ArtStoreConfig;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code audit verify}: proves every row, or names what is not as it was recorded. */
@Command(
        name = "verify",
        description = "Proves that no row of the audit log was changed, inserted or removed; exit code 1 if one was.",
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand extends AuditLogCommand {
    private static final int REPORT_EVERY = 50_000;

    @Option(names = "--from", paramLabel = "SEQUENCE", description = "The first link to look at.")
    private long from = 1;

    @Option(names = "--to", paramLabel = "SEQUENCE", description = "The last link to look at; default: the head.")
    private Long to;

    @Option(
            names = "--heads",
            paramLabel = "FILE",
            description = "Heads that were published earlier. Default: artstore.admin.audit.head-file.")
    private Path heads;

    @Option(
            names = "--archive",
            paramLabel = "FOLDER",
            description = "Where the archived files are. Default: artstore.admin.audit.archive-folder.")
    private Path archive;

    @Option(names = "--skip-archive", description = "Does not look at archived files, only at what is known of them.")
    private boolean skipArchive;

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    private long reported;

    @Override
    Future<Integer> run(AuditTool audit, ArtStoreConfig config) {
        Optional<Path> published =
                Optional.ofNullable(heads).or(() -> config.admin().audit().headFile());
        Path folder = archive == null ? AuditTool.archiveFolder(config) : archive;
        Optional<Path> files = skipArchive ? Optional.empty() : Optional.of(folder);
        return audit.verify(from, Optional.ofNullable(to), published, files, this::progress)
                .map(this::print);
    }

    private Future<Void> progress(Progress progress) {
        if (progress.links() - reported >= REPORT_EVERY) {
            reported = progress.links();
            err().printf(
                            "%,d of %,d rows, %d findings%n",
                            progress.sequence(), progress.lastSequence(), progress.findings());
            err().flush();
        }
        return Future.succeededFuture();
    }

    private int print(VerificationReport report) {
        if (json) {
            out().println(AuditJsonViews.report(report).encodePrettily());
        } else {
            report.findings().forEach(this::print);
            if (report.more()) {
                out().println("and more");
            }
            long millis = Math.max(1, report.duration().toMillis());
            out().printf(
                            "%s: %,d rows, links %d to %d, in %,d ms (%,d rows a second)%n",
                            report.intact() ? "intact" : "NOT INTACT",
                            report.links(),
                            report.firstSequence(),
                            report.lastSequence(),
                            millis,
                            report.links() * 1_000 / millis);
            printArchive(report.archived());
        }
        out().flush();
        return report.intact() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void printArchive(ArchivedPart last) {
        if (last != null) {
            out().printf(
                            "archive: links 1 to %d, the last of them in %s, %s%n",
                            last.lastSequence(), last.file(), skipArchive ? "files not looked at" : "files looked at");
        }
    }

    private void print(Finding finding) {
        String severity = finding.kind().isInformation() ? "for information: " : "";
        out().printf("%-24s %s%s%n", finding.kind(), severity, finding.detail());
    }
}
