package io.artstore.common.error;

/**
 * One rejected field of a request.
 *
 * @param location where it stands, such as {@code body.client_id} or {@code query.limit}
 * @param message what is wrong with it and what would be right; never the value of a secret
 * @param type a stable word for the kind of fault, such as {@code missing} or {@code string_too_long}
 */
public record FieldError(String location, String message, String type) {}
