"""Key presets for users of other readers; the default is `vim`.

A preset lists only the keys that differ. The default keys work in it too where they are still free,
so that the help and the manual are right in every preset.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PRESETS: Final[Mapping[str, Mapping[str, str]]] = {
    "vim": {},
    # https://newsboat.org/releases/2.40/docs/newsboat.html#_reading_articles
    "newsboat": {
        "toggle_read": "N m",
        "all_read": "A MM",
        "dismiss": "D d",
        "pick_link": "u O",
        "undo": "z",
    },
    # https://support.google.com/mail/answer/6594
    "gmail": {
        "dismiss": "# d",
        "mark_read": "I",
        "mark_unread": "U",
        "tags": "l t",
        "view_unread": "gi gu",
        "redo": "ctrl+r",
    },
}
"""The keys of some actions in each preset, written as in `[keys]` of `config.toml`."""
