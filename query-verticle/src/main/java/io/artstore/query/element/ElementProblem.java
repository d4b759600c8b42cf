package io.artstore.query.element;

import java.util.Optional;

/**
 * What an element says of its own refusal (RFC 9457).
 *
 * @param code one of the house's, or of a later version's
 * @param damage with {@code DOCUMENT_DAMAGED}: in which way
 */
public record ElementProblem(String code, Optional<String> damage) {}
