package io.artstore.common.audit;

import io.artstore.common.audit.AuditedRead.Served;
import io.artstore.common.contract.admin.AuditEvent;
import io.artstore.common.security.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Equal reads that wait together, and the one event they become. Belongs to one event loop. */
final class CountedRead implements Supplier<AuditEvent> {
    private final AuditedRead read;
    private final Served first;

    private long count = 1;
    private Instant lastAt;
    private long bytes;
    private long longestMillis;

    CountedRead(AuditedRead read, Served first) {
        this.read = read;
        this.first = first;
        this.lastAt = first.at();
        this.bytes = first.bytes();
        this.longestMillis = first.durationMillis();
    }

    AuditedRead read() {
        return read;
    }

    /** One more of them. */
    void add(Served next) {
        count++;
        lastAt = next.at();
        bytes += next.bytes();
        longestMillis = Math.max(longestMillis, next.durationMillis());
    }

    /** The event, with time and request of the first; a new one with each call. */
    @Override
    public AuditEvent get() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("bytes", bytes);
        facts.put("listener", read.listener());
        facts.put("method", read.method());
        facts.put("route", read.route());
        facts.put("status_code", read.status());
        facts.put("duration_ms", longestMillis);
        facts.put("aborted", read.aborted() ? true : null);
        if (count > 1) {
            facts.put("count", count);
            facts.put("last_at", lastAt.truncatedTo(ChronoUnit.MICROS).toString());
        }
        Origin origin = new Origin(read.ipAddress(), read.userAgent(), first.requestId());
        return read.type()
                .by(read.actor(), origin, first.at())
                .about(read.resourceId())
                .withAll(facts);
    }
}
