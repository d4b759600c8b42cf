package io.artstore.storage.service.maintenance;

import io.artstore.storage.domain.AttributeDocument;
import io.artstore.storage.domain.Finding;
import io.artstore.storage.domain.FindingRule;
import io.artstore.storage.domain.JobKind;
import io.artstore.storage.domain.RefusedByDatabaseException;
import io.artstore.storage.repository.CacheRepository;
import io.artstore.storage.repository.CacheRepository.Effect;
import io.artstore.storage.service.Capacity;
import io.artstore.storage.service.ChangeBell;
import io.artstore.storage.service.job.JobRun;
import io.artstore.storage.service.job.JobWork;
import io.artstore.storage.service.maintenance.Reading.Sound;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes the rows anew from the attribute files: what is missing is listed, what differs is corrected, and everything else
 * stays as it is. Rows whose documents are not on disk stay too, and are reported.
 *
 * <p>The element may serve meanwhile. A document's attribute file is read and its row is written under the document's lock,
 * which uploads, edits and deletions hold from their intent to their end; so no row is ever written from an attribute file
 * that is about to be replaced, withdrawn or thrown away. An operation whose end is not decided keeps its document out.
 */
public final class Rebuild implements JobWork {
    private final Survey survey;
    private final CacheRepository cache;
    private final Capacity capacity;
    private final ChangeBell bell;

    public Rebuild(Survey survey, CacheRepository cache, Capacity capacity, ChangeBell bell) {
        this.survey = survey;
        this.cache = cache;
        this.capacity = capacity;
        this.bell = bell;
    }

    @Override
    public JobKind kind() {
        return JobKind.REBUILD;
    }

    @Override
    public Future<Void> run(JobRun run) {
        run.count("rows_created", 0);
        run.count("rows_updated", 0);
        return survey.disk()
                .count(run)
                .map(files -> {
                    run.expect(OptionalLong.of(files), OptionalLong.empty());
                    return null;
                })
                .compose(counted -> survey.disk().compare(run, this::heal))
                .compose(healed -> survey.rows().compare(run))
                .compose(compared -> correctCounters())
                .compose(corrected -> cache.recordRebuild(run.id(), run.counts(), run.startedAt(), run.requestedBy()));
    }

    private Future<Void> heal(JobRun run, List<Discrepancy> discrepancies) {
        List<AttributeDocument> documents = new ArrayList<>();
        for (Discrepancy discrepancy : discrepancies) {
            if (discrepancy.reading() instanceof Sound sound && !discrepancy.rivalAtPlaceOfRow()) {
                documents.add(sound.document());
            } else {
                run.found(discrepancy.finding());
            }
        }
        return documents.isEmpty() ? Future.succeededFuture() : store(run, documents);
    }

    private Future<Void> store(JobRun run, List<AttributeDocument> documents) {
        return cache.store(documents)
                .map(effect -> confirm(run, documents, effect))
                .recover(failure -> failure instanceof RefusedByDatabaseException
                        ? storeSingly(run, documents, failure)
                        : Future.failedFuture(failure));
    }

    /** One document that the database refuses must not keep its neighbours out. */
    private Future<Void> storeSingly(JobRun run, List<AttributeDocument> documents, Throwable refusal) {
        if (documents.size() == 1) {
            AttributeDocument refused = documents.get(0);
            run.found(Finding.of(
                    FindingRule.ROW_REFUSED,
                    refused.fileId(),
                    refused.key().attributePath(),
                    "the database refuses it: " + refusal.getMessage()));
            return Future.succeededFuture();
        }
        Future<Void> chain = Future.succeededFuture();
        for (AttributeDocument document : documents) {
            chain = chain.compose(previous -> store(run, List.of(document)));
        }
        return chain;
    }

    private Void confirm(JobRun run, List<AttributeDocument> documents, Effect effect) {
        capacity.adjust(effect.files(), effect.bytes());
        run.count("rows_created", effect.created().size());
        run.count("rows_updated", effect.updated().size());
        documents.stream()
                .filter(document -> !effect.created().contains(document.fileId())
                        && !effect.updated().contains(document.fileId()))
                .forEach(document -> run.found(Finding.of(
                        FindingRule.BUSY,
                        document.fileId(),
                        document.key().path(),
                        "an operation on it is pending; look again when it is settled")));
        bell.ring();
        return null;
    }

    private Future<Void> correctCounters() {
        return cache.correctCounters().map(drift -> {
            capacity.adjust(drift.files(), drift.bytes());
            return null;
        });
    }
}
