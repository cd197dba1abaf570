-- What may be done to the tables, and the only ways an author or an embedder writes.
-- Error codes of our own: IB001 the item changed meanwhile, IB002 what was sent is not well formed.

CREATE FUNCTION tick(count bigint) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp
BEGIN ATOMIC
    -- The row stays locked until the caller commits: nobody has a later revision before that.
    SELECT pg_notify('itembank', '');
    UPDATE clock SET rev = rev + greatest(count, 0) RETURNING rev;
END;

CREATE FUNCTION make_space(wanted text, dimensions integer, head bytea) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp AS $$
DECLARE
    made integer;
    stamp bigint;
    extension text;
BEGIN
    SELECT number INTO made FROM space WHERE name = wanted;
    IF made IS NOT NULL THEN
        RETURN made;
    END IF;
    IF dimensions IS NULL AND NOT pg_has_role(session_user, 'itembank_owner', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only a keeper adds a channel of this kind';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('itembank.space'));
    SELECT number INTO made FROM space WHERE name = wanted;
    IF made IS NOT NULL THEN
        RETURN made;
    END IF;
    stamp := tick(1);
    INSERT INTO space (name, dim, prefix, first, rev) VALUES (wanted, dimensions, head, stamp, stamp)
        RETURNING number INTO made;
    EXECUTE format(
        'CREATE TABLE itembank.%I (item bigint NOT NULL REFERENCES itembank.item ON DELETE CASCADE, part integer NOT NULL,'
        ' rev bigint NOT NULL, signature varbit NOT NULL, PRIMARY KEY (item, part))', 'space_' || made);
    EXECUTE format('ALTER TABLE itembank.%I ALTER COLUMN signature SET STORAGE PLAIN', 'space_' || made);
    IF dimensions IS NOT NULL THEN
        SELECT nspname INTO extension FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
            WHERE extname = 'vector';
        EXECUTE format('ALTER TABLE itembank.%I ADD COLUMN e %I.halfvec(%s) NOT NULL', 'space_' || made, extension, dimensions);
        EXECUTE format('CREATE INDEX ON itembank.%I (rev)', 'space_' || made);
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON itembank.%I TO itembank_embedder', 'space_' || made);
    END IF;
    EXECUTE format('GRANT SELECT ON itembank.%I TO itembank_reader', 'space_' || made);
    RETURN made;
END
$$;

CREATE FUNCTION set_fit(place integer, made_in text, made bytea, on_items bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM space WHERE number = place AND dim IS NULL)
        AND NOT pg_has_role(session_user, 'itembank_owner', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only a keeper fits a channel of this kind';
    END IF;
    UPDATE space SET fits = fits + 1, revision = made_in, statistics = made, items_at_fit = on_items, rev = tick(1)
        WHERE number = place;
END
$$;

-- Holds a space as it is until the transaction ends: against another fit, or (exclusive) against every writer.
CREATE FUNCTION hold_space(place integer, exclusive boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp AS $$
BEGIN
    IF exclusive THEN
        PERFORM pg_advisory_xact_lock(hashtext('itembank.fit'), place);
    ELSE
        PERFORM pg_advisory_xact_lock_shared(hashtext('itembank.fit'), place);
    END IF;
END
$$;

CREATE FUNCTION index_space(place integer, bits integer) RETURNS boolean
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
        EXECUTE format('CREATE INDEX %I ON itembank.%I USING hnsw (e %I.halfvec_cosine_ops)',
            format('space_%s_near', place), format('space_%s', place), extension);
    ELSE
        EXECUTE format('CREATE INDEX %I ON itembank.%I USING hnsw ((signature::bit(%s)) %I.bit_hamming_ops)'
            ' WHERE length(signature) = %s',
            format('space_%s_near', place), format('space_%s', place), bits, extension, bits);
    END IF;
    RETURN true;
END
$$;

CREATE FUNCTION claim_work(asked text, names text[], by_whom text, seconds double precision) RETURNS SETOF text
    LANGUAGE sql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp
BEGIN ATOMIC
    INSERT INTO claim (work, what, holder, until)
        SELECT asked, name, by_whom, now() + make_interval(secs => seconds) FROM unnest(names) AS name ORDER BY name
    ON CONFLICT (work, what) DO UPDATE SET holder = excluded.holder, until = excluded.until
        WHERE claim.until < now() OR claim.holder = excluded.holder
    RETURNING what;
END;

CREATE FUNCTION release_work(asked text, by_whom text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp
BEGIN ATOMIC
    DELETE FROM claim WHERE (work = asked AND holder = by_whom) OR until < now() - interval '1 day';
END;

-- Takes out what spaces keep of an item: of the named ones, and unless it reads as before, of all.
CREATE FUNCTION forget_parts(place bigint, named integer[], all_of_them boolean) RETURNS void
    LANGUAGE plpgsql SET search_path = itembank, pg_catalog, pg_temp AS $$
DECLARE
    each integer;
BEGIN
    FOR each IN SELECT number FROM space WHERE all_of_them OR number = ANY (named) LOOP
        EXECUTE format('DELETE FROM itembank.%I WHERE item = $1', 'space_' || each) USING place;
    END LOOP;
    DELETE FROM payload WHERE item = place AND (all_of_them OR space = ANY (named));
END
$$;

CREATE FUNCTION save_item(
    item_id text, item_subject text, item_body jsonb, item_fingerprint text, expected bigint,
    figure_hashes text[], figure_mimes text[], figure_bytes bytea[],
    part_spaces text[], part_numbers integer[], part_payloads bytea[], part_signatures varbit[],
    described text[]
) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp AS $$
-- One item with its figures and what the channels say of it; `expected` is the revision that was edited, 0 for a new
-- item. Returns the new revision.
DECLARE
    before record;
    stamp bigint;
    place bigint;
    named integer[];
    each record;
BEGIN
    IF item_id = '' OR length(item_id) > 200 OR pg_column_size(item_body) > 1000000
        OR NOT item_body ?& ARRAY['stem', 'choices', 'answer', 'explanation', 'figures', 'metadata'] THEN
        RAISE EXCEPTION 'this is no item' USING ERRCODE = 'IB002';
    END IF;
    SELECT array_agg(number) INTO named FROM space WHERE name = ANY (described) AND dim IS NULL;
    FOR each IN SELECT unnest(named) AS number ORDER BY 1 LOOP
        PERFORM hold_space(each.number, false);
    END LOOP;
    stamp := tick(1);
    SELECT key, rev, body, deleted_at INTO before FROM item WHERE id = item_id FOR UPDATE;
    IF coalesce(CASE WHEN before.deleted_at IS NULL THEN before.rev END, 0) <> expected THEN
        RAISE EXCEPTION 'the item is at revision %', coalesce(before.rev, 0) USING ERRCODE = 'IB001';
    END IF;
    INSERT INTO asset (sha256, mime, bytes)
        SELECT * FROM unnest(figure_hashes, figure_mimes, figure_bytes) AS figure(sha256, mime, bytes)
        ON CONFLICT DO NOTHING;
    INSERT INTO item (id, subject, body, fingerprint, rev)
        VALUES (item_id, item_subject, item_body, item_fingerprint, stamp)
        ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, body = excluded.body,
            fingerprint = excluded.fingerprint, rev = excluded.rev, updated = now(), saved_by = session_user,
            deleted_at = NULL
        RETURNING key INTO place;
    IF before.key IS NULL OR before.deleted_at IS NOT NULL THEN
        UPDATE clock SET items = items + 1;
    END IF;
    IF before.key IS NOT NULL THEN
        PERFORM forget_parts(place, named, NOT reads_alike(before.body, item_body));
        DELETE FROM item_asset WHERE item = place;
    END IF;
    INSERT INTO item_asset SELECT DISTINCT place, figure ->> 0 FROM jsonb_array_elements(item_body -> 'figures') AS figure;
    FOR each IN
        SELECT number, part, body, signature
        FROM unnest(part_spaces, part_numbers, part_payloads, part_signatures) AS sent(name, part, body, signature)
        JOIN space USING (name) WHERE dim IS NULL
    LOOP
        EXECUTE format('INSERT INTO itembank.%I (item, part, rev, signature) VALUES ($1, $2, $3, $4)',
            'space_' || each.number) USING place, each.part, stamp, each.signature;
        INSERT INTO payload VALUES (each.number, place, each.part, each.body);
    END LOOP;
    RETURN stamp;
EXCEPTION
    WHEN foreign_key_violation OR check_violation OR not_null_violation OR datatype_mismatch THEN
        RAISE EXCEPTION 'a figure is missing or is not what its hash says' USING ERRCODE = 'IB002';
END
$$;

-- Whether a model sees the same question in both bodies: core.item.reads_alike.
CREATE FUNCTION reads_alike(one jsonb, other jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN (one -> 'stem', one -> 'choices', one -> 'answer', one -> 'figures')
        IS NOT DISTINCT FROM (other -> 'stem', other -> 'choices', other -> 'answer', other -> 'figures');

CREATE FUNCTION delete_item(item_id text, expected bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp AS $$
-- Leaves a tombstone with a revision of its own; returns that revision.
DECLARE
    before record;
    stamp bigint;
BEGIN
    stamp := tick(1);
    SELECT key, rev, deleted_at INTO before FROM item WHERE id = item_id FOR UPDATE;
    IF before.key IS NULL OR before.deleted_at IS NOT NULL OR before.rev <> expected THEN
        RAISE EXCEPTION 'the item is at revision %', coalesce(before.rev, 0) USING ERRCODE = 'IB001';
    END IF;
    UPDATE item SET deleted_at = now(), updated = now(), saved_by = session_user, rev = stamp WHERE key = before.key;
    UPDATE clock SET items = items - 1;
    PERFORM forget_parts(before.key, '{}', true);
    DELETE FROM item_asset WHERE item = before.key;
    RETURN stamp;
END
$$;

CREATE FUNCTION save_verdicts(bodies jsonb[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp AS $$
-- How many of them are new.
DECLARE
    last bigint;
    count bigint := cardinality(bodies);
    added bigint;
BEGIN
    last := tick(count);
    INSERT INTO verdict (id, one, other, one_item, other_item, one_draft, other_draft, mark, body, rev)
        SELECT b ->> 'id', b -> 'one' ->> 'fingerprint', b -> 'other' ->> 'fingerprint',
            b -> 'one' ->> 'item', b -> 'other' ->> 'item', b -> 'one' ->> 'draft', b -> 'other' ->> 'draft',
            b ->> 'mark', b, last - count + place
        FROM unnest(bodies) WITH ORDINALITY AS sent(b, place)
        ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS added = ROW_COUNT;
    RETURN added;
END
$$;

CREATE FUNCTION purge(older_than interval) RETURNS bigint
    LANGUAGE plpgsql SET search_path = itembank, pg_catalog, pg_temp AS $$
-- Takes tombstones out for good, and figures that no item shows; whoever has not heard of them must take all anew.
DECLARE
    highest bigint;
    gone bigint;
BEGIN
    PERFORM tick(1);
    WITH old AS (DELETE FROM item WHERE deleted_at < now() - older_than RETURNING rev)
        SELECT max(rev), count(*) INTO highest, gone FROM old;
    UPDATE meta SET purge_floor = greatest(purge_floor, coalesce(highest, 0));
    DELETE FROM asset WHERE NOT EXISTS (SELECT FROM item_asset WHERE item_asset.sha256 = asset.sha256);
    RETURN gone;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA itembank FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE itembank_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT USAGE ON SCHEMA itembank TO itembank_reader;
GRANT SELECT ON meta, clock, item, asset, item_asset, space, payload, verdict TO itembank_reader;
GRANT EXECUTE ON FUNCTION save_item, delete_item, save_verdicts TO itembank_author;
GRANT EXECUTE ON FUNCTION tick, make_space, set_fit, hold_space, index_space, claim_work, release_work
    TO itembank_embedder;
