"""What the commands do, a module for each group of them. None imports textual but `reading`.

A module holds its commands in `COMMANDS`, by name; `tui.cli` lists all names, and imports the
module of the one that is called.
"""
