package io.artstore.admin.domain.audit;

/**
 * A head that was written down outside the database.
 *
 * @param time when, as it was written down
 */
public record PublishedHead(String time, long sequence, byte[] rowHash) {}
