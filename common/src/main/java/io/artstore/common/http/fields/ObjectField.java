package io.artstore.common.http.fields;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A JSON object of the caller's own making, such as metadata: plain maps, lists, texts, numbers, booleans and nulls. */
public final class ObjectField extends Field<Map<String, Object>> {
    ObjectField(Slot slot, Map<String, Object> value) {
        super(slot, value, Map.of());
    }

    /** How many bytes it may have as compact JSON. */
    public ObjectField maxBytes(int max) {
        check(
                object -> new JsonObject(object).toBuffer().length() <= max,
                "too_long",
                "must have at most " + max + " bytes as JSON");
        return this;
    }
}
