package io.artstore.common.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** A module's contract: written as YAML, parsed once at start, served as JSON. */
final class OpenApiDocument {
    private OpenApiDocument() {}

    /** Blocks; a missing or broken contract is a fault of the build and fails the start. */
    static Buffer load(ApiDescription description) {
        String resource = description.openApiResource();
        try (InputStream yaml = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (yaml == null) {
                throw unusable(description, "is not on the class path");
            }
            Object parsed = json(reader().load(yaml));
            if (parsed instanceof JsonObject document && isOpenApi(document)) {
                return document.toBuffer();
            }
            throw unusable(description, "is not an OpenAPI 3 document with info and paths");
        } catch (IOException | YAMLException e) {
            throw unusable(description, "cannot be read: " + e.getMessage());
        }
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
