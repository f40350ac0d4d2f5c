"""The filter language: what a reader types to choose papers.

A text goes through small stages, one module each:

    tokens  ->  terms  ->  parser  ->  tree

`parser.parse` is the way in and `tree.Query` what comes out; `printing` turns it back into text.
Beside them: `vocabulary` (every name of the language), `numbers` and `dates` (values),
`patterns` (regular expressions), `errors` (what is told, with a caret), `fold` (what a word is,
for search and for marking alike), `highlight` (where a text answers a query) and `complete`.
"""
