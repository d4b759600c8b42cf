package io.artstore.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * What the disk itself can do: for each document the files, fsyncs, renames and the folder fsync of a durable upload, and
 * nothing else.
 */
final class DiskFloor {
    private static final int ATTRIBUTES = 1_024;

    private final Path staging;
    private final Path place;
    private final int size;

    DiskFloor(Path folder, int size) {
        this.size = size;
        this.staging = folder.resolve("staging");
        this.place = folder.resolve("place");
        try {
            Files.createDirectories(staging);
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void store() {
        String name = UUID.randomUUID().toString();
        try {
            write(staging.resolve(name), size);
            write(staging.resolve(name + ".attr.json"), ATTRIBUTES);
            move(name);
            move(name + ".attr.json");
            try (FileChannel folder = FileChannel.open(place, StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void move(String name) throws IOException {
        Files.move(staging.resolve(name), place.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Path file, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer content = ByteBuffer.allocate(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
    }
}
