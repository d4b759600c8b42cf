package io.artstore.query.service;

import io.artstore.query.domain.IndexPage;
import io.artstore.query.domain.IndexPage.Unindexable;
import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.repository.IndexRepository;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings pages of elements' feeds into the index.
 *
 * <p>A change that cannot be indexed is logged with its document's id, counted and passed over, because one bad document
 * must not hide all later ones. Anything else that fails (the database is away, a deadlock) fails the page as a whole,
 * and it is tried again.
 */
public final class IndexService {
    private static final Logger LOG = LoggerFactory.getLogger(IndexService.class);

    private final IndexRepository repository;
    private final IndexMetrics metrics;

    public IndexService(IndexRepository repository, IndexMetrics metrics) {
        this.repository = Objects.requireNonNull(repository, "repository");
        this.metrics = Objects.requireNonNull(metrics, "metrics");
    }

    /** The elements the index ever followed. */
    public Future<List<String>> knownElements() {
        return repository.knownElements();
    }

    /** Where the index stands in an element's feed. */
    public Future<String> cursor(String elementId) {
        return repository.cursor(elementId);
    }

    /**
     * Applies a page once, however many nodes try.
     *
     * @return false when the index stood elsewhere and the page was not applied
     */
    public Future<Boolean> apply(IndexPage page) {
        return repository
                .apply(page)
                .onSuccess(applied -> account(page, applied))
                .recover(failure -> repository.isAboutValues(failure)
                        ? applyWithoutPoison(page, failure)
                        : Future.failedFuture(failure));
    }

    /** Begins again with an element, without the rows that a job's complete listing does not have; see the repository. */
    Future<Void> restart(UUID job, String elementId, Instant settledBefore) {
        return repository
                .restart(job, elementId, settledBefore)
                .onSuccess(removed -> {
                    metrics.deleted(elementId, removed);
                    LOG.info(
                            "Reading the feed of element {} anew; {} documents it does not have left the index",
                            elementId,
                            removed);
                })
                .mapEmpty();
    }

    private Future<Boolean> applyWithoutPoison(IndexPage page, Throwable failure) {
        return separate(page).compose(clean -> {
            if (clean.upserts().size() == page.upserts().size()) {
                return Future.failedFuture(failure);
            }
            return repository.apply(clean).onSuccess(applied -> account(clean, applied));
        });
    }

    /** The page with every document that fails on its own moved to the unindexable ones. */
    private Future<IndexPage> separate(IndexPage page) {
        List<IndexedDocument> good = new ArrayList<>();
        List<Unindexable> bad = new ArrayList<>(page.unindexable());
        Future<Void> chain = Future.succeededFuture();
        for (IndexedDocument document : page.upserts()) {
            chain = chain.compose(done -> rehearse(document, good, bad));
        }
        return chain.map(done -> new IndexPage(page.elementId(), page.from(), page.to(), good, page.deletions(), bad));
    }

    private Future<Void> rehearse(IndexedDocument document, List<IndexedDocument> good, List<Unindexable> bad) {
        return repository
                .rehearse(document)
                .onSuccess(done -> good.add(document))
                .recover(failure -> {
                    if (!repository.isAboutValues(failure)) {
                        return Future.failedFuture(failure);
                    }
                    bad.add(new Unindexable(document.id(), "the index refuses it: " + failure.getMessage()));
                    return Future.succeededFuture();
                });
    }

    private void account(IndexPage page, boolean applied) {
        if (!applied) {
            return;
        }
        String element = page.elementId();
        metrics.indexed(element, page.upserts().size());
        metrics.deleted(element, page.deletions().size());
        page.upserts().forEach(document -> metrics.delay(element, document.knownAt()));
        for (Unindexable change : page.unindexable()) {
            metrics.unindexable(element);
            LOG.error(
                    "Document {} of element {} is not in the index and will not be found: {}",
                    change.fileId(),
                    element,
                    change.reason());
        }
    }
}
