package io.artstore.common.http;

import java.util.Locale;

/** The types of body the kit reads into memory. */
enum MediaType {
    JSON("application/json"),
    FORM("application/x-www-form-urlencoded");

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
                        || (essence.startsWith("application/") && essence.endsWith("+json"));
            case FORM -> essence.equals(name);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
