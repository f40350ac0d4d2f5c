"""The paper that is shown in full: its detail, the page it is laid out on, and its options."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from daily_papers.ui.context import Context
from daily_papers.ui.model.page import Page, PageModel

if TYPE_CHECKING:
    from daily_papers.papers.rows import Detail


class PageController:
    """Keeps the page of a `PageModel` up to date with its paper, options, size and styles."""

    def __init__(
        self, ctx: Context, page: PageModel, build: Callable[[Detail, PageModel], Page]
    ) -> None:
        """Args:
        ctx: Knows the styles.
        page: What is shown.
        build: Lays a paper out.
        """
        self._ctx = ctx
        self._page = page
        self._build = build
        self._key: int | None = None
        """The key of the paper that is laid out."""
        page.watch("options", call=self._forget_hit)
        page.watch("detail", "options", "width", call=self._lay_out)
        ctx.model.watch("appearance", call=self._lay_out)
        self._lay_out()

    def end(self) -> None:
        """Stop following the styles; until then they keep the page in memory."""
        self._ctx.model.unwatch(self._lay_out)

    def _forget_hit(self) -> None:
        self._page.hit = None

    def _lay_out(self) -> None:
        page = self._page
        detail = page.detail
        key = detail.key if detail else None
        restart, self._key = key is None or key != self._key, key
        page.set_page(self._build(detail, page) if detail else Page(), restart=restart)


class AbstractController:
    """Shows the paper under the cursor."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: Where it is shown.
        """
        from daily_papers.ui.widgets.abstract_page import lay_out

        self._ctx = ctx
        page = ctx.model.abstract
        self._pages = PageController(
            ctx,
            page,
            lambda detail, page: lay_out(detail, page.width, ctx.model.appearance, page.options),
        )

    def show(self) -> None:
        """Show all that is known of the paper under the cursor."""
        key = self._ctx.model.papers.key
        detail = self._ctx.session.library.detail(key) if key is not None else None
        self._ctx.model.abstract.detail = detail

    def toggle_authors(self) -> None:
        """All the authors, or the first few."""
        page = self._ctx.model.abstract
        page.options = replace(page.options, all_authors=not page.options.all_authors)

    def toggle_source(self) -> None:
        """The text as the source has it, or as made for reading."""
        page = self._ctx.model.abstract
        page.options = replace(page.options, source=not page.options.source)
