"""Tags on the paper under the cursor, or on all that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from daily_papers.ui.strings import labels, toasts
from daily_papers.ui.strings.status import key_hint, undo_hint

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


def targets(reader: Reader) -> list[int]:
    """The keys of the papers that an act is on: the selected ones, else the one at the cursor."""
    if keys := reader.selected_keys():
        return keys
    key = reader.papers.key
    return [] if key is None else [key]


class Tagging:
    """Puts tags, takes them off, and remembers which were put last."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose papers are tagged.
        """
        self._reader = reader
        self.last: tuple[str, ...] = ()
        """The tags that were put the last time."""

    def choose(self) -> None:
        """Let the user choose tags."""
        if keys := targets(self._reader):
            self.choose_for(keys)
        else:
            self._reader.notes.swallowing.begin()

    def choose_for(self, keys: Sequence[int]) -> None:
        """Let the user choose tags for the papers with `keys`."""
        reader = self._reader
        if reader.library:
            from daily_papers.ui.screens.tags import Tags

            facts = reader.library.facts(keys).values()
            Tags(
                reader.appearance,
                len(keys),
                facts,
                reader.library.tags(),
                lambda tag, add: self.put("tag" if add else "untag", keys, [tag]),
                self._done,
            ).ask(reader.app)

    def _done(self, added: Sequence[str]) -> None:
        """The picker was closed: remember what it added, and end the selection."""
        if added:
            self.last = tuple(added)
        self._reader.selection.end()
        self._reader.refresh_status()

    def again(self) -> None:
        """Put the tags of the last time."""
        reader = self._reader
        keys = targets(reader)
        if not self.last:
            reader.say(toasts.NO_TAG_YET + key_hint(reader, "tags", labels.PUTS_ONE))
        elif keys:
            if not self.put("tag", keys, self.last):
                reader.say(toasts.already(_names(self.last)))
            reader.selection.end()

    def put(self, name: str, keys: Sequence[int], tags: Sequence[str]) -> bool:
        """Put tags on papers (`tag`), or take them off (`untag`), as one step.

        Returns:
            Whether that changes anything.
        """
        reader = self._reader
        _, changed = reader.open_library.promise(name, keys, tag=tags)
        if not changed or reader.desk is None:
            return False
        reader.papers.refresh_keys(changed)
        reader.show_detail()
        reader.desk.act(name, changed, tag=tags)
        done = toasts.tagged(_names(tags), len(changed), on=name == "tag")
        reader.say(done + undo_hint(reader))
        return True


def _names(tags: Sequence[str]) -> str:
    return ", ".join(tags)
