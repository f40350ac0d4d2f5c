"""Up to five machines with one profile, synced by anything at any moment: nothing is ever lost.

Hypothesis acts on random machines, carries files between them whole, in part or as conflict
copies, puts old journals in the place of new ones, clones homes and deletes indexes. In the end
everyone has everyone's files, and every index must answer as the oracle does.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from daily_papers.state.import_journals import merge_folder
from daily_papers.state.journal import Journal
from daily_papers.state.journal_reader import Chunk, list_journals
from daily_papers.state.notes import combined_text
from daily_papers.state.queries import StateQueries
from daily_papers.state.schema import create_tables
from daily_papers.state.storage import Disk
from daily_papers.state.store import Store, Target
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.state.oracle import Oracle
from tests.state.profiles import Ticking

PAPERS = [Target(f"arxiv:{number}") for number in range(4)]
ACTS = ("toggle_read", "toggle_star", "toggle_later", "toggle_dismiss", "open", "done", "star")
MOST_MACHINES = 5
UNSYNCED = Disk(fsync=lambda descriptor: None)

pick = st.integers(0, 9)
papers = st.lists(st.sampled_from(PAPERS), min_size=1, max_size=3, unique=True)
shares = st.floats(0, 1)


@dataclass
class Machine:
    """A home folder with a profile in it, its index, and two windows."""

    folder: Path
    device: str
    db: sqlite3.Connection
    sessions: int = 0
    windows: list[Store] = field(default_factory=list)

    def restart(self) -> None:
        """Close both windows and open them again."""
        self.windows = []
        for _ in range(2):
            self.sessions += 1
            queries = StateQueries(self.db)
            journal = Journal(
                self.folder,
                self.device,
                f"{self.folder.name}-{self.sessions}",
                positions=queries.positions(),
                counters=queries.counters(),
                clock=Ticking(),
                disk=UNSYNCED,
                sealed_size=1500,
            )
            self.windows.append(Store(journal, queries))

    def window(self, number: int) -> Store:
        """One of the two windows."""
        return self.windows[number % 2]

    @property
    def names(self) -> list[str]:
        """The journals in the folder."""
        return list_journals(self.folder)


def new_index() -> sqlite3.Connection:
    """An empty index."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(db)
    return db


def put(content: bytes, path: Path) -> None:
    """Put a file in place as a syncer does: under another name first."""
    draft = path.with_name(f".{path.name}.tmp")
    draft.write_bytes(content)
    draft.replace(path)


