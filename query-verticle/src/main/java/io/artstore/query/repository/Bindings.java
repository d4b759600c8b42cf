package io.artstore.query.repository;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The values of one statement, each known in its text by its number. */
final class Bindings {
    private final List<Object> values = new ArrayList<>();

    /** Takes a value and says how the statement refers to it. */
    String bind(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    Tuple tuple() {
        return Tuple.from(values);
    }
}
