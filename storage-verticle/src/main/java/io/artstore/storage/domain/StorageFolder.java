package io.artstore.storage.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The folder a document of some moment lies in: {@code YYYY/MM/DD/HH/} in UTC, relative to the element's base. */
public final class StorageFolder {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/HH/", Locale.ROOT).withZone(ZoneOffset.UTC);

    private StorageFolder() {}

    public static String of(Instant createdAt) {
        return HOUR.format(createdAt);
    }
}
