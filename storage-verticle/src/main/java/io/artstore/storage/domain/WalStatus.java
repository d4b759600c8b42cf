package io.artstore.storage.domain;

import java.util.Locale;

/** What became of an operation in the write-ahead log, in the checkpoint's spelling. */
public enum WalStatus {
    PENDING,
    COMMITTED,
    ROLLED_BACK,
    FAILED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
