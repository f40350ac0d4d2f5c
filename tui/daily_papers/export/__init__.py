"""Writes papers for other programs: one module an output format, and `formats` names them all.

`record` gives a paper as plain values and `citation` as it is cited. Formats write to an open text
stream paper by paper, so that the first is out before the last is read.
"""
