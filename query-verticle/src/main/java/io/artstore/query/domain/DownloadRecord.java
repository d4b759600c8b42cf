package io.artstore.query.domain;

import java.time.Duration;

/**
 * What is remembered of a download: one row of {@code download_statistics}.
 *
 * @param bytes what was sent, whether or not it was everything
 * @param resumed whether the caller asked for a part that does not begin at the first byte
 * @param username the caller
 */
public record DownloadRecord(
        String fileId, long bytes, Duration elapsed, boolean resumed, String username, String elementId) {}
