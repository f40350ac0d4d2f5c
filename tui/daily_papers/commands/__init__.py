"""What the commands do, a module for each group of them. None imports textual but `open_reader`.

A module holds its commands in `COMMANDS`, by name; `cli` lists all names, and imports the module of
the one that is called.
"""
