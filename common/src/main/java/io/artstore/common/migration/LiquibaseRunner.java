package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationException.Reason;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Liquibase, kept quiet and pointed at one module's change log, prefix and bookkeeping. */
final class LiquibaseRunner {

    /** Liquibase keeps registries per JVM that were never meant for two migrations at once. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private static final Contexts EVERY_CONTEXT = new Contexts();
    private static final LabelExpression EVERY_LABEL = new LabelExpression();

    private final ModuleDatabase module;
    private final JdbcConnector connector;
    private final MigrationListener listener;

    LiquibaseRunner(ModuleDatabase module, JdbcConnector connector, MigrationListener listener) {
        this.module = module;
        this.connector = connector;
        this.listener = listener;
    }

    /** Applies what is not recorded as applied, up to the target. */
    List<MigrationStep> update(Target target) {
        var steps = new StepRecorder(module.label(), listener);
        run(liquibase -> {
            liquibase.setChangeExecListener(steps);
            if (target == Target.HEAD) {
                liquibase.update(EVERY_CONTEXT, EVERY_LABEL);
            } else {
                liquibase.update(target.tag(), EVERY_CONTEXT, EVERY_LABEL);
            }
        });
        return steps.recorded();
    }

    /** Rolls back what was applied after the target's tag. */
    List<MigrationStep> rollback(Target target) {
        var steps = new StepRecorder(module.label(), listener);
        run(liquibase -> {
            liquibase.setChangeExecListener(steps);
            liquibase.rollback(target.tag(), EVERY_CONTEXT, EVERY_LABEL);
        });
        return steps.recorded();
    }

    /** Records the change sets up to the checkpoint as applied, without running them. */
    void recordCheckpoint() {
        run(liquibase -> liquibase.changeLogSync(Target.CHECKPOINT.tag(), EVERY_CONTEXT, EVERY_LABEL));
    }

    /** Records every change set as applied, without running any. */
    void recordHead() {
        run(liquibase -> liquibase.changeLogSync(EVERY_CONTEXT, EVERY_LABEL));
    }

    /** The SQL an update to head would run now. */
    String updateSql() {
        var sql = new StringWriter();
        run(liquibase -> liquibase.updateSql(EVERY_CONTEXT, EVERY_LABEL, sql));
        return sql.toString();
    }

    /** The SQL a rollback to the checkpoint would run now. */
    String rollbackSql() {
        var sql = new StringWriter();
        run(liquibase -> liquibase.rollback(Target.CHECKPOINT.tag(), EVERY_CONTEXT, EVERY_LABEL, sql));
        return sql.toString();
    }

    private void run(LiquibaseAction action) {
        ONE_AT_A_TIME.lock();
        try (Connection connection = connector.open()) {
            Scope.child(quietScope(), () -> action.accept(liquibase(connection)));
        } catch (LiquibaseException | SQLException e) {
            throw failed(e);
        } catch (MigrationException e) {
            throw e;
        } catch (Exception e) {
            // Scope.child declares Exception, whatever its action throws.
            throw failed(e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private Liquibase liquibase(Connection connection) throws LiquibaseException {
        var bookkeeping = new Bookkeeping(module);
        var database = new PostgresDatabase();
        database.setConnection(new JdbcConnection(connection));
        database.setDefaultSchemaName("public");
        database.setLiquibaseSchemaName(Bookkeeping.SCHEMA);
        database.setDatabaseChangeLogTableName(bookkeeping.changeLogTable());
        database.setDatabaseChangeLogLockTableName(bookkeeping.lockTable());
        String root = new ModuleResources(module).path(ChangeLog.ROOT);
        var liquibase = new Liquibase(root, Scope.getCurrentScope().getResourceAccessor(), database);
        liquibase.setChangeLogParameter("prefix", module.tablePrefix());
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
        return liquibase;
    }

    private static Map<String, Object> quietScope() {
        return Map.of(
                Scope.Attr.logService.name(),
                new Slf4jLogService(),
                Scope.Attr.ui.name(),
                new LoggerUIService(),
                Scope.Attr.resourceAccessor.name(),
                new ClassLoaderResourceAccessor(LiquibaseRunner.class.getClassLoader()),
                "liquibase.analytics.enabled",
                "false");
    }

    private MigrationException failed(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root instanceof SQLException sql ? JdbcConnector.oneLine(sql) : JdbcConnector.oneLine(e);
        return new MigrationException(
                Reason.FAILED,
                module.settings() + ": migrating " + module.label() + " stopped: " + message
                        + "; what was applied so far is recorded, and the same command continues from there",
                e);
    }

    @FunctionalInterface
    private interface LiquibaseAction {
        void accept(Liquibase liquibase) throws LiquibaseException;
    }
}
