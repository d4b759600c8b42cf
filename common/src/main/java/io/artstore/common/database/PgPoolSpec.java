package io.artstore.common.database;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a pool of connections is for: how many there are, how many callers may wait for one, and how the server plans and
 * limits what they ask.
 *
 * @param application shown to operators in {@code pg_stat_activity}
 * @param maxWaiting callers; one more is refused at once
 * @param session settings of each connection
 */
public record PgPoolSpec(String application, int connections, int maxWaiting, Map<String, String> session) {
    private static final int MAX_WAITING = 10_000;

    public PgPoolSpec {
        session = Map.copyOf(session);
    }

    /** Connections as the server makes them. */
    public static PgPoolSpec of(String application, int connections) {
        return new PgPoolSpec(application, connections, MAX_WAITING, Map.of());
    }

    public PgPoolSpec withMaxWaiting(int callers) {
        return new PgPoolSpec(application, connections, callers, session);
    }

    /** The server gives a statement up that takes longer. */
    public PgPoolSpec withStatementTimeout(Duration timeout) {
        return with(Map.of("statement_timeout", Long.toString(timeout.toMillis())));
    }

    /**
     * Every statement is planned for its values and for the tables as they are. A plan that a connection made once and keeps
     * reads whole tables, if they were empty then.
     */
    public PgPoolSpec planningAfresh() {
        return with(Map.of("plan_cache_mode", "force_custom_plan"));
    }

    /**
     * Each statement is planned once by each connection, which saves more than a simple one costs. For statements that reach
     * every table by one of its keys, compared with values or with an array of them, and join nothing else than what they
     * made themselves: whatever the tables hold, only the key's index is left to the planner then. Joins are hashed, because
     * what was planned for one row would compare each with each for many.
     */
    public PgPoolSpec planningOnceByKey() {
        return with(Map.of(
                "plan_cache_mode",
                "force_generic_plan",
                "enable_seqscan",
                "off",
                "enable_bitmapscan",
                "off",
                "enable_nestloop",
                "off",
                "enable_mergejoin",
                "off",
                // Discouraged steps look expensive, and what looks expensive is compiled.
                "jit",
                "off"));
    }

    private PgPoolSpec with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(session);
        all.putAll(more);
        return new PgPoolSpec(application, connections, maxWaiting, all);
    }
}
