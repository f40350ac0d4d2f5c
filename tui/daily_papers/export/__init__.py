"""Papers for other programs and for paper: one module an output format.

`record` says what there is to tell of one paper; `as_json`, `as_csv` and `as_table` write many.
Formats write to an open text stream, paper by paper, so that the first is out before the last is
read.
"""
