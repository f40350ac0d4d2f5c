"""The filter language: tokens, parser, tree, errors, completion."""
