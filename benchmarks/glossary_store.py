"""A glossary under kill -9, under eight writers at once, and what an edit costs.

    python benchmarks/glossary_store.py [--rounds 200] [--writers 8] [--adds 100] [--entries 500,10000,100000]

Glossaries are made here; no other data are used.  Beside mtqa's store stands the floor, what a script
would do: read the rows with Python's ``csv``, add one, write them all in place.

1. Crashes.  A process adds entries to a glossary of 500, one at a time, and says so after each.  It is
   killed at a random moment, ``--rounds`` times; then, in one edit each, just before every single call
   that opens, writes, flushes, renames or deletes something, and in the middle of every write.  After
   each crash: can the file be read (else *corrupt*)?  Does it hold every entry that was acknowledged
   (else *lost*)?  Are all its versions whole, and does the next edit work at once?  *Leftovers*: files
   that lie about after the crash, and after the next edit.  The rest counts rounds.
   A kill tests no power failure: the order of the flushes is held by tests/test_durable.py.
2. Writers.  Several processes add entries at once: how many entries are missing at the end.
3. Time of adding one entry, median of several, by size of the glossary.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.glossary.store import GlossaryFile
from mtqa.glossary.write_csv import to_csv

SEED: Final = 7
START: Final = 500
"""Entries of the glossary that is written when the writer is killed."""

LONGEST_SECONDS: Final = 0.15
"""A writer is killed between no and that many seconds after its first entry."""

REPEATS: Final = 5
EVENTS: Final = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.chown", "fcntl.flock"})
"""Audit events of the interpreter that are kill points, beside write and fsync."""

Add = Callable[[Path, Entry], None]


def made(entries: int) -> Glossary:
    """A glossary of that many entries."""
    rng = random.Random(SEED)  # noqa: S311 - a sample, no secret
    syllables = ("ba", "den", "kor", "lu", "mi", "nes", "ov", "pra", "rin", "sta", "tu", "wel")

    def word() -> str:
        return "".join(rng.choices(syllables, k=rng.randint(2, 4))).title()

    return Glossary(
        tuple(
            Entry(f"e{number:06d}", f"{word()} {word()} {number}", EntryKind.PERSON, wrong=(f"{word()} X{number}",))
            for number in range(entries)
        )
    )


def new(writer: int, number: int) -> Entry:
    """The entry that a writer adds in its ``number``-th edit."""
    return Entry(f"w{writer}-{number:04d}", f"Writer {writer} adds {number}", EntryKind.TERM)


def with_store(path: Path, entry: Entry) -> None:
    """Add an entry as mtqa does."""
    file = GlossaryFile(path, lock_seconds=120)
    file.edit(lambda glossary: Glossary((*glossary.entries, entry)), summary=f"added {entry.id}")


class Handle(io.RawIOBase):
    """A file whose writes can be watched; the buffered ones of Python call the system on their own."""

    def __init__(self, path: Path) -> None:
        """Open ``path`` and empty it, as ``open(path, "w")`` does."""
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Write as much as the system takes."""
        return os.write(self._handle, data)

    def close(self) -> None:
        """Close it once."""
        if not self.closed:
            super().close()
            os.close(self._handle)


