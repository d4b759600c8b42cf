-- What stands in the way of handing this database back to the original: each query answers one sentence per obstacle.

SELECT format(
    'total_size_bytes of row %s in public.${prefix}_config is %s, and the checkpoint holds at most 2147483647 there. The '
    'original recomputes it, so set it to 0 with: UPDATE public.${prefix}_config SET total_size_bytes = 0 WHERE id = %s',
    id, total_size_bytes, id)
FROM public.${prefix}_config
WHERE total_size_bytes NOT BETWEEN -2147483648 AND 2147483647;
