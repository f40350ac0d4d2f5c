"""The index: a SQLite file derived from the cache and the journals, always safe to throw away.

A *record* is one entry of one file, as the file tells it. Whatever a user sees is a function of the
set of records and the set of journal lines, never of the order they came in.

What comes in: `refresh` (here or in a process of its own) has `build` keep the records those of the
files; `identity` says which paper a record speaks of, `merge` makes one paper of its records,
`prepare` cleans and folds its text, `write` and `texts` write it. `own` lets the papers follow the
ledger, `standing` says how, and `acting` writes acts.

What goes out: `scopes` gives the order of a list, `conditions` and `search` answer queries, and
`listing` holds a list of any length. `schema` has the tables, `generations` the files.
`tui.cache.library` is the door to all of it.
"""
