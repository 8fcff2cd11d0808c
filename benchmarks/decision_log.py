"""What one decision costs when there are many already, and whether one that was acknowledged can be lost.

    python benchmarks/decision_log.py [--lines 50000] [--writes 40] [--kills 60]

Speed: the log of ``--lines`` decisions gets ``--writes`` more, one at a time, as a review makes them, each against the
last state that the person saw.  The floor to beat reads the whole file before each write, as a program does that is
started anew for each.  Both run alternately, on files of their own.

Kills: a process decides as fast as it can and prints each decision once it is acknowledged; it is killed with
SIGKILL after a random time.  Then the file must be readable, and hold every decision that was printed.
"""

from __future__ import annotations

import argparse
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mtqa.data import Decision, Judgement
from mtqa.decisions import DecisionLog
from mtqa.errors import InputError

_WRITER = """
import sys
from pathlib import Path
from mtqa.data import Decision, Judgement
from mtqa.decisions import DecisionLog
log = DecisionLog(Path(sys.argv[1]))
for n in range(1_000_000):
    (line,) = log.append([Decision(f"{sys.argv[2]}-{n}", Judgement.DISMISSED, by="Anna", note="x" * (n % 50))])
    print(line.fingerprint, flush=True)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--writes", type=int, default=40)
    parser.add_argument("--kills", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _speed(Path(folder), options.lines, options.writes)
        _kills(Path(folder), options.kills)


def _speed(folder: Path, lines: int, writes: int) -> None:
    start = [
        Decision(
            f"{n:016x}", Judgement.DISMISSED, by="Anna", check="name-near-miss", found="Eun Sook-eol", confidence=0.9
        )
        for n in range(lines)
    ]
    paths = {name: folder / f"{name}.jsonl" for name in ("mtqa", "floor")}
    for path in paths.values():
        DecisionLog(path).append(start)
    kept = DecisionLog(paths["mtqa"])
    kept.read()
    times: dict[str, list[float]] = {"mtqa": [], "floor": []}
    for n in range(writes):
        for name, path in paths.items():
            log = kept if name == "mtqa" else DecisionLog(path)
            before = time.perf_counter()
            log.append([Decision(f"{n:016x}", Judgement.ACCEPTED, by="Ben")], seen={f"{n:016x}": _seen(log, n)})
            times[name].append(time.perf_counter() - before)
    size = paths["mtqa"].stat().st_size / 1e6
    print(f"a decision more in a file of {lines:,} ({size:.1f} MB), {writes} times; seconds, median and worst")
    for name, label in (("mtqa", "the log, which is kept open"), ("floor", "floor: reads the file for each")):
        print(f"  {label:32} {statistics.median(times[name]):.4f}  {max(times[name]):.4f}")
    print(f"  ratio of the medians {statistics.median(times['floor']) / statistics.median(times['mtqa']):.0f}")


def _seen(log: DecisionLog, n: int) -> str:
    last = log.read().last.get(f"{n:016x}")
    return "" if last is None else last.id


def _kills(folder: Path, kills: int) -> None:
    rng = random.Random(1)  # noqa: S311 - a sample, no secret
    path = folder / "killed.jsonl"
    acknowledged: set[str] = set()
    unreadable = 0
    for n in range(kills):
        process = subprocess.Popen([sys.executable, "-c", _WRITER, path, str(n)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged.add(process.stdout.readline().strip())
        time.sleep(rng.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        acknowledged.update(line.strip() for line in process.stdout if line.endswith("\n"))
        process.wait()
        try:
            held = set(DecisionLog(path).read().current)
        except InputError as problem:
            unreadable += 1
            print(f"  kill {n}: {problem}")
        else:
            lost = acknowledged - held
            if lost:
                print(f"  kill {n}: {len(lost)} acknowledged decisions lost")
    lost = acknowledged - set(DecisionLog(path).read().current)
    print(f"killed {kills} times in the middle of {len(acknowledged):,} acknowledged decisions:")
    print(f"  {unreadable} times the file could not be read, {len(lost)} decisions lost")


if __name__ == "__main__":
    main()