def in_place(path: Path, entry: Entry) -> None:
    """Add an entry as a script would: read the rows, add one, write them all."""
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    if not rows or "id" not in rows[0]:
        return  # what another writer has emptied
    cells = {"id": entry.id, "term": entry.term, "kind": str(entry.kind)}
    rows.append([cells.get(column, "") for column in rows[0]])
    with io.TextIOWrapper(io.BufferedWriter(Handle(path)), encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        for row in rows:
            writer.writerow(row)


STORES: Final[dict[str, Add]] = {"mtqa": with_store, "in place": in_place}


def forked(work: Callable[[], None]) -> int:
    """Do ``work`` in a process of its own; its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def fresh(folder: Path, entries: int = START) -> Path:
    """A glossary in a new folder, which mtqa has edited once, so that it has a history."""
    path = Path(tempfile.mkdtemp(dir=folder)) / "glossary.csv"
    path.write_text(to_csv(made(entries)), encoding="utf-8", newline="")
    with_store(path, Entry("first", "First One"))
    return path


def inspect(path: Path, acknowledged: Sequence[str], add: Add) -> Counter[str]:
    """What is wrong with a glossary after a crash."""
    found: Counter[str] = Counter()
    expected = {".mtqa", ".glossary.csv.lock", "glossary.csv"}

    def leftovers() -> int:
        here = sum(one.name not in expected for one in path.parent.iterdir())
        return here + sum(one.suffix == ".tmp" for one in (path.parent / ".mtqa").rglob("*.tmp"))

    found["leftovers after"] = leftovers()
    try:
        there = {entry.id for entry in GlossaryFile(path).read().entries}
    except GlossaryError:
        found["corrupt"] = 1
        return found
    found["lost"] = int(not {*acknowledged, "first", *(f"e{number:06d}" for number in range(START))} <= there)
    if add is with_store:
        try:
            GlossaryFile(path, lock_seconds=0.5).edit(
                lambda glossary: Glossary((*glossary.entries, Entry("last", "Last One"))), summary="added last"
            )
        except GlossaryError:
            found["next edit failed"] = 1
        file = GlossaryFile(path)
        for version in file.history():
            try:
                file.version(version.number)
            except GlossaryError:
                found["versions damaged"] += 1
        found["leftovers at last"] = leftovers()
    return found


def killed_at_random(folder: Path, add: Add, rng: random.Random) -> Counter[str]:
    """Kill a writer after a random time."""
    path = fresh(folder)
    reader, writer = os.pipe()

    def write() -> None:
        for number in range(100_000):
            entry = new(0, number)
            add(path, entry)
            os.write(writer, f"{entry.id}\n".encode())

    child = forked(write)
    os.close(writer)
    said = os.read(reader, 1000)
    time.sleep(rng.uniform(0, LONGEST_SECONDS))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reader, 65536):
        said += more
    os.close(reader)
    acknowledged = said.decode().splitlines()
    found = inspect(path, acknowledged, add)
    found["acknowledged"] = len(acknowledged)
    return found


def killed_at_steps(folder: Path, add: Add) -> tuple[int, Counter[str]]:
    """Kill a writer at every step of one edit: before each call, and in the middle of each write."""
    total: Counter[str] = Counter()
    rounds = 0
    for half in (False, True):
        for step in range(1, 10_000):
            path = fresh(folder)
            child = forked(lambda at=step, place=path, in_half=half: _until(at, place, add, half=in_half))  # type: ignore[misc]
            _, status = os.waitpid(child, 0)
            if not os.WIFSIGNALED(status):
                if os.waitstatus_to_exitcode(status):
                    sys.exit("a writer failed without being killed")
                break
            rounds += 1
            total += inspect(path, [], add)
    return rounds, total


def _until(step: int, path: Path, add: Add, *, half: bool) -> None:
    """Add an entry, and die at the ``step``-th call (of writes only, with half of the data, if ``half``)."""
    count = 0

    def point() -> bool:
        nonlocal count
        count += 1
        return count == step

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    write, fsync = os.write, os.fsync

    def watched_write(handle: int, data: Any) -> int:
        if point():
            if half:
                write(handle, data[: len(data) // 2])
            die()
        return write(handle, data)

    def watched_fsync(handle: Any) -> None:
        if not half and point():
            die()
        fsync(handle)

    def hook(event: str, _arguments: tuple[Any, ...]) -> None:
        if not half and event in EVENTS and point():
            die()

    os.write, os.fsync = watched_write, watched_fsync  # type: ignore[assignment]
    sys.addaudithook(hook)
    add(path, new(0, 0))


def writers(folder: Path, add: Add, *, count: int, adds: int) -> dict[str, float]:
    """Let several processes add entries at once."""
    path = Path(tempfile.mkdtemp(dir=folder)) / "glossary.csv"
    path.write_text(to_csv(Glossary((Entry("first", "First One"),))), encoding="utf-8", newline="")

    def write(number: int) -> None:
        for at in range(adds):
            with suppress(GlossaryError):  # the floor meets files that another writer has half written
                add(path, new(number, at))

    start = time.perf_counter()
    children = [forked(lambda one=number: write(one)) for number in range(count)]  # type: ignore[misc]
    for child in children:
        os.waitpid(child, 0)
    seconds = time.perf_counter() - start
    try:
        there = {entry.id for entry in GlossaryFile(path).read().entries}
    except GlossaryError:
        there = set()
    meant = {new(number, at).id for number in range(count) for at in range(adds)}
    return {"added": len(meant), "missing": len(meant - there), "seconds": seconds}


def costs(folder: Path, entries: int) -> dict[str, float]:
    """Seconds of one added entry."""
    result: dict[str, float] = {"entries": entries}
    path = fresh(folder, entries)
    result["MB"] = path.stat().st_size / 1e6
    for store, add in STORES.items():
        seconds = []
        for number in range(REPEATS):
            start = time.perf_counter()
            add(path, new(len(store), number))
            seconds.append(time.perf_counter() - start)
        result[store] = median(seconds)
    start = time.perf_counter()
    GlossaryFile(path).read()
    result["read"] = time.perf_counter() - start
    versions = (path.parent / ".mtqa").rglob("*.zip")
    result["version MB"] = max(one.stat().st_size for one in versions) / 1e6
    start = time.perf_counter()
    GlossaryFile(path).history()
    result["history"] = time.perf_counter() - start
    return result


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table."""
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def crash_row(store: str, way: str, rounds: int, found: Counter[str]) -> list[str]:
    """A row of the first table."""
    names = ("corrupt", "lost", "versions damaged", "next edit failed", "leftovers after", "leftovers at last")
    none = {"versions damaged", "next edit failed", "leftovers at last"} if store != "mtqa" else set()
    return [store, way, str(rounds), *("-" if name in none else str(found[name]) for name in names)]


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200, help="kills at random moments, for each store")
    parser.add_argument("--writers", type=int, default=8, help="processes that add at once")
    parser.add_argument("--adds", type=int, default=100, help="entries that each of them adds")
    parser.add_argument("--entries", default="500,10000,100000", help="sizes, with commas between them")
    options = parser.parse_args()
    if not hasattr(os, "fork"):
        sys.exit("this benchmark needs a system with fork and SIGKILL")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["MTQA_HISTORY"] = str(folder / "data")
        rows = []
        for store, add in STORES.items():
            rng = random.Random(SEED)  # noqa: S311 - a sample, no secret
            found: Counter[str] = Counter()
            for _ in range(options.rounds):
                found += killed_at_random(folder, add, rng)
            print(f"# {store}: {found['acknowledged']:,} entries acknowledged before the kills", file=sys.stderr)
            rows.append(crash_row(store, "random moments", options.rounds, found))
            rounds, found = killed_at_steps(folder, add)
            rows.append(crash_row(store, "every step", rounds, found))
        print(f"\nCrashes: kill -9 of a writer of {START} entries (seed {SEED})\n")
        table(
            (
                "store", "killed at", "rounds", "corrupt", "lost", "versions damaged", "next edit failed",
                "leftovers", "after the next edit",
            ),
            rows,
        )  # fmt: skip
        print(f"\nWriters: {options.writers} processes, {options.adds} entries each\n")
        runs = {store: writers(folder, add, count=options.writers, adds=options.adds) for store, add in STORES.items()}
        table(
            ("store", "added", "missing", "ms an entry"),
            [
                [store, f"{run['added']:.0f}", f"{run['missing']:.0f}", f"{1e3 * run['seconds'] / run['added']:.1f}"]
                for store, run in runs.items()
            ],
        )
        print("\nTime of one added entry, in seconds\n")
        rows = []
        for size in map(int, options.entries.split(",")):
            cost = costs(folder, size)
            rows.append(
                [
                    f"{size:,}",
                    f"{cost['MB']:.2f}",
                    *(f"{cost[name]:.3f}" for name in (*STORES, "read", "history")),
                    f"{cost['version MB']:.2f}",
                ]
            )
        table(("entries", "MB", *STORES, "reading by mtqa", "listing the history", "MB of a version"), rows)


if __name__ == "__main__":
    main()
