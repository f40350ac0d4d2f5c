"""Tags on the paper under the cursor, or on all that are selected."""

from __future__ import annotations

from collections.abc import Sequence

from daily_papers.ui.context import Context
from daily_papers.ui.messages import PaperChanged
from daily_papers.ui.strings import labels, toasts
from daily_papers.ui.strings.status import key_hint, undo_hint


class TagController:
    """Adds and removes tags, and remembers which were added last."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: The papers, and who writes.
        """
        self._ctx = ctx
        self.last: tuple[str, ...] = ()
        """The tags that were added the last time."""

    def again(self) -> None:
        """Add the tags of the last time."""
        papers = self._ctx.model.papers
        keys = papers.chosen_keys
        if not self.last:
            hint = key_hint(self._ctx.keys, "tags", labels.ADDS_ONE)
            self._ctx.host.say(toasts.NO_TAG_YET + hint)
        elif keys:
            if not self.change("tag", keys, self.last):
                self._ctx.host.say(toasts.already(", ".join(self.last)))
            papers.selection.clear()

    def change(self, act: str, keys: Sequence[int], tags: Sequence[str]) -> bool:
        """Add tags to papers (`tag`), or remove them (`untag`), as one step.

        Returns:
            Whether that changes anything.
        """
        ctx = self._ctx
        _, changed = ctx.session.library.show_pending(act, keys, tag=tags)
        if not changed:
            return False
        ctx.model.papers.redraw_keys(changed)
        ctx.host.post(PaperChanged())
        ctx.session.writer.act(act, changed, tag=tags)
        done = toasts.tagged(", ".join(tags), len(changed), on=act == "tag")
        ctx.host.say(done + undo_hint(ctx.keys))
        return True
