package io.artstore.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code artstore-bench NAME [--option value]...}: runs one benchmark. */
public final class Bench {
    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of("transfer", TransferBench::run));

    private Bench() {}

    /** A measurement, which prints what it finds and fails where the program does wrong. */
    @FunctionalInterface
    interface Benchmark {
        void run(Options options) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Benchmark benchmark = arguments.length == 0 ? null : BENCHMARKS.get(arguments[0]);
        if (benchmark == null) {
            System.err.println("usage: artstore-bench NAME [--option value]...; benchmarks: "
                    + String.join(", ", BENCHMARKS.keySet()));
            System.exit(2);
            return;
        }
        List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
        benchmark.run(Options.parse(options));
    }
}
