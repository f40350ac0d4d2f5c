"""The filter language: parses what a user types to choose papers.

`parser.parse` makes a `tree.Query` of a text, and `str` of one is its normal form. A text
goes through `tokens` (cuts it), `terms` (gives fields their values) and `parser` (the grammar).
Beside them: `vocabulary` (every name of the language), `numbers` and `dates` (values), `patterns`
(regular expressions), `errors`, `completion`, `fold` (what a word is, the same for the index) and
`highlights` (where a text matches).
"""
