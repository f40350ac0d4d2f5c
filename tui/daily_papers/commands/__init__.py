"""The command line's commands, one module each; only `open_reader` imports textual.

`registry` lists them. Each module holds a `COMMAND`, and is imported when its command is called.
"""
