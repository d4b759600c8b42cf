package io.artstore.query.repository;

import io.artstore.query.domain.IndexedDocument;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes what one element says of its documents, within a transaction of the caller's.
 *
 * <p>The last word of each element that holds a document is kept: the one that ranks first as the row that searches see,
 * the others as copies. So what is shown follows from those words alone, in whatever order they came; a document that
 * moves is never there twice, and never gone while an element says that it holds it.
 *
 * <p>Whoever changes what is known of a document locks its row first; statements after that see what others committed.
 */
final class DocumentWriter {
    private static final int UNLISTED_AT_ONCE = 5_000;

    private final SqlConnection connection;
    private final String elementId;

    DocumentWriter(SqlConnection connection, String elementId) {
        this.connection = connection;
        this.elementId = elementId;
    }

    /** The element holds these documents, which are in the order of their ids. */
    Future<Void> put(List<IndexedDocument> documents) {
        if (documents.isEmpty()) {
            return Future.succeededFuture();
        }
        return upsert(documents)
                .compose(contested -> settle(documents, contested))
                .compose(settled -> putMetadata(documents))
                .compose(put -> dropMetadata(ids(documents.stream()
                        .filter(document -> document.metadata() == null)
                        .toList())));
    }

    /** The element does not hold these documents any more. */
    Future<Void> remove(List<String> fileIds) {
        if (fileIds.isEmpty()) {
            return Future.succeededFuture();
        }
        String[] ids = fileIds.toArray(String[]::new);
        Tuple ofElement = Tuple.of(ids, elementId);
        return execute(DocumentSql.LOCK, Tuple.of((Object) ids))
                .compose(locked -> execute(DocumentSql.DROP_COPIES, ofElement))
                .compose(dropped -> execute(DocumentSql.REMOVE, ofElement))
                .compose(removed -> dropMetadata(ids));
    }

    /**
     * Removes what a job's complete listing of the element does not have.
     *
     * @return how many documents that were
     */
    Future<Integer> removeUnlisted(UUID job, Instant settledBefore) {
        return execute(DocumentSql.UNLISTED, Tuple.of(job, elementId, Rows.at(settledBefore), UNLISTED_AT_ONCE))
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList())
                .compose(ids -> remove(ids).map(removed -> ids.size()))
                .compose(count -> count < UNLISTED_AT_ONCE
                        ? Future.succeededFuture(count)
                        : removeUnlisted(job, settledBefore).map(more -> count + more));
    }

    /** Writes where the row is the element's or nobody's; returns the others. */
    private Future<List<IndexedDocument>> upsert(List<IndexedDocument> documents) {
        return execute(DocumentSql.UPSERT, columns(documents)).map(rows -> {
            Set<String> written = rows.stream().map(row -> row.getString(0)).collect(Collectors.toUnmodifiableSet());
            return documents.stream()
                    .filter(document -> !written.contains(document.id()))
                    .toList();
        });
    }

    private Future<Void> settle(List<IndexedDocument> documents, List<IndexedDocument> contested) {
        String[] ids = ids(documents);
        return addCopies(contested)
                .compose(added -> execute(DocumentSql.HAVE_COPIES, Tuple.of((Object) ids)))
                .compose(rows -> rows.iterator().next().getBoolean(0)
                        ? execute(DocumentSql.SETTLE, Tuple.of((Object) ids)).mapEmpty()
                        : Future.succeededFuture());
    }

    private Future<Void> addCopies(List<IndexedDocument> contested) {
        return contested.isEmpty()
                ? Future.succeededFuture()
                : execute(DocumentSql.UPSERT_COPY, columns(contested)).mapEmpty();
    }

    private Future<Void> putMetadata(List<IndexedDocument> documents) {
        List<Tuple> rows = documents.stream()
                .filter(document -> document.metadata() != null)
                .map(document -> Tuple.of(document.id(), elementId, document.metadata()))
                .toList();
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(DocumentSql.PUT_METADATA)
                        .executeBatch(rows)
                        .mapEmpty();
    }

    private Future<Void> dropMetadata(String[] ids) {
        return ids.length == 0
                ? Future.succeededFuture()
                : execute(DocumentSql.DROP_METADATA, Tuple.of(ids, elementId)).mapEmpty();
    }

    private Future<RowSet<Row>> execute(String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values);
    }

    private static String[] ids(List<IndexedDocument> documents) {
        return texts(documents, IndexedDocument::id);
    }

    /** As the statements take them: one array for each column. */
    private static Tuple columns(List<IndexedDocument> documents) {
        return Tuple.tuple()
                .addArrayOfString(ids(documents))
                .addArrayOfString(texts(documents, IndexedDocument::filename))
                .addArrayOfString(texts(documents, IndexedDocument::storageFilename))
                .addArrayOfLong(
                        documents.stream().map(IndexedDocument::sizeBytes).toArray(Long[]::new))
                .addArrayOfString(texts(documents, IndexedDocument::mimeType))
                .addArrayOfString(texts(documents, IndexedDocument::sha256))
                .addArrayOfString(texts(documents, IndexedDocument::username))
                .addArrayOfJsonArray(documents.stream()
                        .map(document -> new JsonArray(document.tags()))
                        .toArray(JsonArray[]::new))
                .addArrayOfString(texts(documents, IndexedDocument::description))
                .addArrayOfString(texts(documents, IndexedDocument::elementId))
                .addArrayOfString(texts(documents, IndexedDocument::elementUrl))
                .addArrayOfOffsetDateTime(times(documents, IndexedDocument::createdAt))
                .addArrayOfOffsetDateTime(times(documents, IndexedDocument::updatedAt))
                .addArrayOfOffsetDateTime(times(documents, IndexedDocument::knownAt));
    }

    private static String[] texts(List<IndexedDocument> documents, Function<IndexedDocument, String> column) {
        return documents.stream().map(column).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(List<IndexedDocument> documents, Function<IndexedDocument, Instant> column) {
        return documents.stream().map(column).map(Rows::at).toArray(OffsetDateTime[]::new);
    }
}
