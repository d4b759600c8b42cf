import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Lays small documents with their attribute files straight into a base directory, as an element would have left them.
 *
 * <p>{@code java ManyDocuments.java FOLDER COUNT}
 */
final class ManyDocuments {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/HH/").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final int PER_HOUR = 1_000;

    private ManyDocuments() {}

    public static void main(String[] arguments) throws Exception {
        Path base = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        for (int i = 0; i < count; i++) {
            Instant at = FIRST.plus(i / PER_HOUR, ChronoUnit.HOURS).plusMillis(i % PER_HOUR);
            write(base, i, at);
        }
        System.out.println(count + " documents in " + base);
    }

    private static void write(Path base, int number, Instant at) throws IOException, ReflectiveOperationException {
        String folder = HOUR.format(at);
        Files.createDirectories(base.resolve(folder));
        UUID id = UUID.nameUUIDFromBytes(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
        String name = "document " + number + "_bench_" + STAMP.format(at) + "_" + id + ".txt";
        byte[] data = ("document " + number).getBytes(StandardCharsets.UTF_8);
        Files.write(base.resolve(folder + name), data);
        Files.writeString(base.resolve(folder + name + ".attr.json"), """
                {
                  "file_id": "%s",
                  "original_filename": "document %d.txt",
                  "storage_filename": "%s",
                  "file_size": %d,
                  "content_type": "text/plain",
                  "created_at": "%s",
                  "updated_at": "%s",
                  "created_by_id": "bench",
                  "created_by_username": "bench",
                  "created_by_fullname": null,
                  "description": "one of many",
                  "version": null,
                  "storage_path": "%s",
                  "checksum": "%s",
                  "metadata": {
                    "tags": [
                      "bench"
                    ]
                  }
                }""".formatted(id, number, name, data.length, at, at, folder, sha256(data)));
    }

    private static String sha256(byte[] data) throws ReflectiveOperationException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new ReflectiveOperationException(e);
        }
    }
}
