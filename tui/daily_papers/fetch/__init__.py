"""Fills the cache over HTTP, politely: what was asked for, what came, and what it was written to.

`plan` says which days to ask for, a source (`hf`, `arxiv`) how, `client` asks, `store` writes into
the cache, `history` remembers it all across runs, and `run` puts them together.
"""
