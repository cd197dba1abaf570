"""The tables of a local bank, and how its file says what it is."""

APPLICATION_ID = 0x49544D42  # "ITMB" in the file's header: another program's database is not taken for a bank
VERSION = 3

# `payload.place` holds space, item and part in one number, so that the payloads of one space lie together in the
# file and one B-tree look-up finds all parts of an item: half the time of a composite index over scattered rows.
PART_BITS = 12
ITEM_BITS = 36

# Signatures lie apart from payloads because they are read all together at the start. AUTOINCREMENT never gives a
# row number twice: whoever has read up to a row finds everything newer above it, rewritten rows included.
SCHEMA = """
CREATE TABLE state(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL,
    items INTEGER NOT NULL
) STRICT;
INSERT INTO state VALUES (1, 0, 0);

CREATE TABLE item(
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    revision INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE space(
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    fits INTEGER NOT NULL DEFAULT 0,
    revision TEXT,
    statistics BLOB,
    items_at_fit INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE payload(
    place INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE signature(
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    space INTEGER NOT NULL REFERENCES space(number),
    item INTEGER NOT NULL REFERENCES item(key),
    bits BLOB NOT NULL
) STRICT;
CREATE INDEX signature_of_item ON signature(space, item);
"""

VERDICTS = """
CREATE TABLE verdict(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    one_item TEXT NOT NULL,
    other_item TEXT NOT NULL,
    one_draft TEXT NOT NULL,
    other_draft TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX verdict_of_one ON verdict(one);
CREATE INDEX verdict_of_other ON verdict(other);
CREATE INDEX verdict_of_one_item ON verdict(one_item);
CREATE INDEX verdict_of_other_item ON verdict(other_item);
"""

# `gone` tells whoever holds signatures in memory which of them no longer count. `item.shared` is the revision that the
# shared bank had given a copied item. `origin.sweep` is this file's own revision when everything began to be pulled
# again: what is still older when that has ended did not come again. A picture of the outbox is a file in `figures`.
COPY = """
CREATE TABLE gone(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    space INTEGER NOT NULL,
    item INTEGER NOT NULL
) STRICT;

ALTER TABLE item ADD COLUMN shared INTEGER;

CREATE TABLE origin(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    url TEXT NOT NULL,
    feed TEXT NOT NULL,
    cursor INTEGER NOT NULL DEFAULT 0,
    shared_items INTEGER NOT NULL DEFAULT 0,
    synced TEXT,
    sweep INTEGER
) STRICT;

CREATE TABLE origin_fit(
    space INTEGER PRIMARY KEY REFERENCES space(number),
    fit INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    item TEXT,
    base INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL,
    collided INTEGER NOT NULL DEFAULT 0,
    theirs TEXT
) STRICT;
CREATE INDEX outbox_of_item ON outbox(item);
"""

STEPS = (SCHEMA, VERDICTS, COPY)
"""What each version added to the one before; a new version appends its step and counts VERSION up."""


def first_place(space: int, item: int) -> int:
    """Where the payloads of an item in a space begin; its parts follow one by one."""
    return (space << ITEM_BITS | item) << PART_BITS


def item_at(place: int) -> int:
    """The item whose payload lies at `place`."""
    return place >> PART_BITS & (1 << ITEM_BITS) - 1
