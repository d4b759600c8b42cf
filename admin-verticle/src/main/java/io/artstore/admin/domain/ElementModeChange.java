package io.artstore.admin.domain;

/** An element's own words about a change of its mode; members are those of its answer. */
public record ElementModeChange(
        String message, String previousMode, String newMode, String changedAt, String changedBy) {}