class Machines(RuleBasedStateMachine):
    """The machines, and the acts that were shown as saved."""

    def __init__(self) -> None:
        """No machine yet."""
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.machines: list[Machine] = []
        self.acknowledged: set[str] = set()
        self.copies = 0

    def teardown(self) -> None:
        """Look at the end of every run."""
        if self.machines:
            self.everyone_has_everything()
        for machine in self.machines:
            machine.db.close()
        shutil.rmtree(self.home)

    @initialize(count=st.integers(1, 3))
    def start(self, count: int) -> None:
        """Begin with some machines."""
        for number in range(count):
            self._add(f"device-{number}", new_index())

    def _add(self, device: str, db: sqlite3.Connection) -> Machine:
        folder = self.home / f"machine{len(self.machines)}"
        folder.mkdir()
        self.machines.append(Machine(folder, device, db))
        self.machines[-1].restart()
        return self.machines[-1]

    def _machine(self, number: int) -> Machine:
        return self.machines[number % len(self.machines)]

    @rule(machine=pick, window=pick, name=st.sampled_from(ACTS), chosen=papers)
    def act(self, machine: int, window: int, name: str, chosen: list[Target]) -> None:
        """Judge papers."""
        store = self._machine(machine).window(window)
        self._saved(store.act(name, chosen).stamp)

    @rule(machine=pick, window=pick, chosen=papers, tag=st.sampled_from("xyz"), on=st.booleans())
    def tag(self, machine: int, window: int, chosen: list[Target], tag: str, on: bool) -> None:
        """Tag papers."""
        store = self._machine(machine).window(window)
        self._saved(store.act("tag" if on else "untag", chosen, tag=tag).stamp)

    @rule(machine=pick, window=pick, paper=st.sampled_from(PAPERS), text=st.sampled_from("abc "))
    def note(self, machine: int, window: int, paper: Target, text: str) -> None:
        """Write a note, or remove it."""
        store = self._machine(machine).window(window)
        self._saved(store.note(paper, text.strip()).stamp)

    @rule(machine=pick, window=pick)
    def move(self, machine: int, window: int) -> None:
        """Move the last queued paper to the top."""
        store = self._machine(machine).window(window)
        queue = [Target(paper) for _, paper in store.queries.queue()]
        if len(queue) > 1:
            self._saved(store.move(queue[-1], None, queue[0]).stamp)

    @rule(machine=pick, window=pick)
    def undo(self, machine: int, window: int) -> None:
        """Take an act back."""
        self._saved(self._machine(machine).window(window).undo(ask=False).stamp)

    @rule(machine=pick, window=pick)
    def redo(self, machine: int, window: int) -> None:
        """Bring an act back."""
        self._saved(self._machine(machine).window(window).redo().stamp)

    def _saved(self, stamp: str) -> None:
        if stamp:
            self.acknowledged.add(stamp)

    @rule(machine=pick, window=pick)
    def catch_up(self, machine: int, window: int) -> None:
        """Look what others wrote."""
        self._machine(machine).window(window).catch_up()

    @rule(machine=pick)
    def restart(self, machine: int) -> None:
        """Quit and open again."""
        self._machine(machine).restart()

    @rule(machine=pick)
    def lose_index(self, machine: int) -> None:
        """Delete the index; it is rebuilt."""
        chosen = self._machine(machine)
        chosen.window(0).catch_up()
        chosen.db.close()
        chosen.db = new_index()
        chosen.restart()
        chosen.window(0).catch_up()

    @rule(origin=pick, goal=pick, own=st.booleans())
    def carry(self, origin: int, goal: int, own: bool) -> None:
        """Copy all journals over those of the target: with `own`, over its own too."""
        there, here = self._machine(origin), self._machine(goal)
        for name in there.names:
            if own or not name.startswith(here.device):
                put((there.folder / name).read_bytes(), here.folder / name)

    @rule(origin=pick, goal=pick, file=pick, share=shares)
    def carry_in_part(self, origin: int, goal: int, file: int, share: float) -> None:
        """Copy the beginning of one journal, as a transfer that was cut off does."""
        there, here = self._machine(origin), self._machine(goal)
        if there.names:
            name = there.names[file % len(there.names)]
            content = (there.folder / name).read_bytes()
            put(content[: int(len(content) * share)], here.folder / name)

    @rule(origin=pick, goal=pick, file=pick)
    def conflict_copy(self, origin: int, goal: int, file: int) -> None:
        """Lay a copy of a journal beside the others."""
        there, here = self._machine(origin), self._machine(goal)
        if there.names:
            name = there.names[file % len(there.names)]
            self._lay_beside((there.folder / name).read_bytes(), name, here)

    def _lay_beside(self, content: bytes, name: str, here: Machine) -> None:
        stem = name.split(".sync-conflict-")[0].removesuffix(".jsonl")
        mark = hashlib.sha256(content).hexdigest()[:8]
        put(content, here.folder / f"{stem}.sync-conflict-20261122-{mark}.jsonl")

    @rule(machine=pick, file=pick, share=shares)
    def roll_back(self, machine: int, file: int, share: float) -> None:
        """Cut one of the machine's own journals short, in place."""
        chosen = self._machine(machine)
        own = [name for name in chosen.names if name.startswith(f"{chosen.device}.0")]
        if own:
            path = chosen.folder / own[file % len(own)]
            content = path.read_bytes()
            path.write_bytes(content[: int(len(content) * share)])

    @rule(machine=pick, file=pick)
    def remove(self, machine: int, file: int) -> None:
        """Remove one of the machine's own journals."""
        chosen = self._machine(machine)
        own = [name for name in chosen.names if name.startswith(f"{chosen.device}.0")]
        if own:
            (chosen.folder / own[file % len(own)]).unlink()

    @rule(origin=pick, goal=pick)
    def merge(self, origin: int, goal: int) -> None:
        """`state merge` the folder of another machine."""
        there, here = self._machine(origin), self._machine(goal)
        if there is not here and there.names:
            merge_folder(there.folder, here.folder, here.device, disk=UNSYNCED)

    @precondition(lambda self: len(self.machines) < MOST_MACHINES)
    @rule(machine=pick, same_device=st.booleans(), with_index=st.booleans())
    def clone(self, machine: int, same_device: bool, with_index: bool) -> None:
        """Copy a home to a new machine; its device's id is new, unless the two look alike."""
        original = self._machine(machine)
        original.window(0).catch_up()
        db = new_index()
        if with_index:
            original.db.backup(db)
        device = original.device if same_device else f"device-{len(self.machines)}"
        created = self._add(device, db)
        for name in original.names:
            shutil.copy2(original.folder / name, created.folder / name)

    @rule()
    def everyone_has_everything(self) -> None:
        """Let every file reach everyone, and compare."""
        for machine in self.machines:
            machine.window(0).catch_up()
        for here in self.machines:
            for there in self.machines:
                for name in there.names:
                    content = (there.folder / name).read_bytes()
                    if not (here.folder / name).exists():
                        put(content, here.folder / name)
                    elif (here.folder / name).read_bytes() != content:
                        self._lay_beside(content, name, here)
        found = []
        for machine in self.machines:
            machine.window(1).catch_up()
            oracle = Oracle((machine.folder / name).read_bytes() for name in machine.names)
            assert self.acknowledged <= oracle.stamps
            again = StateQueries(new_index())
            for chunk in reversed(fresh_chunks(machine)):
                again.merge_chunk(chunk)
            expected = expected_answers(oracle)
            assert answers(machine.window(0).queries) == expected
            assert answers(again) == expected
            again.db.close()
            found.append(expected)
        assert all(each == found[0] for each in found)


