package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The migrations of one module's database, both ways, and what can be asked about it.
 *
 * <p>Every method blocks, opens its own connections and closes them, and may be called from any thread, any process and
 * any number of nodes at once: a session advisory lock lets one migrate at a time. Every failure is a
 * {@link MigrationException} whose message an operator can act on.
 */
public final class Migrator {

    private final MigrationContext context;

    public Migrator(ModuleDatabase database, MigrationListener listener) {
        this(database, MigrationLimits.DEFAULT, listener);
    }

    public Migrator(ModuleDatabase database, MigrationLimits limits, MigrationListener listener) {
        this.context = MigrationContext.of(database, limits, listener);
    }

    /**
     * Creates the database if it is missing, adopts it if the original made it, and applies what it lacks.
     *
     * @param target {@link Target#HEAD} or {@link Target#CHECKPOINT}; a database beyond the checkpoint stays there
     */
    public MigrationReport upgrade(Target target) {
        if (target == Target.BASE) {
            throw context.refused(Reason.USAGE, "an upgrade leads to head or checkpoint, not to base");
        }
        return timed(target, () -> ask(() -> new Upgrade(context, target).run()));
    }

    /**
     * Rolls back to {@link Target#CHECKPOINT}, which hands the database back to the original with its rows, or to
     * {@link Target#BASE}, which drops every table but the version table. Refuses while a process serves the database.
     */
    public MigrationReport downgrade(Target target) {
        if (target == Target.HEAD) {
            throw context.refused(Reason.USAGE, "a downgrade leads to checkpoint or base, not to head");
        }
        return timed(target, () -> ask(() -> new Downgrade(context, target).run()));
    }

    /** Where the database stands. */
    public DatabaseStatus current() {
        return ask(() -> ifPresent(connection -> new Inspector(context, connection).snapshot()))
                .map(this::status)
                .orElseGet(() -> status(DatabaseState.ABSENT, Optional.empty(), 0));
    }

    /** The applied change sets, oldest first. */
    public List<AppliedChange> history() {
        return ask(() -> ifPresent(context.bookkeeping()::read)).orElseGet(List::of);
    }

    /** The change sets an upgrade to head would apply, in order. */
    public List<String> pending() {
        List<String> applied = history().stream().map(AppliedChange::id).toList();
        return context.log().ids().stream().filter(id -> !applied.contains(id)).toList();
    }

    /**
     * What differs between the live database and the contract: at the checkpoint where the database stands there, at head
     * otherwise. Tables and enums in {@code public} that are no part of the contract count as differences.
     */
    public List<SchemaDifference> verify() {
        Target target = current().state() == DatabaseState.CHECKPOINT ? Target.CHECKPOINT : Target.HEAD;
        return verify(target);
    }

    /** What differs between the live database and the contract at a target. */
    public List<SchemaDifference> verify(Target target) {
        return ask(() -> ifPresent(connection -> new Inspector(context, connection).differences(target)))
                .orElseThrow(() -> context.refused(
                        Reason.NO_DATABASE, "there is no such database to verify; run \"db upgrade\" to create it"));
    }

    /** The SQL that an upgrade to head, or a downgrade to the checkpoint, would run now. Runs none of it. */
    public String sql(Direction direction) {
        return ask(() -> new MigrationScript(context).of(direction));
    }

    private DatabaseStatus status(Snapshot snapshot) {
        int applied = (int) context.log().extensions().stream()
                .filter(snapshot.appliedIds()::contains)
                .count();
        return status(snapshot.state(context.log(), context.contract()), snapshot.revision(), applied);
    }

    private DatabaseStatus status(DatabaseState state, Optional<String> revision, int applied) {
        return new DatabaseStatus(
                context.module().label(),
                context.module().settings().name(),
                state,
                revision,
                applied,
                context.log().extensions().size());
    }

    private MigrationReport timed(Target target, Supplier<List<MigrationStep>> migration) {
        long startedAt = System.nanoTime();
        List<MigrationStep> steps = migration.get();
        return new MigrationReport(
                context.module().label(), target, steps, Duration.ofNanos(System.nanoTime() - startedAt));
    }

    private <T> Optional<T> ifPresent(Question<T> question) throws SQLException {
        try (Connection connection = context.connector().open()) {
            new ServerRequirements(context, connection).requireVersion();
            return Optional.of(question.ask(connection));
        } catch (MigrationException e) {
            if (e.reason() == Reason.NO_DATABASE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> T ask(Operation<T> operation) {
        try {
            return operation.run();
        } catch (SQLException e) {
            throw context.failed(e);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    private interface Operation<T> {
        T run() throws SQLException;
    }
}
