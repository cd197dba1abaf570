-- An index built with pgvector's own ef_construction of 64 leaves parts of a bank of 100,000 vectors in large clusters
-- out of reach: a planted duplicate was first in 0.96, whatever ef_search; at 200 in 1.0, for twice the time to build.
-- Indexes that are there answer as before until their keeper says REINDEX INDEX CONCURRENTLY itembank.space_1_near.
CREATE OR REPLACE FUNCTION index_space(place integer, bits integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp AS $$
-- The index that searches a channel; false when it is there. Vectors up to 4,000 dimensions have one of their own,
-- all else is searched by signature.
DECLARE
    kept record;
    extension text;
BEGIN
    SELECT * INTO STRICT kept FROM space WHERE number = place;
    SELECT nspname INTO extension FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
        WHERE extname = 'vector';
    IF to_regclass(format('itembank.%I', format('space_%s_near', place))) IS NOT NULL THEN
        RETURN false;
    END IF;
    IF kept.dim IS NULL AND NOT pg_has_role(session_user, 'itembank_owner', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only a keeper indexes a channel of this kind';
    END IF;
    IF kept.dim <= 4000 THEN
        EXECUTE format('CREATE INDEX %I ON itembank.%I USING hnsw (e %I.halfvec_cosine_ops)'
            ' WITH (ef_construction = 200)',
            format('space_%s_near', place), format('space_%s', place), extension);
    ELSE
        EXECUTE format('CREATE INDEX %I ON itembank.%I USING hnsw ((signature::bit(%s)) %I.bit_hamming_ops)'
            ' WITH (ef_construction = 200) WHERE length(signature) = %s',
            format('space_%s_near', place), format('space_%s', place), bits, extension, bits);
    END IF;
    RETURN true;
END
$$;

DO $$
DECLARE
    each text;
BEGIN
    FOR each IN SELECT indexname FROM pg_indexes WHERE schemaname = 'itembank' AND indexname ~ '^space_[0-9]+_near$' LOOP
        EXECUTE format('ALTER INDEX itembank.%I SET (ef_construction = 200)', each);
    END LOOP;
END
$$;
