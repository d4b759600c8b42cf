package io.artstore.common.migration;

import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a database up to a target: creates, adopts, completes. What it refuses it has not touched, and what it did not
 * finish it continues the next time.
 */
final class Upgrade {

    private final MigrationContext context;
    private final Target target;

    Upgrade(MigrationContext context, Target target) {
        this.context = context;
        this.target = target;
    }

    /** The change sets that ran. */
    List<MigrationStep> run() throws SQLException {
        try (Connection connection = openOrCreate(context)) {
            new ServerRequirements(context, connection).requireVersion();
            Snapshot before = new Inspector(context, connection).snapshot();
            return isReached(before) ? List.of() : MigrationLock.hold(context, lock -> runLocked(connection));
        }
    }

    /** A connection to the database, which is created first where it is missing. */
    static Connection openOrCreate(MigrationContext context) {
        try {
            return context.connector().open();
        } catch (MigrationException e) {
            if (e.reason() != Reason.NO_DATABASE) {
                throw e;
            }
            context.note("creating database " + context.module().settings().name());
            new DatabaseCreator(context.module().settings(), context.limits()).createIfMissing();
            return context.connector().open();
        }
    }

    private boolean isReached(Snapshot snapshot) {
        return snapshot.hasTables()
                && !snapshot.downgrading()
                && snapshot.isStamped(context.contract())
                && snapshot.unknownChangeSets(context.log()).isEmpty()
                && snapshot.has(context.log(), target);
    }

    /** The same under a migration lock that the caller holds. */
    List<MigrationStep> runLocked(Connection connection) throws SQLException {
        Snapshot snapshot = new Inspector(context, connection).snapshot();
        if (isReached(snapshot)) {
            return List.of();
        }
        requireFit(connection, snapshot);
        context.bookkeeping().createSchema(connection);
        return migrate(connection, snapshot);
    }

    private void requireFit(Connection connection, Snapshot snapshot) throws SQLException {
        var requirements = new ServerRequirements(context, connection);
        requirements.requireUsableDatabase();
        var inspector = new Inspector(context, connection);
        inspector.requireOurs(snapshot);
        List<SchemaDifference> unmendable = inspector.unmendable(snapshot);
        if (!unmendable.isEmpty()) {
            throw context.differs(
                    "the tables differ from the contract at revision "
                            + context.contract().revision(),
                    unmendable,
                    "nothing was changed; make them as the contract says, then upgrade again");
        }
        requirements.requirePrivileges();
    }

    private List<MigrationStep> migrate(Connection connection, Snapshot snapshot) throws SQLException {
        if (claimsMoreThanIsThere(connection, snapshot)) {
            context.note("the records speak of what is no longer there; running every change set again");
            context.bookkeeping().forget(connection);
        }
        var steps = new ArrayList<>(context.runner().update(target));
        List<SchemaDifference> differences = breaches(connection);
        if (!differences.isEmpty() && !snapshot.applied().isEmpty()) {
            context.note("the schema is not what the records say; running every change set again");
            context.bookkeeping().forget(connection);
            steps.addAll(context.runner().update(target));
            differences = breaches(connection);
        }
        if (!differences.isEmpty()) {
            throw context.differs(
                    "after the migration the schema differs from the contract",
                    differences,
                    "repair them by hand, then run \"db verify\"");
        }
        return steps;
    }

    /** An interrupted downgrade, or a hand that dropped something, leaves records of what is gone. */
    private boolean claimsMoreThanIsThere(Connection connection, Snapshot snapshot) throws SQLException {
        if (snapshot.downgrading() || snapshot.applied().isEmpty()) {
            return snapshot.downgrading();
        }
        return SchemaFacts.read(connection, context.contract())
                .differencesFrom(context.contract().at(Target.CHECKPOINT))
                .stream()
                .anyMatch(difference -> difference.kind() == SchemaDifference.Kind.MISSING);
    }

    private List<SchemaDifference> breaches(Connection connection) throws SQLException {
        return SchemaFacts.read(connection, context.contract())
                .differencesFrom(context.contract().at(target))
                .stream()
                .filter(difference -> !difference.isHarmless())
                .toList();
    }
}
