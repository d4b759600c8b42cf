package io.artstore.query.service;

import io.artstore.common.database.WriteBehindQueue;
import io.artstore.common.error.ServiceException;
import io.artstore.common.security.Caller;
import io.artstore.query.domain.DownloadRecord;
import io.artstore.query.domain.IndexedDocument;
import io.artstore.query.element.DownloadLinks;
import io.artstore.query.element.ElementAnswer;
import io.artstore.query.element.ElementClient;
import io.artstore.query.element.ElementDirectory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Objects;

/** Fetches documents from the elements that hold them. */
public final class DownloadService {
    static final String DOWNLOADS = "artstore.query.downloads";

    private final SearchService search;
    private final ElementDirectory directory;
    private final ElementClient elements;
    private final DownloadLinks links;
    private final WriteBehindQueue<DownloadRecord> statistics;
    private final MeterRegistry registry;

    public DownloadService(
            SearchService search,
            ElementDirectory directory,
            ElementClient elements,
            DownloadLinks links,
            WriteBehindQueue<DownloadRecord> statistics,
            MeterRegistry registry) {
        this.search = Objects.requireNonNull(search, "search");
        this.directory = Objects.requireNonNull(directory, "directory");
        this.elements = Objects.requireNonNull(elements, "elements");
        this.links = Objects.requireNonNull(links, "links");
        this.statistics = Objects.requireNonNull(statistics, "statistics");
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /** The document and where its element is reached now; fails with {@code NOT_FOUND}. */
    public Future<IndexedDocument> locate(String fileId, String notFound) {
        return search.find(fileId)
                .map(found -> found.orElseThrow(() -> ServiceException.notFound(notFound + ": " + fileId)))
                .map(found -> found.reachedAt(directory.urlOf(found.elementId(), found.elementUrl())));
    }

    /**
     * Opens a document's content.
     *
     * <p>Fails with {@code NOT_FOUND}, {@code UNAVAILABLE} while the element is away, or what the element refused with.
     *
     * @return the element's answer, of which no byte of the body was read yet
     */
    public Future<Download> open(DownloadRequest request) {
        return locate(request.fileId(), "File not found").compose(document -> elements.download(
                        document.elementUrl(), document.id(), request.headOnly(), request.headers())
                .compose(answer -> accept(document, answer)));
    }

    /**
     * Where the caller can fetch a document's content from its element; which part of it they do is the element's to know.
     *
     * <p>Fails with {@code NOT_FOUND}, or {@code UNAVAILABLE} while the element or admin is away.
     */
    public Future<String> link(String fileId, Caller caller) {
        return locate(fileId, "File not found")
                .compose(document -> links.to(document, caller))
                .onSuccess(address -> count(DownloadOutcome.REDIRECTED));
    }

    /** Remembers what was sent of a document, and how that ended. */
    public void finished(DownloadRecord download, DownloadOutcome outcome) {
        statistics.add(download);
        count(outcome);
    }

    private void count(DownloadOutcome outcome) {
        Counter.builder(DOWNLOADS)
                .description("Downloads whose body had begun, or that were sent to the element, by how they ended")
                .tag("outcome", outcome.label())
                .register(registry)
                .increment();
    }

    private static Future<Download> accept(IndexedDocument document, ElementAnswer answer) {
        return ElementRefusals.isOne(answer)
                ? answer.problem()
                        .compose(problem -> Future.failedFuture(ElementRefusals.of(answer, problem, document.id())))
                : Future.succeededFuture(new Download(document, answer));
    }
}
