package io.artstore.common.migration;

/**
 * One line of a contract: {@code [?] kind name [= value]}.
 *
 * @param optional whether a database may lack it, written as a leading question mark
 */
record ContractFact(String kind, String name, String value, boolean optional) {

    static ContractFact parse(String line) {
        boolean optional = line.startsWith("? ");
        String fact = optional ? line.substring(2) : line;
        int kindEnd = fact.indexOf(' ');
        if (kindEnd < 0) {
            throw new IllegalStateException("not a fact of a schema: '" + line + "'");
        }
        String rest = fact.substring(kindEnd + 1);
        int nameEnd = rest.indexOf(" = ");
        String name = nameEnd < 0 ? rest : rest.substring(0, nameEnd);
        String value = nameEnd < 0 ? "" : rest.substring(nameEnd + 3);
        return new ContractFact(fact.substring(0, kindEnd), name, value, optional);
    }

    String key() {
        return kind + " " + name;
    }
}
