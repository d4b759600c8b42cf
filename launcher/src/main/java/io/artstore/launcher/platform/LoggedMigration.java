package io.artstore.launcher.platform;

import io.artstore.common.bootstrap.DatabaseMigration;
import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.Direction;
import io.artstore.common.migration.MigrationLimits;
import io.artstore.common.migration.MigrationListener;
import io.artstore.common.migration.MigrationStep;
import io.artstore.common.migration.Migrator;
import io.artstore.common.migration.Target;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to head and tells each step to the log, so that a long first start shows what it does. */
final class LoggedMigration implements DatabaseMigration, MigrationListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedMigration.class);

    private final MigrationLimits limits;

    LoggedMigration(Duration connectTimeout) {
        MigrationLimits usual = MigrationLimits.DEFAULT;
        this.limits = new MigrationLimits(connectTimeout, usual.lockWait(), usual.tableLockWait());
    }

    @Override
    public void toHead(ModuleDatabase database) {
        new Migrator(database, limits, this).upgrade(Target.HEAD);
    }

    @Override
    public void note(String label, String sentence) {
        LOG.atInfo().addKeyValue("database", label).log(sentence);
    }

    @Override
    public void started(String label, String changeSet, Direction direction) {
        LOG.atDebug()
                .addKeyValue("database", label)
                .addKeyValue("change_set", changeSet)
                .log("change set begins");
    }

    @Override
    public void finished(String label, MigrationStep step) {
        LOG.atInfo()
                .addKeyValue("database", label)
                .addKeyValue("change_set", step.changeSet())
                .addKeyValue("duration_ms", step.elapsed().toMillis())
                .log("change set applied");
    }
}
