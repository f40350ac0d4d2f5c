"""Themes on the screen: Textual takes every one of them, and drawn rows can be read."""

from __future__ import annotations

from daily_papers.style_names import COMPONENTS
from daily_papers.themes import load_themes
from daily_papers.ui.drawing.theme_bridge import component_styles, lay, to_textual
from daily_papers.ui.widgets.filter_bar import QueryInput
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import Input, Static

from tests.ui.conftest import Open

OURS, _ = load_themes()


class Shown(App[None]):
    """Something that takes its colours from the theme's variables."""

    CSS = """
    #star { color: $dp-starred; background: $dp-cursor-ground; text-style: $dp-unread-style; }
    Input { background: $panel; border: tall $border; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        for theme in OURS.values():
            self.register_theme(to_textual(theme))
        # Before the style sheets are read: they would not know the components' names else.
        self.theme = "paper-dark"

    def compose(self) -> ComposeResult:
        yield Static("★", id="star")
        yield Input()


async def test_textual_takes_every_theme_and_style_sheets_see_its_components() -> None:
    app = Shown()
    async with app.run_test(size=(20, 6)) as pilot:
        for name, theme in OURS.items():
            app.theme = name
            await pilot.pause()
            star = app.query_one("#star")
            assert star.styles.color == Color.parse(theme.components["starred"].color or "")
            assert star.styles.text_style.bold
            ground = theme.components["cursor"].background
            assert star.styles.background == Color.parse(ground or "transparent")
            if not theme.ansi:
                assert app.screen.styles.background == Color.parse(theme.palette["background"])
            assert app.native_ansi_color == theme.ansi


async def test_overlays_have_an_edge_where_all_backgrounds_are_the_same(
    open_reader: Open,
) -> None:
    async with open_reader((80, 24)) as story:
        story.app.model.theme = OURS["ansi"]
        await story.press("h")
        assert {line[23] for line in story.screen[1:-1]} == {"│"}
        await story.press("escape", "/")
        await story.type("is:")
        await story.rest()
        assert story.line("neither opened nor judged").count("│") == 2
        x = story.line("opened or judged").index("read")
        [y] = [y for y, line in enumerate(story.screen) if "read  opened or judged" in line]
        await story.pilot.click(offset=(x, y))
        assert story.reader.query_one(QueryInput).value == "is:read "


def test_components_are_rich_styles_that_leave_alone_what_they_do_not_say() -> None:
    styles = component_styles(OURS["paper-dark"])
    assert list(styles) == list(COMPONENTS)
    row = Style(bgcolor="#38332a", bold=True)
    drawn = row + styles["starred"]
    assert drawn.bold
    assert drawn.bgcolor == row.bgcolor
    assert drawn.color is not None
    assert drawn.color.name == OURS["paper-dark"].components["starred"].color
    assert str(component_styles(OURS["ansi"])["starred"].color) == str(Style(color="yellow").color)


def test_a_row_that_is_only_a_background_keeps_its_colours() -> None:
    hit = Style(color="#111111", bgcolor="#eeee00")
    assert lay(Style(bgcolor="#333333", color="#ffffff"), hit) == hit


def test_a_reversed_row_is_of_one_colour_and_a_hit_in_it_stands_out() -> None:
    cursor = Style(reverse=True)
    star, read, hit = Style(color="yellow", bold=True), Style(dim=True), Style(reverse=True)
    assert lay(cursor, star) == Style(reverse=True, bold=True)
    assert lay(cursor, read) == Style(reverse=True)
    assert not lay(cursor, hit).reverse
    assert not lay(cursor, Style(bgcolor="red")).reverse
