package io.artstore.launcher.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The documents of a demo that was given none: small and large, empty, and with names that break careless programs. */
final class SampleFiles {
    private static final int MIB = 1 << 20;
    private static final int LARGE_MIB = 64;
    private static final long SEED = 20_251_116;

    private SampleFiles() {}

    static List<Path> writeTo(Path folder) {
        try {
            return List.of(
                    text(folder.resolve("Договор аренды № 42 (копия).txt"), "Арендодатель передаёт помещение.\n"),
                    text(folder.resolve("Отчёт за 2025 год; \"итоги\".csv"), "месяц,сумма\nянварь,100\n"),
                    text(folder.resolve("invoice_2025-11.json"), "{\"total\": 100}\n"),
                    text(folder.resolve("empty.dat"), ""),
                    text(folder.resolve("без расширения"), "ok\n"),
                    random(folder.resolve("photo 📷 naïve.bin"), 3 * MIB + 17),
                    random(folder.resolve("large.bin"), LARGE_MIB * MIB));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write sample files to " + folder, e);
        }
    }

    private static Path text(Path file, String content) throws IOException {
        return Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    private static Path random(Path file, int sizeBytes) throws IOException {
        Random random = new Random(SEED + sizeBytes);
        byte[] block = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int left = sizeBytes; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, Math.min(left, block.length));
            }
        }
        return file;
    }
}
