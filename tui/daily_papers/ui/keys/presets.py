"""Sets of keys for people who come from another reader; the default is `vim`.

A preset names only what it binds otherwise. Its keys stand beside the default's where those are
still free, so that what the help and the manual say holds in every preset.
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
"""The keys of some actions by preset, written as in `[keys]` of `config.toml`."""
