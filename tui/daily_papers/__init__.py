"""daily-papers: a terminal reader for daily digests of research papers."""

__version__ = "0.1.0"
