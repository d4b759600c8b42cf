package io.artstore.common.http;

import java.util.Locale;

/** The types of body the kit reads into memory. */
enum MediaType {
    JSON("application/json"),
    /** RFC 7396. */
    MERGE_PATCH("application/merge-patch+json"),
    FORM("application/x-www-form-urlencoded");

    /** RFC 6902: a list of operations, which nobody here knows; it must not pass as just some JSON. */
    private static final String JSON_PATCH = "application/json-patch+json";

    private final String name;

    MediaType(String name) {
        this.name = name;
    }

    /** Whether a Content-Type header is of this type; an absent one passes as JSON, as in the checkpoint. */
    boolean is(String contentType) {
        String essence =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (this) {
            case JSON ->
                essence.isEmpty()
                        || essence.equals(name)
                        || (essence.startsWith("application/")
                                && essence.endsWith("+json")
                                && !essence.equals(JSON_PATCH));
            case MERGE_PATCH, FORM -> essence.equals(name);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
