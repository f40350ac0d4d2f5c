"""The filter as it is typed, in the colours of what its parts are."""

from __future__ import annotations

from collections.abc import Iterator

from rich.highlighter import Highlighter
from rich.text import Text

from daily_papers.ui.drawing.styles import Appearance


class QueryHighlighter(Highlighter):
    """Colours a filter, and marks where it cannot be read."""

    def __init__(self) -> None:
        """Nothing is wrong, and all is plain."""
        self.appearance = Appearance()
        self.wrong_at: tuple[int, int] | None = None
        """From and to which character the filter cannot be read."""

    def highlight(self, text: Text) -> None:
        """Style `text`, the whole filter."""
        for start, end, component in _parts(text.plain):
            text.stylize(self.appearance[component], start, end)
        if self.wrong_at:
            start, end = self.wrong_at
            last = len(text.plain)
            # What is missing at the end is marked on what stands before it.
            text.stylize(
                self.appearance["query_error"], min(start, max(0, last - 1)), min(end, last)
            )


def _parts(query: str) -> Iterator[tuple[int, int, str]]:
    from daily_papers.query.errors import QueryError  # a first frame has no filter
    from daily_papers.query.tokens import Kind, tokenise

    operators = (Kind.OPEN, Kind.CLOSE, Kind.OR, Kind.AND, Kind.NOT)
    try:
        tokens = tokenise(query)
    except QueryError:
        return
    field_end = -1
    for token in tokens:
        if token.kind is Kind.FIELD:
            field_end = token.end
            yield token.start, token.end, "query_field"
        elif token.kind in operators:
            yield token.start, token.end, "query_operator"
        elif token.start == field_end or token.kind is not Kind.WORD:
            yield token.start, token.end, "query_value"
