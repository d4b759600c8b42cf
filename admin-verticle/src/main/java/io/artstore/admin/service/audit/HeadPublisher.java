package io.artstore.admin.service.audit;

import io.artstore.admin.domain.audit.CanonicalJson;
import io.artstore.admin.domain.audit.ChainHead;
import io.artstore.admin.repository.AuditReadRepository;
import io.artstore.admin.store.HeadFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the chain's head down outside the database, in the log of the process and in a file where one is configured: whoever
 * can change the database and seal a head cannot take back what was published.
 */
public final class HeadPublisher {
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(HeadPublisher.class);

    private final Vertx vertx;
    private final AuditReadRepository repository;
    private final Optional<HeadFile> file;

    private long timer = -1;
    private long published = -1;

    public HeadPublisher(Vertx vertx, AuditReadRepository repository, Optional<HeadFile> file) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.repository = Objects.requireNonNull(repository, "repository");
        this.file = Objects.requireNonNull(file, "file");
    }

    public void start() {
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> publish()
                .onFailure(e -> LOG.atWarn().setCause(e).log("the head of the audit log could not be published")));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Publishes the head if it has moved since. */
    public Future<Void> publish() {
        return repository.head().compose(found -> found.filter(head -> head.sequence() != published)
                .map(this::publish)
                .orElseGet(Future::succeededFuture));
    }

    private Future<Void> publish(ChainHead head) {
        String line = CanonicalJson.EXACT.write(head.members());
        LOG.atInfo().addKeyValue("head", line).log("audit head");
        return file.map(target -> target.append(line))
                .orElseGet(Future::succeededFuture)
                .onSuccess(written -> published = head.sequence());
    }
}
