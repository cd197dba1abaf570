"""The shared bank: one PostgreSQL with pgvector for all authors of a publisher.

Everything lies in the schema `itembank`; `migrations/` makes it, `migrate` applies them.

meta              one row: `feed_id` (another one: another bank, take everything anew), `schema_version`,
                  `purge_floor` (a cursor below it has missed deletions: take everything anew)
clock             one row: `rev`, the newest revision, and `items`, how many there are; locked from the moment a
                  writer has its revisions until it commits, so that revisions become visible in their order
item              `key`, `id`, `subject`, `body` (the local bank's JSON), `fingerprint`, `rev` (unique),
                  `deleted_at` (a tombstone keeps its row); the columns filters ask for are generated from `body`
asset             figures by the SHA-256 of their bytes; `item_asset` says which item shows which
space             a channel: `number`, `name`, `revision`, `statistics`, `fits`, `items_at_fit`, `first` and `rev`
                  (of its making and of its last fit); `dim` and `prefix` where payloads are vectors
space_<number>    one row a part: `item`, `part`, `signature`, `rev`, and for a vector `e halfvec(dim)`;
                  its payload is then `prefix` and the numbers of `e` as little-endian float16
payload           the other spaces' payloads by (`space`, `item`, `part`)
verdict           decisions about pairs, only ever added, each with its own `rev`
claim             who works on what until when: several keepers import or embed at once without doubling

An author writes through `save_item` and `delete_item`, over the revision that was read; an item whose status is
`published` they refuse to everybody, and only a keeper's import (`SharedBank.save`) changes it. Nor does `save_item`
publish, and `delete_item` takes out only what the same account saved last. A keeper takes items out by `remove_items`.

The feed is "everything with `rev` above my cursor, in its order": `item` (with its payloads of spaces without `dim`),
`space_<number>` of vectors, `verdict`, and `space` for new statistics. No revision below `clock.rev` as one
transaction sees it can appear later. `NOTIFY itembank` says that there is something new.
"""
