package io.artstore.admin.domain;

import java.util.Locale;
import java.util.UUID;

/** The form of generated client ids, checkpoint section 3: {@code sa_<environment>_<name>_<8 hex>}. */
public final class ClientIds {
    private static final int NAME_LENGTH = 20;
    private static final int SUFFIX_LENGTH = 8;

    private ClientIds() {}

    /** A new id; the name is reduced to ASCII letters and digits, because ids travel in headers. */
    public static String next(Environment environment, String accountName) {
        String clean = accountName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        String name = clean.substring(0, Math.min(NAME_LENGTH, clean.length()));
        return environment.clientIdPrefix()
                + name
                + "_"
                + UUID.randomUUID().toString().substring(0, SUFFIX_LENGTH);
    }
}
