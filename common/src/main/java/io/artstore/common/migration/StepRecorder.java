package io.artstore.common.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;

/** Times the change sets Liquibase runs and passes them on to the migration's own listener. */
final class StepRecorder extends AbstractChangeExecListener {

    private final String label;
    private final MigrationListener listener;
    private final List<MigrationStep> steps = new ArrayList<>();
    private long startedAt;

    StepRecorder(String label, MigrationListener listener) {
        this.label = label;
        this.listener = listener;
    }

    List<MigrationStep> recorded() {
        return List.copyOf(steps);
    }

    @Override
    public void willRun(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.RunStatus status) {
        if (status != ChangeSet.RunStatus.ALREADY_RAN) {
            begin(changeSet, Direction.UP);
        }
    }

    @Override
    public void ran(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.ExecType type) {
        end(changeSet, Direction.UP);
    }

    @Override
    public void willRollback(ChangeSet changeSet, DatabaseChangeLog log, Database database) {
        begin(changeSet, Direction.DOWN);
    }

    @Override
    public void rolledBack(ChangeSet changeSet, DatabaseChangeLog log, Database database) {
        end(changeSet, Direction.DOWN);
    }

    private void begin(ChangeSet changeSet, Direction direction) {
        startedAt = System.nanoTime();
        listener.started(label, changeSet.getId(), direction);
    }

    private void end(ChangeSet changeSet, Direction direction) {
        var step = new MigrationStep(changeSet.getId(), direction, Duration.ofNanos(System.nanoTime() - startedAt));
        steps.add(step);
        listener.finished(label, step);
    }
}
