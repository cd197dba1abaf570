-- Publishing is a keeper's act, done by an import: an author who could set the status would lock his item against
-- himself, and nobody would have looked at it. The guarded way in refuses it, whoever calls.
-- An author takes out what he himself saved last (the window's "Undo"); a keeper takes out anything, many at once.
-- Error code of our own: IB004 a save wants to publish; its detail names the item.
CREATE OR REPLACE FUNCTION save_item(
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
    -- A new item has nothing to be taken out of any channel, and waits only for those that it is described in.
    FOR each IN SELECT number FROM space WHERE number = ANY (named) OR expected <> 0 ORDER BY number LOOP
        PERFORM hold_space(each.number, false);
    END LOOP;
    stamp := tick(1);
    SELECT key, rev, body, deleted_at, status INTO before FROM item WHERE id = item_id FOR UPDATE;
    IF coalesce(CASE WHEN before.deleted_at IS NULL THEN before.rev END, 0) IS DISTINCT FROM expected THEN
        RAISE EXCEPTION 'the item is at revision %', coalesce(before.rev, 0) USING ERRCODE = 'IB001';
    END IF;
    IF before.deleted_at IS NULL AND before.status = 'published' THEN
        RAISE EXCEPTION 'the item is published' USING ERRCODE = 'IB003', DETAIL = item_id;
    END IF;
    IF item_body -> 'metadata' ->> 'status' = 'published' THEN
        RAISE EXCEPTION 'an import publishes' USING ERRCODE = 'IB004', DETAIL = item_id;
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

CREATE OR REPLACE FUNCTION delete_item(item_id text, expected bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp AS $$
-- Leaves a tombstone with a revision of its own; returns that revision. An author takes back what he saved himself.
DECLARE
    before record;
    stamp bigint;
    each record;
BEGIN
    FOR each IN SELECT number FROM space ORDER BY number LOOP
        PERFORM hold_space(each.number, false);
    END LOOP;
    stamp := tick(1);
    SELECT key, rev, deleted_at, status, saved_by INTO before FROM item WHERE id = item_id FOR UPDATE;
    IF before.key IS NULL OR before.deleted_at IS NOT NULL OR before.rev IS DISTINCT FROM expected THEN
        RAISE EXCEPTION 'the item is at revision %', coalesce(before.rev, 0) USING ERRCODE = 'IB001';
    END IF;
    IF before.status = 'published' THEN
        RAISE EXCEPTION 'the item is published' USING ERRCODE = 'IB003', DETAIL = item_id;
    END IF;
    IF before.saved_by <> session_user AND NOT pg_has_role(session_user, 'itembank_owner', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only a keeper takes out what another account has saved';
    END IF;
    UPDATE item SET deleted_at = now(), updated = now(), saved_by = session_user, rev = stamp WHERE key = before.key;
    UPDATE clock SET items = items - 1;
    PERFORM forget_parts(before.key, '{}', true);
    DELETE FROM item_asset WHERE item = before.key;
    RETURN stamp;
END
$$;

CREATE OR REPLACE FUNCTION remove_items(ids text[], revisions bigint[], in_print boolean) RETURNS SETOF text
    LANGUAGE plpgsql SET search_path = itembank, pg_catalog, pg_temp AS $$
-- Leaves a tombstone in place of each item at the revision that was looked at, for a keeper, who may write to the
-- tables; published ones only `in_print`. Returns those that are at another revision: then nothing is removed.
DECLARE
    last bigint;
    place bigint[];
    printed text;
    each record;
BEGIN
    FOR each IN SELECT number FROM space ORDER BY number LOOP
        PERFORM hold_space(each.number, false);
    END LOOP;
    last := tick(cardinality(ids));
    RETURN QUERY SELECT asked.id FROM unnest(ids, revisions) AS asked(id, rev)
        WHERE NOT EXISTS (SELECT FROM item WHERE item.id = asked.id AND item.rev = asked.rev AND deleted_at IS NULL);
    IF FOUND THEN
        RETURN;
    END IF;
    SELECT min(id) INTO printed FROM item WHERE id = ANY (ids) AND status = 'published';
    IF printed IS NOT NULL AND in_print IS NOT TRUE THEN
        RAISE EXCEPTION 'the item is published' USING ERRCODE = 'IB003', DETAIL = printed;
    END IF;
    WITH gone AS (
        UPDATE item SET deleted_at = now(), updated = now(), saved_by = session_user,
            rev = last - cardinality(ids) + asked.number
        FROM unnest(ids) WITH ORDINALITY AS asked(id, number) WHERE item.id = asked.id RETURNING key
    )
    SELECT array_agg(key) INTO place FROM gone;
    UPDATE clock SET items = items - cardinality(ids);
    FOR each IN SELECT number FROM space LOOP
        EXECUTE format('DELETE FROM itembank.%I WHERE item = ANY ($1)', 'space_' || each.number) USING place;
    END LOOP;
    DELETE FROM payload WHERE item = ANY (place);
    DELETE FROM item_asset WHERE item = ANY (place);
END
$$;
