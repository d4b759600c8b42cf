-- What stands in the way of handing this database back to the original: each query answers one sentence per obstacle.

SELECT format(
    '%s SHA-256 digests in public.file_metadata_cache belong to more than one document (%s rows); the checkpoint allows '
    'one document each. Keep one row of each, for instance with: DELETE FROM public.file_metadata_cache f USING '
    'public.file_metadata_cache g WHERE f.sha256_hash = g.sha256_hash AND f.id > g.id',
    count(*), sum(documents))
FROM (SELECT count(*) AS documents FROM public.file_metadata_cache GROUP BY sha256_hash HAVING count(*) > 1) AS repeated
HAVING count(*) > 0;
