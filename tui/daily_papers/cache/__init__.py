"""The folder of digest files: their names, which there are, and what changes."""