def fresh_chunks(machine: Machine) -> list[Chunk]:
    """Every chunk of every journal, as a fresh reader gets them."""
    return list(Journal(machine.folder, machine.device, "fresh").read_new())


def answers(queries: StateQueries) -> object:
    """The merged state of every paper, and of two that turn out to be one."""
    groups = [[paper.id] for paper in PAPERS] + [[PAPERS[0].id, PAPERS[1].id]]
    found = []
    for ids, facts in zip(groups, queries.facts_many(groups), strict=True):
        held = queries.detail(ids)
        assert held.facts == facts
        assert combined_text(held.notes) == held.note
        found.append(
            (
                "auto" if facts.auto else facts.read,
                facts.starred,
                held.queue_key if facts.later else "",
                facts.dismissed,
                facts.tags,
                {note.text for note in held.notes} - {""},
            )
        )
    return found


def expected_answers(oracle: Oracle) -> object:
    """The same, from the oracle."""
    groups = [[paper.id] for paper in PAPERS] + [[PAPERS[0].id, PAPERS[1].id]]
    found = []
    for ids in groups:
        registers = oracle.registers(*ids)
        tags = sorted(name.removeprefix("tag:") for name in registers if name.startswith("tag:"))
        found.append(
            (
                registers.get("read", False),
                registers.get("starred", False),
                registers.get("later", ""),
                registers.get("dismissed", False),
                tuple(tags),
                oracle.notes(*ids),
            )
        )
    return found


TestMachines = Machines.TestCase
TestMachines.settings = settings(max_examples=45, stateful_step_count=40, deadline=None)
