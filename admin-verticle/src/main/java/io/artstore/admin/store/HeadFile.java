package io.artstore.admin.store;

import io.artstore.admin.domain.audit.PublishedHead;
import io.artstore.admin.worker.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A file that only grows, one published head a line. It belongs on another machine than the database. */
public final class HeadFile {
    /** The latest count: they cover all that came before them. */
    private static final int MOST_READ = 1_000;

    private final BoundedWorkers workers;
    private final Path path;

    public HeadFile(BoundedWorkers workers, Path path) {
        this.workers = Objects.requireNonNull(workers, "workers");
        this.path = Objects.requireNonNull(path, "path");
    }

    /** Adds a line; done when it is on the disk. */
    public Future<Void> append(String line) {
        return workers.run(() -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            return null;
        });
    }

    /** The latest heads in the file, oldest first; none where there is no file. */
    public Future<List<PublishedHead>> read() {
        return workers.run(() -> read(path));
    }

    private static List<PublishedHead> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        ArrayDeque<String> latest = new ArrayDeque<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                latest.add(line);
                if (latest.size() > MOST_READ) {
                    latest.poll();
                }
            }
        }
        return latest.stream()
                .filter(line -> !line.isBlank())
                .map(HeadFile::head)
                .toList();
    }

    private static PublishedHead head(String line) {
        try {
            JsonObject json = new JsonObject(line);
            return new PublishedHead(
                    json.getString("time"),
                    json.getLong("sequence"),
                    HexFormat.of().parseHex(json.getString("row_hash")));
        } catch (DecodeException | ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw new IllegalStateException("this line of the file of published heads is none: " + line, e);
        }
    }
}
