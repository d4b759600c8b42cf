package io.artstore.admin;

import io.artstore.admin.crypto.AuditKeys;
import io.artstore.admin.domain.audit.AuditEntry;
import io.artstore.admin.domain.audit.AuditFilter;
import io.artstore.admin.domain.audit.VerificationReport;
import io.artstore.admin.repository.AuditReadRepository;
import io.artstore.admin.service.audit.AuditReader;
import io.artstore.admin.service.audit.AuditVerification;
import io.artstore.admin.service.audit.AuditVerification.Progress;
import io.artstore.admin.service.audit.AuditVerification.Scope;
import io.artstore.admin.store.AuditArchive;
import io.artstore.admin.store.AuditSecretFile;
import io.artstore.admin.store.HeadFile;
import io.artstore.admin.worker.BoundedWorkers;
import io.artstore.common.config.ArtStoreConfig;
import io.artstore.common.config.Settings;
import io.artstore.common.database.PgPools;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The audit log for commands: on the database itself, whether admin serves or not. Nothing is written. */
public final class AuditTool {
    private static final int CONNECTIONS = 2;
    private static final int QUEUE = 4;

    private final Pool pool;
    private final BoundedWorkers workers;
    private final AuditReadRepository repository;
    private final AuditVerification verification;

    private AuditTool(Pool pool, BoundedWorkers workers, AuditKeys keys, Optional<Duration> kept) {
        this.pool = pool;
        this.workers = workers;
        this.repository = new AuditReadRepository(pool);
        this.verification = new AuditVerification(repository, keys, workers, kept, Clock.systemUTC());
    }

    /** Opens the log of a configuration; a secret that is not there is not made. Blocks. */
    public static AuditTool open(Vertx vertx, ArtStoreConfig config) {
        AuditKeys keys = AuditAssembly.keys(config, AuditSecretFile::read);
        Pool pool = PgPools.open(vertx, Settings.adminDatabase(config), CONNECTIONS, "artstore-audit");
        BoundedWorkers workers = BoundedWorkers.open(vertx, "audit-tool", "audit work", 1, QUEUE);
        return new AuditTool(pool, workers, keys, AuditAssembly.kept(config));
    }

    /** Where a configuration has its archived rows. */
    public static Path archiveFolder(ArtStoreConfig config) {
        return AuditAssembly.archiveFolder(config);
    }

    /**
     * Verifies from one link to another.
     *
     * @param heads a file of published heads to be held against the log
     * @param archive the folder of archived files to be looked at; empty leaves them out
     * @param progress told after each page
     */
    public Future<VerificationReport> verify(
            long from,
            Optional<Long> to,
            Optional<Path> heads,
            Optional<Path> archive,
            Function<Progress, Future<Void>> progress) {
        Optional<AuditArchive> files = archive.map(folder -> new AuditArchive(workers, folder));
        return heads.map(file -> new HeadFile(workers, file).read())
                .orElseGet(() -> Future.succeededFuture(List.of()))
                .compose(published -> verification.verify(new Scope(from, to, published, files), progress));
    }

    /** Hands out all rows of a filter, oldest first. */
    public Future<Void> export(AuditFilter filter, Function<List<AuditEntry>, Future<Void>> sink) {
        return new AuditReader(repository).export(filter, sink);
    }

    public Future<Void> close() {
        return pool.close().transform(closed -> workers.close());
    }
}
