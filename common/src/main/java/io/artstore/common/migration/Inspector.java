package io.artstore.common.migration;

import io.artstore.common.migration.MigrationException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a live database and says what it is, what is wrong with it, and whether it may be touched. Changes nothing. */
final class Inspector {

    /** A storage element's tables; several elements may share a database. */
    private static final Pattern ELEMENT_TABLE =
            Pattern.compile("table public\\.(.+)_(files|wal|config|alembic_version)");

    private static final Map<String, String> MODULES_BY_REVISION =
            Map.of("4c7e84fcc6b9", "admin", "100779395dad", "storage", "16c6973431df", "query");

    private final MigrationContext context;
    private final Connection connection;

    Inspector(MigrationContext context, Connection connection) {
        this.context = context;
        this.connection = connection;
    }

    Snapshot snapshot() throws SQLException {
        return new Snapshot(
                context.bookkeeping().read(connection),
                context.bookkeeping().isDowngrading(connection),
                new VersionTable(context.contract()).read(connection),
                anyExists(context.contract().dataTables(Target.CHECKPOINT)));
    }

    /** Everything that differs from the contract at a target, strangers in {@code public} included. */
    List<SchemaDifference> differences(Target target) throws SQLException {
        var differences = new ArrayList<>(SchemaFacts.read(connection, context.contract())
                .differencesFrom(context.contract().at(target)));
        strangers().stream().map(key -> SchemaDifference.unexpected(key, "")).forEach(differences::add);
        return differences;
    }

    /** Refuses a database that a newer program, another module or another product owns. */
    void requireOurs(Snapshot snapshot) throws SQLException {
        List<String> changeSets = snapshot.unknownChangeSets(context.log());
        if (!changeSets.isEmpty()) {
            throw context.refused(
                    Reason.AHEAD,
                    "the database is ahead of this program: it has the change sets " + String.join(", ", changeSets)
                            + ", which are unknown here; run the newer program, or downgrade with it first");
        }
        requireKnownRevision(snapshot);
        Set<String> strangers = strangers();
        if (!snapshot.hasTables() && !snapshot.isStamped(context.contract()) && !strangers.isEmpty()) {
            throw context.refused(
                    Reason.FOREIGN,
                    "schema public holds none of " + context.module().module() + "'s tables but something else ("
                            + String.join(", ", strangers) + "): this is the database of another product; "
                            + "name another database, or an empty one");
        }
    }

    private void requireKnownRevision(Snapshot snapshot) {
        List<String> revisions = snapshot.unknownRevisions(context.contract());
        if (revisions.isEmpty()) {
            return;
        }
        String stamp = context.contract().versionTable() + " is stamped " + String.join(", ", revisions) + ", and "
                + context.module().module() + " knows " + context.contract().revision() + " only";
        String owner = MODULES_BY_REVISION.get(revisions.get(0));
        if (owner != null) {
            throw context.refused(
                    Reason.FOREIGN,
                    "the database belongs to module " + owner + ": " + stamp + "; give each module its own database");
        }
        throw context.refused(
                Reason.AHEAD,
                "the database is ahead of this program, or another product's: " + stamp
                        + "; run the program that made it, or downgrade with it first");
    }

    /**
     * Differences that an upgrade cannot mend by making what is missing. Where extensions are applied already, what head
     * adds or changes is left for the check after the upgrade, which may be about to change it again.
     */
    List<SchemaDifference> unmendable(Snapshot snapshot) throws SQLException {
        Map<String, ContractFact> checkpoint = context.contract().at(Target.CHECKPOINT);
        Map<String, ContractFact> head = context.contract().at(Target.HEAD);
        SchemaFacts live = SchemaFacts.read(connection, context.contract());
        boolean extended = context.log().extensions().stream().anyMatch(snapshot.appliedIds()::contains);
        var refused = new ArrayList<SchemaDifference>();
        for (SchemaDifference difference : live.differencesFrom(checkpoint)) {
            ContractFact atHead = head.get(difference.fact());
            boolean asAtHead = atHead != null
                    && atHead.value().equals(difference.actual())
                    && difference.kind() != SchemaDifference.Kind.MISSING;
            boolean ours = extended
                    && (!checkpoint.containsKey(difference.fact())
                            || !checkpoint.get(difference.fact()).equals(atHead));
            if (!asAtHead && !ours && !isMendable(difference) && !difference.isHarmless()) {
                refused.add(difference);
            }
        }
        return refused;
    }

    private static boolean isMendable(SchemaDifference difference) {
        return difference.kind() == SchemaDifference.Kind.MISSING
                && Set.of("table", "index", "enum", "revision").contains(difference.subject());
    }

    /** Tables and enums of {@code public} that are neither ours nor an extension's nor another element's. */
    private Set<String> strangers() throws SQLException {
        Set<String> objects = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement(CatalogueQueries.PUBLIC_OBJECTS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                objects.add(rows.getString(1));
            }
        }
        Set<String> strangers = new TreeSet<>(objects);
        strangers.removeIf(key -> context.contract().at(Target.HEAD).containsKey(key));
        if (!context.module().tablePrefix().isEmpty()) {
            strangers.removeIf(key -> belongsToAnElement(key, objects));
        }
        return strangers;
    }

    private static boolean belongsToAnElement(String key, Set<String> objects) {
        Matcher element = ELEMENT_TABLE.matcher(key);
        return element.matches()
                && (objects.contains("table public." + element.group(1) + "_files")
                        || element.group(2).equals("alembic_version"));
    }

    private boolean anyExists(Set<String> tables) throws SQLException {
        String sql = "SELECT EXISTS (SELECT FROM unnest(?) AS name WHERE to_regclass(name) IS NOT NULL)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
