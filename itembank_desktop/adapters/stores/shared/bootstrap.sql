-- Before the first migration: groups, the extension and an empty schema. Safe to run again.
-- Groups belong to the whole server: a person's own login is made a member with GRANT itembank_author TO kim.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['itembank_owner', 'itembank_reader', 'itembank_author', 'itembank_embedder'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
    IF NOT pg_has_role('itembank_author', 'itembank_reader', 'MEMBER') THEN
        GRANT itembank_reader TO itembank_author;
    END IF;
    IF NOT pg_has_role('itembank_embedder', 'itembank_reader', 'MEMBER') THEN
        GRANT itembank_reader TO itembank_embedder;
    END IF;
    IF NOT pg_has_role(current_user, 'itembank_owner', 'SET') THEN
        EXECUTE format('GRANT itembank_owner TO %I', current_user);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') THEN
        CREATE EXTENSION vector;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'itembank') THEN
        CREATE SCHEMA itembank AUTHORIZATION itembank_owner;
    END IF;
END
$$;
