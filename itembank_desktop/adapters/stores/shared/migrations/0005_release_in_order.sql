-- Claims are locked in the order in which `claim_work` asks for them. Deleted in the order in which they lay in the
-- table, two keepers could wait for each other, and the server ended the work of one of them.
CREATE OR REPLACE FUNCTION release_work(asked text, by_whom text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = itembank, pg_catalog, pg_temp
BEGIN ATOMIC
    WITH mine AS MATERIALIZED (
        SELECT work, what FROM claim
        WHERE (work = asked AND holder = by_whom) OR until < now() - interval '1 day'
        ORDER BY work, what FOR UPDATE
    )
    DELETE FROM claim USING mine WHERE claim.work = mine.work AND claim.what = mine.what;
END;
