package io.artstore.common.migration;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a live catalogue says about the objects a contract names, in the contract's own words and the same on every
 * supported PostgreSQL version.
 */
public final class SchemaFacts {

    private final SortedMap<String, String> facts;

    private SchemaFacts(SortedMap<String, String> facts) {
        this.facts = Collections.unmodifiableSortedMap(facts);
    }

    /** Reads the facts about the contract's tables, enums and functions. */
    public static SchemaFacts read(Connection connection, SchemaContract contract) throws SQLException {
        var facts = new TreeMap<String, String>();
        try (PreparedStatement query = connection.prepareStatement(CatalogueQueries.FACTS)) {
            query.setArray(1, textArray(connection, contract.tables()));
            query.setArray(2, textArray(connection, contract.enums()));
            query.setArray(3, textArray(connection, contract.functions()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    facts.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        for (String revision : new VersionTable(contract).read(connection).revisions()) {
            facts.merge("revision " + contract.versionTable(), revision, (a, b) -> a + ", " + b);
        }
        return new SchemaFacts(facts);
    }

    private static Array textArray(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    /** The facts by key, sorted. */
    public SortedMap<String, String> asMap() {
        return facts;
    }

    boolean has(String key) {
        return facts.containsKey(key);
    }

    /**
     * Everything that is not as expected, in the order of the keys. A table that is missing is one difference, not one
     * for each of its columns.
     */
    List<SchemaDifference> differencesFrom(Map<String, ContractFact> expected) {
        Set<String> missingTables = expected.values().stream()
                .filter(fact -> fact.kind().equals("table") && !has(fact.key()))
                .map(ContractFact::name)
                .collect(Collectors.toSet());
        var differences = new ArrayList<SchemaDifference>();
        for (ContractFact fact : new TreeMap<>(expected).values()) {
            String actual = facts.get(fact.key());
            if (actual == null) {
                if (!fact.optional() && !isPartOfAny(missingTables, fact)) {
                    differences.add(SchemaDifference.missing(fact.key(), fact.value()));
                }
            } else if (!actual.equals(fact.value())) {
                differences.add(SchemaDifference.different(fact.key(), fact.value(), actual));
            }
        }
        facts.forEach((key, value) -> {
            if (!expected.containsKey(key)) {
                differences.add(SchemaDifference.unexpected(key, value));
            }
        });
        return differences;
    }

    private static boolean isPartOfAny(Set<String> missingTables, ContractFact fact) {
        return switch (fact.kind()) {
            case "revision" -> missingTables.contains(fact.name());
            case "sequence" ->
                missingTables.stream().anyMatch(table -> fact.value().contains(" owned by " + table + "."));
            default -> missingTables.stream().anyMatch(table -> fact.name().startsWith(table + "."));
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SchemaFacts that && facts.equals(that.facts);
    }

    @Override
    public int hashCode() {
        return facts.hashCode();
    }

    @Override
    public String toString() {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + (fact.getValue().isEmpty() ? "" : " = " + fact.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
