package io.artstore.storage.domain;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Documents for tests. */
public final class Documents {
    private Documents() {}

    public static AttributeDocument report() {
        return document(UUID.fromString("a1b2c3d4-e5f6-7890-abcd-ef1234567890"));
    }

    public static AttributeDocument document(UUID id) {
        return new AttributeDocument(
                id,
                "отчёт.pdf",
                "отчёт_ivanov_20261122T124747_" + id + ".pdf",
                5,
                "application/pdf",
                Instant.parse("2026-11-22T12:47:47.062096Z"),
                Instant.parse("2026-11-22T12:47:47.062096Z"),
                "42",
                "ivanov",
                null,
                "the \"first\"\n",
                null,
                "2026/11/22/12/",
                "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                Map.of(),
                Map.of());
    }
}
