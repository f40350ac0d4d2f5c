"""What every controller works with: the model, the open library, and the screen as a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.keys.actions import Keymap, shown_keys

if TYPE_CHECKING:
    from daily_papers.config import Config
    from daily_papers.paths import Paths
    from daily_papers.settings import Settings
    from daily_papers.ui.host import Host
    from daily_papers.ui.model.reader import ReaderModel
    from daily_papers.ui.session import Session


class Context:
    """What every controller of one reader shares."""

    session: Session
    """The open library. There is one before any controller is asked for anything but to leave."""

    paths: Paths
    """Where everything is kept."""
    config: Config
    """What the user configured."""
    settings: Settings
    """What is remembered on this device."""

    def __init__(self, model: ReaderModel, host: Host, keymap: Keymap) -> None:
        """Args:
        model: What is shown.
        host: The screen.
        keymap: The keys in force.
        """
        self.model = model
        self.host = host
        self.keymap = keymap
        self.keys = shown_keys(keymap)
        """The keys of each action, as people read them, by the action's name."""

    @property
    def is_open(self) -> bool:
        """Whether a library is open."""
        return "session" in vars(self)
