package io.artstore.launcher.security;

import io.artstore.common.security.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * One operation of an OpenAPI document, and what its member {@code x-required-permission} says it takes: the public name of a
 * permission, {@code any-token}, or {@code none}.
 */
record DocumentedOperation(String listener, String method, String template, String required) {
    static final String MEMBER = "x-required-permission";

    private static final Map<String, String> DOCUMENTS = Map.of(
            "admin", "openapi/admin.yaml",
            "storage/storage_elem_01", "openapi/storage.yaml",
            "query", "openapi/query.yaml");
    /** What the HTTP kit answers on every listener. */
    private static final String OF_KIT = "openapi/http-kit.yaml";

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");

    /** Of all modules. */
    static Stream<DocumentedOperation> all() {
        return DOCUMENTS.entrySet().stream()
                .flatMap(entry -> Stream.concat(read(entry.getKey(), entry.getValue()), read(entry.getKey(), OF_KIT)));
    }

    @SuppressWarnings("unchecked")
    private static Stream<DocumentedOperation> read(String listener, String resource) {
        try (InputStream yaml = DocumentedOperation.class.getClassLoader().getResourceAsStream(resource)) {
            Map<String, Map<String, Map<String, Map<String, Object>>>> document = new Yaml().load(yaml);
            return document.get("paths").entrySet().stream().flatMap(path -> path.getValue().entrySet().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .map(operation -> of(listener, path.getKey(), operation.getKey(), operation.getValue())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DocumentedOperation of(String listener, String path, String method, Map<String, Object> operation) {
        Object required = operation.get(MEMBER);
        if (required == null) {
            throw new AssertionError(method + " " + path + " of " + listener + " has no " + MEMBER);
        }
        return new DocumentedOperation(listener, method.toUpperCase(Locale.ROOT), path, required.toString());
    }

    boolean isPublic() {
        return required.equals("none");
    }

    Optional<Permission> permission() {
        if (isPublic() || required.equals("any-token")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Permission.values())
                .filter(known -> known.scope().equals(required))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " names '" + required + "', which is no permission")));
    }

    boolean hasBody() {
        return Set.of("POST", "PUT", "PATCH").contains(method);
    }

    boolean endsTheSession() {
        return template.endsWith("/logout");
    }

    /** The path with every parameter replaced. */
    String path(UUID id) {
        return template.replaceAll("\\{[^}]+}", URLEncoder.encode(id.toString(), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return listener + " " + method + " " + template;
    }
}
