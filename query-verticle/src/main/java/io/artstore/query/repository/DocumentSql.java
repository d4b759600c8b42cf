package io.artstore.query.repository;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The statements with which {@link DocumentWriter} keeps what elements say of their documents.
 *
 * <p>{@code file_metadata_cache} and {@code document_copies} have these columns under the same names. Of what several
 * elements say of one document the later word is shown: by {@code updated_at}, then by the time of the change, then by
 * the element's id.
 */
final class DocumentSql {
    private static final String COLUMNS =
            "id, filename, storage_filename, file_size, mime_type, sha256_hash, username, tags, description, "
                    + "storage_element_id, storage_element_url, created_at, updated_at, cache_updated_at";

    /** A page of documents in its order: an array for each column, the tags of each document as JSON. */
    private static final String DOCUMENTS =
            """
            SELECT %s
            FROM unnest(
                $1::varchar[], $2::varchar[], $3::varchar[], $4::bigint[], $5::varchar[], $6::varchar[], $7::varchar[],
                $8::jsonb[], $9::text[], $10::varchar[], $11::varchar[], $12::timestamptz[], $13::timestamptz[],
                $14::timestamptz[]) AS document (%s)""".formatted(COLUMNS.replace("tags", "ARRAY (SELECT jsonb_array_elements_text(tags))"), COLUMNS);

    private static final String BEST_COPIES = """
            best AS (
                SELECT DISTINCT ON (c.id) c.* FROM artstore.document_copies c WHERE c.id = ANY ($1::varchar[])
                ORDER BY c.id, c.updated_at DESC, c.cache_updated_at DESC, c.storage_element_id COLLATE "C" DESC
            )""";

    /**
     * Changes nothing, but locks the row, where another element's word is shown; answers which documents' rows it wrote.
     */
    static final String UPSERT = "INSERT INTO public.file_metadata_cache AS f (" + COLUMNS + ") " + DOCUMENTS
            + " ON CONFLICT (id) DO UPDATE SET (" + COLUMNS + ") = ROW(" + of("EXCLUDED")
            + ") WHERE f.storage_element_id = EXCLUDED.storage_element_id RETURNING f.id";

    static final String UPSERT_COPY = "INSERT INTO artstore.document_copies (" + COLUMNS + ") " + DOCUMENTS
            + " ON CONFLICT (id, storage_element_id) DO UPDATE SET (" + COLUMNS + ") = ROW(" + of("EXCLUDED") + ")";

    static final String HAVE_COPIES =
            "SELECT EXISTS (SELECT FROM artstore.document_copies WHERE id = ANY ($1::varchar[]))";

    /** Where a copy has the later word, it and the row change places. */
    static final String SETTLE = """
            WITH %s, beaten AS (
                SELECT f.* FROM public.file_metadata_cache f JOIN best b ON b.id = f.id
                WHERE (b.updated_at, b.cache_updated_at, b.storage_element_id COLLATE "C")
                    > (f.updated_at, f.cache_updated_at, f.storage_element_id COLLATE "C")
            ), kept AS (
                INSERT INTO artstore.document_copies (%s) SELECT %s FROM beaten
            ), promoted AS (
                DELETE FROM artstore.document_copies c USING best b JOIN beaten x ON x.id = b.id
                WHERE c.id = b.id AND c.storage_element_id = b.storage_element_id
            )
            UPDATE public.file_metadata_cache f SET (%s) = ROW(%s)
            FROM best b JOIN beaten x ON x.id = b.id WHERE f.id = b.id""".formatted(BEST_COPIES, COLUMNS, COLUMNS, COLUMNS, of("b"));

    static final String PUT_METADATA = """
            INSERT INTO artstore.document_metadata (file_id, element_id, metadata) VALUES ($1, $2, $3::text::jsonb)
            ON CONFLICT (file_id, element_id) DO UPDATE SET metadata = EXCLUDED.metadata""";

    static final String DROP_METADATA =
            "DELETE FROM artstore.document_metadata WHERE file_id = ANY ($1::varchar[]) AND element_id = $2";

    /** Whoever adds a copy of a document has its row locked. */
    static final String LOCK =
            "SELECT id FROM public.file_metadata_cache WHERE id = ANY ($1::varchar[]) ORDER BY id FOR UPDATE";

    static final String DROP_COPIES =
            "DELETE FROM artstore.document_copies WHERE id = ANY ($1::varchar[]) AND storage_element_id = $2";

    /** A row of the element gives way to the best of the remaining copies, or goes. */
    static final String REMOVE = """
            WITH %s, heirs AS (
                UPDATE public.file_metadata_cache f SET (%s) = ROW(%s)
                FROM best b WHERE f.id = b.id AND f.storage_element_id = $2
                RETURNING f.id
            ), promoted AS (
                DELETE FROM artstore.document_copies c USING best b JOIN heirs h ON h.id = b.id
                WHERE c.id = b.id AND c.storage_element_id = b.storage_element_id
            )
            DELETE FROM public.file_metadata_cache f
            WHERE f.id = ANY ($1::varchar[]) AND f.storage_element_id = $2
                AND NOT EXISTS (SELECT FROM artstore.document_copies c WHERE c.id = f.id)""".formatted(BEST_COPIES, COLUMNS, of("b"));

    /**
     * What a complete listing does not have. A document that is younger may have come after the listing was read, and an
     * element that names nothing at all has not shown what it has.
     */
    static final String UNLISTED = """
            SELECT held.id FROM (
                SELECT f.id, f.cache_updated_at FROM public.file_metadata_cache f WHERE f.storage_element_id = $2
                UNION ALL
                SELECT c.id, c.cache_updated_at FROM artstore.document_copies c WHERE c.storage_element_id = $2) held
            WHERE held.cache_updated_at < $3
                AND EXISTS (SELECT FROM artstore.index_listing WHERE job_id = $1 AND element_id = $2)
                AND NOT EXISTS (SELECT FROM artstore.index_listing l
                    WHERE l.job_id = $1 AND l.element_id = $2 AND l.file_id = held.id AND l.digest IS NOT NULL)
            LIMIT $4""";

    private DocumentSql() {}

    private static String of(String table) {
        return Arrays.stream(COLUMNS.split(", "))
                .map(column -> table + "." + column)
                .collect(Collectors.joining(", "));
    }
}
