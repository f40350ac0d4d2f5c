"""The index: a SQLite file derived from the cache and the journals, always safe to throw away.

A *record* is one entry of one file, as the file tells it. Whatever a user sees is a function of the
set of records and the set of journal lines, never of the order they came in.

What comes in: `refresh` (here or in a process of its own) has `build` keep the `records` those of
the files and note the `problems`; `identity` says which paper a record speaks of, `merge` makes one
paper of its records, `prepare` cleans and folds its text, `write` and `texts` write it, and
`name_counts` and `tallies` count. `stock` tells what stands in the files and what only in the
user's own copies. `own` lets the papers follow the state, `standing` says how, `rules` has those
that mute and highlight follow (`rule_matches` by regular expressions), and `acting` writes acts.

What is asked: `asking` makes queries of views, `conditions`, `endings` and `ranking` make SQL of
queries, `spelling` corrects words, `regex` looks for expressions in a `regex_process`. `scopes` and
`search` give the keys of a list in order, `listing` holds one of any length (`packed`), `fetching`
reads its rows, `promises` shows acts in it before they are written. `members` answers about papers
of a list, `details` about one, `holdings` what may be completed, `figures` what was done.

The file itself: `schema` has the tables, `generations` the files and `home` their folder, `opened`
the connections, and `mending` begins anew where one is damaged. `library` is the door to
all of it.
"""
