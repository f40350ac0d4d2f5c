"""Actions that write: notes, tags, and the order of Later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import action
from daily_papers.ui.strings import errors

if TYPE_CHECKING:
    from daily_papers.ui.controllers.notes import NoteDraft
    from daily_papers.ui.controllers.workspace import Workspace
    from daily_papers.ui.screens.note import NoteScreen


@action("a", group="write")
def note(ws: Workspace, count: int | None) -> None:
    """Write a note about the paper."""
    if draft := ws.notes.begin():
        ws.screens.push(_note_screen(ws, draft))
    else:
        ws.screens.guard_keys()


@action("E", group="write")
def note_in_editor(ws: Workspace, count: int | None) -> None:
    """Write the note in your editor."""
    if (draft := ws.notes.begin()) is None:
        ws.screens.guard_keys()
    elif draft.draft is not None:  # decided on first, in place
        ws.screens.push(_note_screen(ws, draft))
    else:
        _edit(ws, draft)


@action("t", group="write")
def tags(ws: Workspace, count: int | None) -> None:
    """Add or remove tags, on all selected papers."""
    if keys := ws.ctx.model.papers.chosen_keys:
        choose_tags(ws, keys)
    else:
        ws.screens.guard_keys()


@action(".", group="write")
def same_tags(ws: Workspace, count: int | None) -> None:
    """Add the same tags again."""
    ws.tags.again()


@action("+", group="write")
def sooner(ws: Workspace, count: int | None) -> None:
    """Move up in Later."""
    ws.queue.move_paper(-(count or 1))


@action("-", group="write")
def later_still(ws: Workspace, count: int | None) -> None:
    """Move down in Later."""
    ws.queue.move_paper(count or 1)


def _edit(ws: Workspace, draft: NoteDraft) -> None:
    """Write a note in the user's own editor."""
    from textual.app import SuspendNotSupported

    from daily_papers.ui.services.editor import NoEditor, edit, find_editor

    say = ws.ctx.host.say
    try:
        command = find_editor(ws.notes.editor)
        with ws.screens.suspend():
            edited = edit(draft.text, command)
    except NoEditor as error:
        say(str(error))
    except SuspendNotSupported:
        say(errors.NO_TERMINAL_FOR_EDITOR)
    except OSError as error:
        say(errors.no_editor_file(error.strerror))
    else:
        draft.take(edited)


def _note_screen(ws: Workspace, draft: NoteDraft) -> NoteScreen:
    from daily_papers.ui.screens.note import NoteScreen

    screens = ws.screens
    return NoteScreen(ws.ctx.model.appearance, draft, screens.abstract_region, screens.take)


def choose_tags(ws: Workspace, keys: Sequence[int]) -> None:
    """Let the user add and remove tags of some papers."""
    from daily_papers.ui.screens.tags import Tags

    library, selection = ws.ctx.session.library, ws.ctx.model.papers.selection

    def change(tag: str, add: bool) -> None:
        ws.tags.change("tag" if add else "untag", keys, [tag])

    def done(added: Sequence[str]) -> None:
        if added:
            ws.tags.last = tuple(added)
        selection.clear()

    facts = list(library.facts(keys).values())
    appearance = ws.ctx.model.appearance
    ws.screens.push(Tags(appearance, len(keys), facts, library.tags(), change, done))
