package io.artstore.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Rows of the index as an archive has them: Russian and English names and descriptions, tags, owners and ten years, with
 * words drawn by a cubic skew, so that the most frequent stand in most rows and the rarest in few.
 */
final class Corpus {
    static final List<String> WORDS = List.of(
            "договор",
            "contract",
            "отчёт",
            "report",
            "приказ",
            "order",
            "счёт",
            "invoice",
            "протокол",
            "minutes",
            "акт",
            "certificate",
            "письмо",
            "letter",
            "смета",
            "budget",
            "проект",
            "project",
            "заявление",
            "claim",
            "устав",
            "charter",
            "лицензия",
            "licence",
            "накладная",
            "waybill",
            "чертёж",
            "drawing",
            "доверенность",
            "warrant",
            "заключение",
            "opinion",
            "соглашение",
            "agreement",
            "решение",
            "decision",
            "справка",
            "statement",
            "квитанция",
            "receipt",
            "паспорт",
            "passport",
            "ведомость",
            "ledger",
            "реестр",
            "register",
            "инструкция",
            "manual",
            "регламент",
            "regulation",
            "тендер",
            "tender",
            "аренда",
            "lease",
            "поставка",
            "delivery",
            "монтаж",
            "assembly",
            "ремонт",
            "repair",
            "экспертиза",
            "survey",
            "аудит",
            "audit",
            "страхование",
            "insurance",
            "перевозка",
            "transport",
            "сертификат",
            "warranty",
            "спецификация",
            "specification");
    static final int OWNERS = 2_000;
    static final int RARE_TAGS = 20_000;

    private static final Instant BEGIN = Instant.parse("2015-01-01T00:00:00Z");
    private static final long SECONDS = Duration.ofDays(3_650).toSeconds();
    private static final List<String> EXTENSIONS = List.of("pdf", "docx", "xlsx", "tif", "xml", "txt", "dwg", "p7s");
    private static final List<String> TYPES = List.of(
            "application/pdf",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "image/tiff",
            "application/xml",
            "text/plain",
            "image/vnd.dwg",
            "application/pkcs7-signature");
    private static final String COPY = """
            COPY public.file_metadata_cache (id, filename, storage_filename, file_size, mime_type, sha256_hash, username,
                tags, description, storage_element_id, storage_element_url, created_at, updated_at) FROM STDIN""";
    /** A trigger of the index keeps the rows of a statement until its end. */
    private static final int ROWS_PER_COPY = 10_000;

    private final Random random;

    Corpus(long seed) {
        this.random = new Random(seed);
    }

    /** Fills the index with rows and brings the planner's statistics up to date. */
    void fill(Connection database, int rows) throws SQLException, IOException {
        CopyManager copies = database.unwrap(PGConnection.class).getCopyAPI();
        database.setAutoCommit(false);
        for (int row = 0; row < rows; row += ROWS_PER_COPY) {
            copy(copies, row, Math.min(row + ROWS_PER_COPY, rows));
        }
        database.commit();
        database.setAutoCommit(true);
        try (Statement statement = database.createStatement()) {
            statement.execute("VACUUM ANALYZE public.file_metadata_cache, artstore.tags");
        }
    }

    private void copy(CopyManager copies, int from, int to) throws SQLException, IOException {
        StringBuilder lines = new StringBuilder();
        for (int row = from; row < to; row++) {
            lines.append(row(row)).append('\n');
        }
        copies.copyIn(COPY, new StringReader(lines.toString()));
    }

    private String row(int number) {
        int kind = skewed(EXTENSIONS.size());
        String created = instant().toString();
        return String.join(
                "\t",
                id(number),
                word() + " " + word() + " " + (2015 + random.nextInt(10)) + "-" + number + "." + EXTENSIONS.get(kind),
                "stored_" + number,
                Long.toString(1 + (long) Math.exp(random.nextDouble() * 20)),
                TYPES.get(kind),
                digest(number),
                owner(skewed(OWNERS)),
                "{" + WORDS.get(skewed(WORDS.size())) + "," + rareTag(random.nextInt(RARE_TAGS)) + "}",
                description(),
                "storage_elem_0" + (1 + random.nextInt(3)),
                "http://127.0.0.1:8010",
                created,
                created);
    }

    static String id(int number) {
        return String.format("%08x-0000-4000-8000-%012x", number, number);
    }

    static String digest(int number) {
        byte[] bytes = new byte[32];
        new Random(number).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static String owner(int number) {
        return "owner-" + number;
    }

    static String rareTag(int number) {
        return "case-" + number;
    }

    Instant instant() {
        return BEGIN.plusSeconds((long) (random.nextDouble() * SECONDS));
    }

    private String description() {
        StringJoiner words = new StringJoiner(" ");
        for (int i = 0; i < 12; i++) {
            words.add(word());
        }
        return words.toString();
    }

    private String word() {
        return WORDS.get(skewed(WORDS.size()));
    }

    private int skewed(int bound) {
        double uniform = random.nextDouble();
        return (int) (uniform * uniform * uniform * bound);
    }
}
