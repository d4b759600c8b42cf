package io.artstore.common.http;

import java.util.Objects;

/**
 * What a listener says about itself.
 *
 * @param name the listener in logs, metrics and addresses, such as {@code admin} or {@code storage/storage_elem_01}
 * @param title the service for people, such as {@code ArtStore Admin Module}
 * @param version the program's version
 * @param openApiResource the contract on the class path, such as {@code openapi/admin.yaml}
 * @param portKey the configuration key to name when the port cannot be bound, such as {@code artstore.admin.http.port}
 */
public record ApiDescription(String name, String title, String version, String openApiResource, String portKey) {
    public ApiDescription {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(openApiResource, "openApiResource");
        Objects.requireNonNull(portKey, "portKey");
    }
}
