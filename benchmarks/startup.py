"""Time and memory of starting mtqa and of its main job, beside the bare engine on the same tokens.

    python benchmarks/startup.py [--runs 5]

Prints, for whole processes: ``mtqa --help``; a check of the seed article without a language model;
the same with the default model and an HTML report; and a process that only loads the default model
and scores the same tokens.  Rows are medians; the ratio column is against that last row, since
absolute times of a shared machine say little.  Floors: Python itself, and ``import torch,
transformers``, which mtqa avoids.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "seeds" / "biden-korea-visit.txt"
GLOSSARY = ROOT / "seeds" / "glossary.csv"

_BARE = """
import json, sys
from mtqa.lm import load
texts = json.load(open(sys.argv[1], encoding="utf-8"))
n_tokens = sum(len(tokens) for tokens in load(offline=True).token_logprobs(texts))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured command: medians of wall and processor seconds, peak memory in MB."""

    label: str
    wall: float
    cpu: float
    peak: float


def main() -> None:
    """Run every command and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command, after one warm-up")
    parser.add_argument("--texts-to", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    runs: int = options.runs
    if options.texts_to is not None:
        print(_write_texts(options.texts_to))
        return
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: a child's peak memory counts from what its parent held when it forked.
        collect = [sys.executable, __file__, "--texts-to", str(Path(folder) / "texts.json")]
        n_tokens = int(subprocess.run(collect, stdout=subprocess.PIPE, check=True).stdout)
        (Path(folder) / "bare.py").write_text(_BARE, encoding="utf-8")
        check = [sys.executable, "-m", "mtqa", "check", str(ARTICLE), "-g", str(GLOSSARY), "--fail-on", "never"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "mtqa --help": [sys.executable, "-m", "mtqa", "--help"],
            "check, --lm none": [*check, "--lm", "none"],
            "check, default model, --html": [*check, "--offline", "--html", str(Path(folder) / "report.html")],
            "import torch, transformers": [sys.executable, "-c", "import torch, transformers"],
            "bare engine, same tokens": [
                sys.executable, str(Path(folder) / "bare.py"), str(Path(folder) / "texts.json"),
            ],
        }  # fmt: skip
        rows = [_measure(label, command, runs=runs) for label, command in commands.items()]
    bare = rows[-1]
    print(f"data: {ARTICLE.name}, {n_tokens} tokens scored; {GLOSSARY.name}")
    print(
        f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; median of {runs}"
    )
    print(f"\n{'command':<30}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}{'wall / bare':>13}{'MB / bare':>11}")
    for row in rows:
        print(
            f"{row.label:<30}{row.wall:>8.2f}{row.cpu:>8.2f}{row.peak:>9.0f}"
            f"{row.wall / bare.wall:>13.2f}{row.peak / bare.peak:>11.2f}"
        )


def _write_texts(path: Path) -> int:
    """Write the texts that a check of the seed article hands to the language model; how many tokens they are."""
    from mtqa.data import TokenLogprob
    from mtqa.lm import LanguageModel, load
    from mtqa.readers import read_path
    from mtqa.scoring.fluency import measure
    from mtqa.segment import segment

    class Recorder:
        """Passes texts on to a model and keeps them."""

        def __init__(self, lm: LanguageModel) -> None:
            self.lm, self.name, self.revision = lm, lm.name, lm.revision
            self.texts: list[str] = []

        def token_logprobs(self, texts: Sequence[str]) -> list[tuple[TokenLogprob, ...]]:
            self.texts += texts
            return self.lm.token_logprobs(texts)

    recorder = Recorder(load())
    measure(segment(read_path(ARTICLE)), recorder)
    path.write_text(json.dumps(recorder.texts), encoding="utf-8")
    return sum(len(tokens) for tokens in recorder.lm.token_logprobs(recorder.texts))


def _measure(label: str, command: list[str], *, runs: int) -> Row:
    walls, cpus, peaks = [], [], []
    for number in range(runs + 1):
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        if status:
            raise SystemExit(f"{label}: ended with status {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")
        if number:  # the first run warms the file cache
            walls.append(wall)
            cpus.append(usage.ru_utime + usage.ru_stime)
            peaks.append(usage.ru_maxrss / 1024)
    return Row(label, statistics.median(walls), statistics.median(cpus), statistics.median(peaks))


if __name__ == "__main__":
    main()
