package io.artstore.admin.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which installation of its own a service account belongs to; it stands in the client id (checkpoint section 3). */
public enum Environment {
    PROD,
    STAGING,
    DEV;

    /** The spelling in JSON and in client ids. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a client id of this environment begins with. */
    public String clientIdPrefix() {
        return "sa_" + label() + "_";
    }

    /** Empty for a client id of another form, such as one that was configured. */
    public static Optional<Environment> ofClientId(String clientId) {
        return Stream.of(values())
                .filter(environment -> clientId.startsWith(environment.clientIdPrefix()))
                .findFirst();
    }
}
