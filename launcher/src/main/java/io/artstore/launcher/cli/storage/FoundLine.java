package io.artstore.launcher.cli.storage;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One finding as it is printed. */
record FoundLine(String rule, Optional<String> path, Optional<String> fileId, String detail, Optional<String> action) {
    String text() {
        String where = Stream.of(path, fileId).flatMap(Optional::stream).collect(Collectors.joining("  "));
        return "%-20s %s%n%21s%s%s"
                .formatted(
                        rule, where, "", detail, action.map(done -> "; " + done).orElse(""));
    }
}
