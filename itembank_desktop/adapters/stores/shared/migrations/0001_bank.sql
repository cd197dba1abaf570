-- Tables of a shared bank; what each holds is said in the package's docstring.
CREATE TABLE meta (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    feed_id uuid NOT NULL DEFAULT gen_random_uuid(),
    schema_version integer NOT NULL,
    purge_floor bigint NOT NULL DEFAULT 0
);
INSERT INTO meta (schema_version) VALUES (0);

CREATE TABLE clock (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    rev bigint NOT NULL DEFAULT 0,
    items bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO clock DEFAULT VALUES;

CREATE TABLE item (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    subject text NOT NULL,
    body jsonb NOT NULL,
    fingerprint text NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    updated timestamptz NOT NULL DEFAULT now(),
    saved_by text NOT NULL DEFAULT session_user,
    deleted_at timestamptz,
    rev bigint NOT NULL UNIQUE,
    unit text GENERATED ALWAYS AS (body -> 'metadata' ->> 'unit') STORED,
    grade text GENERATED ALWAYS AS (body -> 'metadata' ->> 'grade') STORED,
    year text GENERATED ALWAYS AS (body -> 'metadata' ->> 'year') STORED,
    status text GENERATED ALWAYS AS (body -> 'metadata' ->> 'status') STORED,
    author text GENERATED ALWAYS AS (body -> 'metadata' ->> 'author') STORED,
    figures integer GENERATED ALWAYS AS (jsonb_array_length(body -> 'figures')) STORED
);
CREATE INDEX item_subject ON item (subject) WHERE deleted_at IS NULL;
CREATE INDEX item_unit ON item (unit) WHERE deleted_at IS NULL;
CREATE INDEX item_grade ON item (grade) WHERE deleted_at IS NULL;
CREATE INDEX item_year ON item (year) WHERE deleted_at IS NULL;
CREATE INDEX item_status ON item (status) WHERE deleted_at IS NULL;
CREATE INDEX item_author ON item (author) WHERE deleted_at IS NULL;

CREATE TABLE asset (
    sha256 text PRIMARY KEY CHECK (sha256 = encode(sha256(bytes), 'hex')),
    mime text NOT NULL,
    bytes bytea NOT NULL
);
-- Pictures are compressed already.
ALTER TABLE asset ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE item_asset (
    item bigint NOT NULL REFERENCES item ON DELETE CASCADE,
    sha256 text NOT NULL REFERENCES asset,
    PRIMARY KEY (item, sha256)
);
CREATE INDEX item_asset_sha256 ON item_asset (sha256);

CREATE TABLE space (
    number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    dim integer,
    prefix bytea NOT NULL DEFAULT '',
    fits integer NOT NULL DEFAULT 0,
    revision text,
    statistics bytea,
    items_at_fit bigint NOT NULL DEFAULT 0,
    first bigint NOT NULL,
    rev bigint NOT NULL
);

CREATE TABLE payload (
    space integer NOT NULL REFERENCES space,
    item bigint NOT NULL REFERENCES item ON DELETE CASCADE,
    part integer NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (space, item, part)
);

CREATE TABLE verdict (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    one text NOT NULL,
    other text NOT NULL,
    one_item text NOT NULL,
    other_item text NOT NULL,
    one_draft text NOT NULL,
    other_draft text NOT NULL,
    mark text NOT NULL,
    body jsonb NOT NULL,
    saved_by text NOT NULL DEFAULT session_user,
    saved_at timestamptz NOT NULL DEFAULT now(),
    rev bigint NOT NULL UNIQUE
);
CREATE INDEX verdict_one ON verdict (one);
CREATE INDEX verdict_other ON verdict (other);
CREATE INDEX verdict_one_item ON verdict (one_item) WHERE one_item <> '';
CREATE INDEX verdict_other_item ON verdict (other_item) WHERE other_item <> '';
CREATE INDEX verdict_one_draft ON verdict (one_draft) WHERE one_draft <> '';
CREATE INDEX verdict_other_draft ON verdict (other_draft) WHERE other_draft <> '';

CREATE TABLE claim (
    work text NOT NULL,
    what text NOT NULL,
    holder text NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (work, what)
);
CREATE INDEX claim_until ON claim (until);
