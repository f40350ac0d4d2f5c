"""The index: a SQLite file derived from the cache and the journals, always safe to throw away.

A *record* is one entry of one file. All that a user sees is a function of the set of records and
the set of journal lines, never of the order in which they came.

Files in: `refresh` (here or in a process of its own) runs the `indexer`, which keeps the `records`
equal to the files. `identity` decides which paper a record is about, `records` merges those of one
paper and prepares its text, and `writer` writes it. `user_state` copies the merged state to the
columns of `facts`; `rules` sets the flags of mute and highlight rules. `acts` writes acts.

Questions: `query` resolves saved views and fuzzy words (`spelling`) and has regular expressions
matched (`regex`, in a process, `regex_worker`). `search` lists and counts the papers of a scope, in
the `sql` of a query's tree and the order of `match_order`. `listing` holds a list of any length
(`packed_keys`), `rows` reads its rows and details, `membership` checks papers of a list. `counts`,
`completion`, `statistics` and `inspection` count.

The file: `schema` has the tables, `storage` the files and their recovery, `database` the open
connections, and `interrupts` stops what takes too long. `library` is the facade over all of it.
"""
