"""The index: a SQLite file derived from the cache and the journals, always safe to throw away.

A *record* is one entry of one file, as the file tells it. Records that speak of one paper are
joined (`identity`), merged (`merge`) and written as a row of `paper` with its entries and its
searchable text (`write`); `build` keeps the records those of the files. Whatever a user sees is a
function of the set of records and the set of journal lines, never of the order they came in.
"""
