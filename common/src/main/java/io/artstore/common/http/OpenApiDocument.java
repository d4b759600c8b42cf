package io.artstore.common.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A listener's contract: what its module says in YAML and what the kit answers on every listener, put together once at start
 * and served as JSON.
 */
final class OpenApiDocument {
    static final String KIT = "openapi/http-kit.yaml";

    private OpenApiDocument() {}

    /** Blocks; a missing or broken contract is a fault of the build and fails the start. */
    static Buffer load(ApiDescription description) {
        Object parsed = read(description, description.openApiResource());
        if (parsed instanceof JsonObject document && isOpenApi(document)) {
            addKit(description, document);
            return document.toBuffer();
        }
        throw unusable(description, "is not an OpenAPI 3 document with info and paths");
    }

    private static Object read(ApiDescription description, String resource) {
        try (InputStream yaml = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (yaml == null) {
                throw unusable(description, "is not on the class path");
            }
            return json(reader().load(yaml));
        } catch (IOException | YAMLException e) {
            throw unusable(description, "cannot be read: " + e.getMessage());
        }
    }

    private static void addKit(ApiDescription description, JsonObject document) {
        JsonObject kit = (JsonObject) read(description, KIT);
        add(description, kit.getJsonObject("paths"), member(document, "paths"));
        JsonObject components = member(document, "components");
        JsonObject kitComponents = kit.getJsonObject("components");
        kitComponents
                .fieldNames()
                .forEach(kind -> add(description, kitComponents.getJsonObject(kind), member(components, kind)));
        addTags(kit.getJsonArray("tags"), document);
    }

    private static void add(ApiDescription description, JsonObject ofKit, JsonObject own) {
        ofKit.forEach(entry -> {
            if (own.containsKey(entry.getKey())) {
                throw unusable(description, "describes " + entry.getKey() + ", as " + KIT + " does for every listener");
            }
            own.put(entry.getKey(), entry.getValue());
        });
    }

    private static void addTags(JsonArray ofKit, JsonObject document) {
        JsonArray own = document.getJsonArray("tags", new JsonArray());
        Set<String> known =
                own.stream().map(tag -> ((JsonObject) tag).getString("name")).collect(Collectors.toSet());
        ofKit.stream()
                .filter(tag -> !known.contains(((JsonObject) tag).getString("name")))
                .forEach(own::add);
        document.put("tags", own);
    }

    private static JsonObject member(JsonObject object, String name) {
        if (!object.containsKey(name)) {
            object.put(name, new JsonObject());
        }
        return object.getJsonObject(name);
    }

    private static boolean isOpenApi(JsonObject document) {
        return document.getValue("openapi") instanceof String version
                && version.startsWith("3.")
                && document.getValue("info") instanceof JsonObject
                && document.getValue("paths") instanceof JsonObject;
    }

    private static ListenException unusable(ApiDescription description, String why) {
        return new ListenException(
                "the OpenAPI contract " + description.openApiResource() + " of '" + description.name() + "' " + why);
    }

    private static Yaml reader() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new JsonTypes());
    }

    private static Object json(Object yaml) {
        if (yaml instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((name, value) -> object.put(String.valueOf(name), json(value)));
            return object;
        }
        if (yaml instanceof List<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(item -> array.add(json(item)));
            return array;
        }
        return yaml;
    }

    /** The types of JSON only (YAML 1.2): dates and words such as {@code no} and {@code on} stay the texts they are. */
    private static final class JsonTypes extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, Pattern.compile("null|~|"), "n~\0");
            addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]*)"), "-0123456789");
            addImplicitResolver(
                    Tag.FLOAT, Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?"), "-0123456789");
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        }
    }
}
