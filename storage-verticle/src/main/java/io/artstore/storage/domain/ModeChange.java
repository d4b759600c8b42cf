package io.artstore.storage.domain;

import java.time.Instant;

/**
 * A change of an element's mode.
 *
 * @param previous as {@code current}: {@code edit}, {@code rw}, {@code ro} or {@code ar}
 * @param reason why, in the words of whoever asked for it
 * @param subject the account that asked for it
 */
public record ModeChange(String previous, String current, String reason, String username, String subject, Instant at) {}
