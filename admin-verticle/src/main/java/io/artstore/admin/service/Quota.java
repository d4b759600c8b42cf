package io.artstore.admin.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** Counts what was tried under a name, such as an address, and allows so many within a period. Belongs to one event loop. */
final class Quota {
    /** Beyond this the oldest names are forgotten: who tries so many names is not stopped by counting them. */
    private static final int MAX_NAMES = 100_000;

    private final int allowed;
    private final Cache<String, Integer> counts;

    Quota(int allowed, Duration period, Ticker ticker) {
        this.allowed = allowed;
        this.counts = Caffeine.newBuilder()
                .maximumSize(MAX_NAMES)
                .expireAfterWrite(period)
                .ticker(ticker)
                .build();
    }

    /** Counts one more; false where that is too many. One that is too many prolongs nothing. */
    boolean admit(String name) {
        int before = counts.asMap().getOrDefault(name, 0);
        if (before >= allowed) {
            return false;
        }
        counts.put(name, before + 1);
        return true;
    }
}
