package io.artstore.common.error;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A failure a caller may be told about: its code, one sentence for people, and where useful the rejected fields, further
 * facts and response headers.
 *
 * <p>It carries no stack trace, because it describes the request and not the program. Anything else that escapes a
 * service is a fault of the program and is shown to callers only as {@link ErrorCode#INTERNAL}.
 */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> facts;
    private final transient Map<String, String> headers;

    public ServiceException(ErrorCode code, String detail) {
        this(code, detail, List.of(), Map.of(), Map.of());
    }

    private ServiceException(
            ErrorCode code,
            String detail,
            List<FieldError> errors,
            Map<String, Object> facts,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.code = Objects.requireNonNull(code, "code");
        this.errors = List.copyOf(errors);
        this.facts = Map.copyOf(facts);
        this.headers = Map.copyOf(headers);
    }

    /** 422 with every rejected field named. */
    public static ServiceException validation(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.get(0).location() + ": " + errors.get(0).message()
                : errors.size() + " fields were rejected; see errors";
        return new ServiceException(ErrorCode.VALIDATION_FAILED, detail, errors, Map.of(), Map.of());
    }

    public static ServiceException notFound(String detail) {
        return new ServiceException(ErrorCode.NOT_FOUND, detail);
    }

    /** The same failure with an extension member for the problem document, such as {@code available_bytes}. */
    public ServiceException withFact(String name, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(facts);
        more.put(name, value);
        return new ServiceException(code, getMessage(), errors, more, headers);
    }

    /** The same failure with a response header, such as {@code Retry-After}. */
    public ServiceException withHeader(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new ServiceException(code, getMessage(), errors, facts, more);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return getMessage();
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Map<String, Object> facts() {
        return facts;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
