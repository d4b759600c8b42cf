package io.artstore.common.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Objects;

/**
 * Requests per minute, counted for each key apart as a token bucket: a minute's worth may come at once, and it fills up
 * evenly.
 *
 * <p>Counted in this process alone: n processes admit n times as much. The number of keys is bounded; a key that is
 * forgotten has not been seen for two minutes, or a flood of others pushed it out, and begins anew. Any thread may ask.
 */
public final class RateLimiter {
    static final int MAX_KEYS = 100_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Twice the time in which an empty bucket fills. */
    private static final Duration FORGET_AFTER = MINUTE.multipliedBy(2);

    private final TimeMeter time;
    private final Cache<Key, Bucket> buckets;

    private record Key(String name, int perMinute) {}

    public RateLimiter(Ticker ticker) {
        Objects.requireNonNull(ticker, "ticker");
        this.time = new TickerTime(ticker);
        this.buckets = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MAX_KEYS)
                .expireAfterAccess(FORGET_AFTER)
                .build();
    }

    /** Takes one request out of the key's budget; a refused one costs nothing. */
    public Budget take(String key, int perMinute) {
        ConsumptionProbe probe = bucket(key, perMinute).tryConsumeAndReturnRemaining(1);
        return new Budget(
                perMinute,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** What {@link #take} would say, without taking. */
    public Budget look(String key, int perMinute) {
        EstimationProbe probe = bucket(key, perMinute).estimateAbilityToConsume(1);
        Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
        return new Budget(perMinute, probe.getRemainingTokens(), MINUTE, wait);
    }

    private Bucket bucket(String key, int perMinute) {
        return buckets.get(new Key(key, perMinute), this::full);
    }

    private Bucket full(Key key) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(key.perMinute()).refillGreedy(key.perMinute(), MINUTE))
                .build();
    }

    /** Monotonic, so a clock that is set back neither locks anybody out nor lets anybody in. */
    private record TickerTime(Ticker ticker) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ticker.read();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
