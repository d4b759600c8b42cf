package io.artstore.common.http.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads fields as tests write them: JSON with single quotes, or parameters. */
final class FieldReading {
    private FieldReading() {}

    static <T> T read(String json, Function<Fields, T> reader) {
        return Fields.read("body", new JsonObject(json.replace('\'', '"')).getMap(), reader);
    }

    static <T> T text(String name, String value, Function<Fields, T> reader) {
        return Fields.readText("query", Map.of(name, List.of(value)), reader);
    }

    static List<FieldError> rejected(Runnable reading) {
        ServiceException rejection = catchThrowableOfType(ServiceException.class, reading::run);
        assertThat(rejection).as("the field should have been rejected").isNotNull();
        assertThat(rejection.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
        return rejection.errors();
    }
}
