package io.artstore.query.domain;

import java.time.Duration;

/**
 * What is remembered of a search: one row of {@code search_history}.
 *
 * @param results how many documents the answer held
 * @param username the caller
 */
public record SearchRecord(SearchQuery query, int results, Duration elapsed, String username) {}
