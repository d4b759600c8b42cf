package io.artstore.launcher.chaos;

import io.artstore.common.contract.CloudEvent;
import io.artstore.common.contract.storage.ChangeFeedApi;
import io.artstore.common.contract.storage.ElementAnnouncement;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Loses and delays what elements and query say to each other on the bus: bells, announcements, and calls of the feed. */
final class BusWeather {
    private static final Set<String> EVENTS = Set.of(
            CloudEvent.address(ChangeFeedApi.CHANGED_EVENT),
            CloudEvent.address(ElementAnnouncement.EVENT),
            CloudEvent.address(ElementAnnouncement.WANTED_EVENT));
    private static final String FEEDS = ChangeFeedApi.address("");
    /** A call that is lost costs its caller ten seconds, so that more than a few would leave nothing to disturb. */
    private static final int CALLS_LOST_PERCENT = 2;

    private static final int LONGEST_DELAY_MILLIS = 1_500;

    private final Random random;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong delayed = new AtomicLong();
    private volatile Odds odds = Odds.FINE;

    private enum Odds {
        FINE(0, 0),
        LOSSY(40, 10),
        SLOW(5, 70),
        SILENT(100, 0);

        private final int lostPercent;
        private final int delayedPercent;

        Odds(int lostPercent, int delayedPercent) {
            this.lostPercent = lostPercent;
            this.delayedPercent = delayedPercent;
        }
    }

    BusWeather(long seed) {
        this.random = new Random(seed);
    }

    /** Rules over a bus from now on. */
    void over(Vertx vertx) {
        vertx.eventBus().addOutboundInterceptor((DeliveryContext<Object> message) -> pass(vertx, message));
    }

    void change() {
        odds = Odds.values()[random.nextInt(Odds.values().length)];
    }

    void calm() {
        odds = Odds.FINE;
    }

    long lost() {
        return lost.get();
    }

    long delayed() {
        return delayed.get();
    }

    private void pass(Vertx vertx, DeliveryContext<?> message) {
        String address = message.message().address();
        boolean call = address.startsWith(FEEDS);
        Odds now = odds;
        if (now == Odds.FINE || !call && !EVENTS.contains(address)) {
            message.next();
            return;
        }
        int lostPercent = call ? Math.min(CALLS_LOST_PERCENT, now.lostPercent) : now.lostPercent;
        int dice = random.nextInt(100);
        if (dice < lostPercent) {
            lost.incrementAndGet();
        } else if (dice < lostPercent + now.delayedPercent) {
            delayed.incrementAndGet();
            vertx.setTimer(1 + random.nextInt(LONGEST_DELAY_MILLIS), later -> message.next());
        } else {
            message.next();
        }
    }
}
