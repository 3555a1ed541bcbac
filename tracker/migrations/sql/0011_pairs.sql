-- Each sign of a script that joins words, alone and with the sign after it; with the sign
-- before it too where that is of another script. What holds some letters of such a word
-- holds all of their pairs, so an index over pairs finds what may hold them. Thai to
-- Burmese, Hangul in its parts, kana to Hangul syllables, ideographs further on. What it
-- costs is said as measured, and it is kept from workers, so that no plan works it out
-- for every row where the index has it already.
CREATE FUNCTION public.pairs_of(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED COST 10000 AS $$
    WITH signs AS (
        SELECT sign, place, code BETWEEN 3584 AND 4255 OR code BETWEEN 4352 AND 4607
            OR code BETWEEN 12352 AND 55295 OR code BETWEEN 63744 AND 64255
            OR code >= 131072 AS joins
          FROM pg_catalog.unnest(pg_catalog.string_to_array(
              pg_catalog.lower(pg_catalog.normalize(words, 'NFC')), NULL))
              WITH ORDINALITY AS signs (sign, place)
          CROSS JOIN LATERAL (VALUES (pg_catalog.ascii(sign))) AS codes (code)
         WHERE words ~ '[\u0E00-\u109F\u1100-\u11FF\u3040-\uD7FF\uF900-\uFAFF\U00020000-\U0003FFFF]'
    ), pairs AS (
        SELECT sign, joins, pg_catalog.lead(sign) OVER by_place AS following,
            pg_catalog.lead(joins) OVER by_place AS following_joins
          FROM signs WINDOW by_place AS (ORDER BY place)
    )
    SELECT pg_catalog.array_agg(DISTINCT part)
      FROM pairs CROSS JOIN LATERAL (VALUES
          (CASE WHEN joins THEN sign END),
          (CASE WHEN (joins OR following_joins) AND ' ' NOT IN (sign, following)
                THEN sign || following END)
      ) AS held (part)
     WHERE part IS NOT NULL
$$;
