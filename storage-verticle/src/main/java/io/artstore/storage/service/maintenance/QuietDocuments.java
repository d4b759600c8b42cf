package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.service.FileLocks;
import io.artstore.storage.service.Settlement;
import io.artstore.storage.service.job.JobRun;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Lets maintenance look at documents that nobody writes at the moment, and keeps writers out until it has looked.
 *
 * <p>Whatever is seen without this may be half of an upload, an edit or a deletion. A document that is written time and
 * again is reported as busy rather than waited for without limit.
 */
final class QuietDocuments {
    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final Vertx vertx;
    private final FileLocks locks;
    private final Settlement settlement;

    QuietDocuments(Vertx vertx, FileLocks locks, Settlement settlement) {
        this.vertx = vertx;
        this.locks = locks;
        this.settlement = settlement;
    }

    /** Something to look at; what has no id nobody writes. */
    record Subject<T>(Optional<UUID> fileId, String path, T item) {}

    /** Gives every subject to the work once, each id once at a time. */
    <T> Future<Void> look(JobRun run, List<Subject<T>> subjects, Function<List<T>, Future<Void>> work) {
        return look(run, subjects, work, ATTEMPTS);
    }

    private <T> Future<Void> look(
            JobRun run, List<Subject<T>> subjects, Function<List<T>, Future<Void>> work, int attempts) {
        if (subjects.isEmpty()) {
            return Future.succeededFuture();
        }
        if (attempts == 0) {
            subjects.forEach(subject -> run.found(Finding.of(
                    FindingRule.BUSY,
                    subject.fileId().orElse(null),
                    subject.path(),
                    "it was being written whenever it was looked at; look again later")));
            return Future.succeededFuture();
        }
        return locks.whileIdle(ids(subjects), idle -> lookAtIdle(subjects, idle, work))
                .compose(rest -> pauseBefore(rest, subjects)
                        .compose(over ->
                                look(run, rest, work, rest.size() < subjects.size() ? attempts : attempts - 1)));
    }

    /** Returns those that were not looked at. */
    private <T> Future<List<Subject<T>>> lookAtIdle(
            List<Subject<T>> subjects, Set<UUID> idle, Function<List<T>, Future<Void>> work) {
        Set<UUID> taken = new HashSet<>();
        List<T> now = new ArrayList<>();
        List<Subject<T>> later = new ArrayList<>();
        for (Subject<T> subject : subjects) {
            if (subject.fileId().isEmpty() || isQuiet(subject.fileId().get(), idle, taken)) {
                now.add(subject.item());
            } else {
                later.add(subject);
            }
        }
        return now.isEmpty() ? Future.succeededFuture(later) : work.apply(now).map(later);
    }

    private boolean isQuiet(UUID fileId, Set<UUID> idle, Set<UUID> taken) {
        return idle.contains(fileId) && !settlement.isUnsettled(fileId) && taken.add(fileId);
    }

    private Future<Void> pauseBefore(List<?> rest, List<?> subjects) {
        return rest.isEmpty() || rest.size() < subjects.size()
                ? Future.succeededFuture()
                : vertx.timer(BETWEEN.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private static <T> Set<UUID> ids(List<Subject<T>> subjects) {
        Set<UUID> ids = new HashSet<>();
        subjects.forEach(subject -> subject.fileId().ifPresent(ids::add));
        return ids;
    }
}
