package io.artstore.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mixed searches over HTTP on an index of a million rows. */
@Command(name = "search", description = "Mixed searches on a generated index, for 1 client and for 8.")
final class SearchBench implements Callable<Integer> {
    private static final long SEED = 20_261_122;

    @Mixin
    private ServerOptions options;

    @Option(names = "--rows", description = "Documents in the index.", defaultValue = "1000000")
    private int rows;

    @Option(names = "--queries", description = "Searches for each number of clients.", defaultValue = "10000")
    private int queries;

    @Override
    public Integer call() throws Exception {
        try (Server server = options.start()) {
            fill(server);
            Client client = Client.of(server);
            measure(server, client, 1, queries / 10, false);
            measure(server, client, 1, queries, true);
            measure(server, client, 8, queries, true);
        }
        return 0;
    }

    private void fill(Server server) throws SQLException, IOException {
        try (Connection database = server.database("artstore")) {
            if (isFilled(database)) {
                return;
            }
            long begin = System.nanoTime();
            new Corpus(SEED).fill(database, rows);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("%d rows in %.0f s, %.0f rows/s with every index%n", rows, seconds, rows / seconds);
            printSizes(database);
        }
    }

    /** By an earlier run on the same home. */
    private static boolean isFilled(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet any = statement.executeQuery("SELECT FROM public.file_metadata_cache LIMIT 1")) {
            return any.next();
        }
    }

    private static void printSizes(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet sizes = statement.executeQuery("""
                        SELECT c.relname, pg_relation_size(c.oid) / 1000000 FROM pg_class c
                        LEFT JOIN pg_index i ON i.indexrelid = c.oid
                        WHERE 'public.file_metadata_cache'::regclass IN (c.oid, i.indrelid)
                        ORDER BY 2 DESC LIMIT 8""")) {
            while (sizes.next()) {
                System.out.printf("  %-45s %6d MB%n", sizes.getString(1), sizes.getLong(2));
            }
        }
    }

    private void measure(Server server, Client client, int clients, int count, boolean print) {
        Map<SearchKind, Latencies> times = new EnumMap<>(SearchKind.class);
        for (SearchKind kind : SearchKind.values()) {
            times.put(kind, new Latencies());
        }
        Latencies pages = new Latencies();
        Latencies floor = new Latencies();
        long begin = System.nanoTime();
        Workers.run(clients, one -> {
            Random random = new Random(SEED + one);
            try (Searcher searcher = new Searcher(server, client)) {
                for (int i = 0; i < count / clients; i++) {
                    ask(searcher, random, i, times, pages, floor);
                }
            }
        });
        if (print) {
            double perSecond = count / ((System.nanoTime() - begin) / 1e9);
            System.out.printf("%n%d clients, %.0f searches/s%n", clients, perSecond);
            times.forEach((kind, all) -> line(kind.label(), all, kind.targetMillis()));
            line("page by cursor", pages, 25);
            line("floor: a request without the database", floor, Double.POSITIVE_INFINITY);
        }
    }

    /** Every kind in its turn, then a page by cursor, then a request that asks the database nothing. */
    private void ask(
            Searcher searcher,
            Random random,
            int turn,
            Map<SearchKind, Latencies> times,
            Latencies pages,
            Latencies floor) {
        SearchKind[] kinds = SearchKind.values();
        int kind = turn % (kinds.length + 2);
        if (kind < kinds.length) {
            byte[] request = searcher.request(kinds[kind].request(random, rows));
            timed(times.get(kinds[kind]), () -> searcher.send(request));
        } else if (kind == kinds.length) {
            JsonObject deep = SearchKind.all()
                    .put(
                            "created_before",
                            new Corpus(random.nextLong()).instant().toString());
            String cursor = searcher.answer(searcher.request(deep)).getString("next_cursor");
            byte[] next = searcher.request(cursor == null ? deep : deep.copy().put("cursor", cursor));
            timed(pages, () -> searcher.send(next));
        } else {
            timed(floor, searcher::live);
        }
    }

    private static void timed(Latencies times, Runnable operation) {
        long begin = System.nanoTime();
        operation.run();
        times.add(System.nanoTime() - begin);
    }

    private static void line(String label, Latencies times, double targetMillis) {
        String verdict = times.millis(0.99) <= targetMillis ? "" : "  over " + targetMillis + " ms";
        System.out.printf("  %-38s %s%s%n", label, times, verdict);
    }
}
