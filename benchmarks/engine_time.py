"""Where the time of the default engine goes, by operator.

    python benchmarks/engine_time.py [--copies 2] [--repeat 5] [--threads 2]

Reads ``--copies`` copies of the seed article with states and channels, as a check does, ``--repeat`` times, and prints
microseconds per token: of the whole, of the two graphs in ONNX Runtime, of every operator in them by the runtime's own
profile, and what is left for tokens, windows and copies in Python.  The profile costs a little itself.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from mtqa.lm import DEFAULT_LM, store
from mtqa.lm import onnx_ as engine
from mtqa.lm.convert import PROBE
from mtqa.lm.taps import taps_for

ARTICLE = Path(__file__).parent.parent / "seeds" / "biden-korea-visit.txt"
#: Operators that are listed by name; the others are added up.
_LISTED = 12


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    text = "\n\n".join([ARTICLE.read_text(encoding="utf-8")] * options.copies)
    folder = store.ensure(DEFAULT_LM, offline=False, note=print)
    with tempfile.TemporaryDirectory() as scratch:
        sessions = _profiled(Path(scratch))
        lm = engine.OnnxLM.load(folder, name=DEFAULT_LM, threads=options.threads, taps=taps_for(DEFAULT_LM))
        times = []
        for _ in range(options.repeat):
            begin = time.perf_counter()
            (reading,) = lm.read([text])
            times.append(time.perf_counter() - begin)
        profiles = {name: json.loads(Path(one.end_profiling()).read_bytes()) for name, one in sessions.items()}
    n = len(reading.tokens)
    whole = 1e6 * sum(times) / options.repeat / n
    print(f"{n} tokens, {options.repeat} times, {options.threads} threads; {lm.revision}")
    print(f"\nwhole: {whole:.0f} microseconds per token on average, {1e6 * min(times) / n:.0f} at best")
    inside = 0.0
    for name, events in profiles.items():
        spent: Counter[str] = Counter()
        for event in events:
            if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
                spent[event["args"]["op_name"]] += event["dur"]
        per = {kind: value / options.repeat / n for kind, value in spent.most_common()}
        inside += sum(per.values())
        print(f"\n{name}: {sum(per.values()):.0f} ({sum(per.values()) / whole:.0%})")
        listed = list(per.items())[:_LISTED]
        for kind, value in [*listed, ("others", sum(per.values()) - sum(value for _, value in listed))]:
            print(f"  {kind:34}{value:7.1f}  {value / whole:4.0%}")
    print(f"\nPython and what the runtime does between operators: {whole - inside:.0f} ({1 - inside / whole:.0%})")


def _profiled(folder: Path) -> dict[str, Any]:
    """Make the engine's sessions write profiles; they appear here by file name when they are made."""
    import onnxruntime

    plain = onnxruntime.InferenceSession
    made: dict[str, Any] = {}

    def session(path: str, options: Any, **facts: Any) -> Any:
        name = Path(path).name
        if name == PROBE:
            return plain(path, options, **facts)
        options.enable_profiling = True
        options.profile_file_prefix = str(folder / name)
        made[name] = plain(path, options, **facts)
        return made[name]

    onnxruntime.InferenceSession = session
    return made


if __name__ == "__main__":
    main()
