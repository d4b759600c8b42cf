package io.artstore.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands behind a benchmark's name.
 *
 * @param values by name, without the dashes
 */
record Options(Map<String, String> values) {
    Options {
        values = Map.copyOf(values);
    }

    static Options parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!name.startsWith("--") || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("'" + name + "' is not an option with a value: --name value");
            }
            values.put(name.substring(2), arguments.get(i + 1));
        }
        return new Options(values);
    }

    String text(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    int number(String name, int fallback) {
        String text = values.get(name);
        try {
            return text == null ? fallback : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " is '" + text + "'; it must be a whole number", e);
        }
    }
}
