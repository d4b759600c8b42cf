package io.artstore.common.migration;

import io.artstore.common.database.ModuleDatabase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one module's database must look like, as facts of the catalogue: {@code db/<module>/checkpoint.facts} is the
 * contract with the original, and {@code head.facts} says what head adds to it, changes in it and removes from it.
 */
public final class SchemaContract {

    private final Map<String, ContractFact> checkpoint;
    private final Map<String, ContractFact> head;

    private SchemaContract(Map<String, ContractFact> checkpoint, Map<String, ContractFact> head) {
        this.checkpoint = Collections.unmodifiableMap(checkpoint);
        this.head = Collections.unmodifiableMap(head);
    }

    /** Reads the contract of the module that owns the database, in the database's own table prefix. */
    public static SchemaContract of(ModuleDatabase database) {
        var resources = new ModuleResources(database);
        var checkpoint = new TreeMap<String, ContractFact>();
        for (String line : factLines(resources.lines("checkpoint.facts"))) {
            ContractFact fact = ContractFact.parse(line);
            checkpoint.put(fact.key(), fact);
        }
        var head = new TreeMap<>(checkpoint);
        for (String line : factLines(resources.lines("head.facts"))) {
            overlay(head, line.charAt(0), ContractFact.parse(line.substring(2)));
        }
        return new SchemaContract(checkpoint, head);
    }

    private static List<String> factLines(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static void overlay(Map<String, ContractFact> facts, char operation, ContractFact fact) {
        ContractFact before = operation == '-' ? facts.remove(fact.key()) : facts.put(fact.key(), fact);
        boolean wasThere = before != null;
        if (wasThere == (operation == '+')) {
            throw new IllegalStateException("head.facts: '" + operation + " " + fact.key() + "' does not fit the "
                    + "checkpoint, which " + (wasThere ? "has" : "lacks") + " it");
        }
    }

    /** The facts at a target, by key; {@link Target#BASE} has none. */
    Map<String, ContractFact> at(Target target) {
        return switch (target) {
            case BASE -> Map.of();
            case CHECKPOINT -> checkpoint;
            case HEAD -> head;
        };
    }

    /** The revision the version table is stamped with. */
    public String revision() {
        return revisionFact().value();
    }

    /** The qualified name of the version table. */
    public String versionTable() {
        return revisionFact().name();
    }

    /** The qualified names of every table the contract knows at the checkpoint or at head, the version table included. */
    public Set<String> tables() {
        return names("table", everyFact());
    }

    /** The tables that exist at a target and hold data: all but the version table. */
    public Set<String> dataTables(Target target) {
        return names("table", at(target).values().stream()).stream()
                .filter(name -> !name.equals(versionTable()))
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<String> enums() {
        return names("enum", everyFact());
    }

    /** Qualified names without their argument lists. */
    Set<String> functions() {
        return names("function", everyFact()).stream()
                .map(name -> name.substring(0, name.indexOf('(')))
                .collect(Collectors.toUnmodifiableSet());
    }

    private ContractFact revisionFact() {
        return checkpoint.values().stream()
                .filter(fact -> fact.kind().equals("revision"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("checkpoint.facts names no revision"));
    }

    private Stream<ContractFact> everyFact() {
        return Stream.concat(checkpoint.values().stream(), head.values().stream());
    }

    private static Set<String> names(String kind, Stream<ContractFact> facts) {
        return facts.filter(fact -> fact.kind().equals(kind))
                .map(ContractFact::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
