package io.artstore.common.bus;

import io.artstore.common.error.ErrorCode;
import io.artstore.common.error.FieldError;
import io.artstore.common.error.ServiceException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one table between failures and the event bus.
 *
 * <p>A service proxy carries an HTTP status as failure code, the detail as message, and as debug information the
 * {@code code}, and where there are any the {@code facts}, {@code errors} and {@code headers}. What is not a
 * {@link ServiceException} is a fault of the program: it is logged here and crosses as {@link ErrorCode#INTERNAL} with a
 * fixed sentence.
 */
public final class BusFailures {
    private static final Logger LOG = LoggerFactory.getLogger(BusFailures.class);

    private BusFailures() {}

    /** What the implementer of a bus contract fails its Future with, whatever happened inside. */
    public static ReplyException toReply(Throwable failure) {
        if (failure instanceof ReplyException reply) {
            return reply;
        }
        if (failure instanceof ServiceException known) {
            return new io.vertx.serviceproxy.ServiceException(known.code().status(), known.detail(), debugInfo(known));
        }
        LOG.error("A bus service failed unexpectedly", failure);
        return toReply(new ServiceException(ErrorCode.INTERNAL, "the service failed unexpectedly; its log says why"));
    }

    /** What a caller of a bus contract sees; a failure that did not come from the bus is returned as it is. */
    public static Throwable fromReply(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return failure;
        }
        return switch (reply.failureType()) {
            case NO_HANDLERS ->
                new ServiceException(
                        ErrorCode.UNAVAILABLE, "the module that answers this is not running: " + reply.getMessage());
            case TIMEOUT ->
                new ServiceException(ErrorCode.TIMEOUT, "no answer over the event bus in time: " + reply.getMessage());
            case RECIPIENT_FAILURE, ERROR -> fromRecipient(reply);
        };
    }

    private static JsonObject debugInfo(ServiceException failure) {
        JsonObject info = new JsonObject().put("code", failure.code().name());
        if (!failure.facts().isEmpty()) {
            info.put("facts", new JsonObject(failure.facts()));
        }
        if (!failure.headers().isEmpty()) {
            info.put("headers", JsonObject.mapFrom(failure.headers()));
        }
        if (!failure.errors().isEmpty()) {
            JsonArray errors = new JsonArray();
            failure.errors()
                    .forEach(error -> errors.add(new JsonObject()
                            .put("location", error.location())
                            .put("message", error.message())
                            .put("type", error.type())));
            info.put("errors", errors);
        }
        return info;
    }

    private static ServiceException fromRecipient(ReplyException reply) {
        JsonObject info = reply instanceof io.vertx.serviceproxy.ServiceException carried
                ? Optional.ofNullable(carried.getDebugInfo()).orElseGet(JsonObject::new)
                : new JsonObject();
        ServiceException failure = described(reply, info);
        for (Map.Entry<String, Object> fact : info.getJsonObject("facts", new JsonObject())) {
            failure = failure.withFact(fact.getKey(), fact.getValue());
        }
        for (Map.Entry<String, Object> header : info.getJsonObject("headers", new JsonObject())) {
            failure = failure.withHeader(header.getKey(), String.valueOf(header.getValue()));
        }
        return failure;
    }

    private static ServiceException described(ReplyException reply, JsonObject info) {
        List<FieldError> errors = info.getJsonArray("errors", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(error -> new FieldError(
                        error.getString("location"), error.getString("message"), error.getString("type")))
                .toList();
        if (!errors.isEmpty()) {
            return ServiceException.validation(errors);
        }
        ErrorCode code = code(info.getString("code"), reply.failureCode());
        return code == ErrorCode.INTERNAL
                ? new ServiceException(code, "the service failed unexpectedly; its log says why")
                : new ServiceException(code, reply.getMessage());
    }

    /** By name, else (a sender of another version, or a plain failure) by status. */
    private static ErrorCode code(String name, int status) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.name().equals(name)) {
                return code;
            }
        }
        return ErrorCode.ofStatus(status).orElse(ErrorCode.INTERNAL);
    }
}
