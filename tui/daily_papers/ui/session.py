"""An open library with the threads that write to it and read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from daily_papers.library import Library
    from daily_papers.ui.services.index_reader import IndexReader
    from daily_papers.ui.services.journal_writer import JournalWriter


@dataclass(frozen=True, slots=True)
class Session:
    """Exists exactly while a library is open."""

    library: Library
    """The papers; asked in the screen's thread for what comes at once."""
    writer: JournalWriter
    """Writes acts to the journal."""
    reader: IndexReader
    """Asks the index in a thread of its own for what takes longer."""

    def close(self) -> None:
        """Write what is still to be written, and close everything."""
        self.writer.close()
        self.reader.close()
        self.library.close()
