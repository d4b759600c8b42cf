package io.artstore.storage.domain;

import java.time.Instant;

/**
 * How well the documents of an element are known to be what they were.
 *
 * @param verified30Days found intact within the last 30 days, by a look after they were stored
 * @param oldest when the document was stored or last verified that waits longest; null without documents
 * @param asOf when this was counted
 */
public record FixityLevel(
        long documents,
        long verified30Days,
        long verified90Days,
        long verified365Days,
        long damaged,
        Instant oldest,
        Instant asOf) {}
