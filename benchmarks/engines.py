"""The default engine beside torch and a plain loop, on the same weights and the same text.

``python benchmarks/engines.py`` prints a table: load time, speed, memory, surprisal, and how far rounding takes the
log-probabilities (nats) from those of the same engine in float32.  Every engine runs in a process of its own.
The data is ``seeds/biden-korea-visit.txt``.  The published GGUF is fetched into a temporary folder, because the
reference needs its weights unrounded.  Linux only (memory is read from ``/proc``).

"Default" is what runs: int8, log-probabilities, states and the channels that the heads want.  The
plain loop is what a script does: a paragraph at a time, without context, all log-probabilities.  Torch reads
overlapping windows, a third of the tokens twice; the default engine keeps what it has read.

Under the table, the ceiling: how many tokens per second the model's int8 matrix products alone would
allow, measured with torch's int8 product at the shapes of the model, everything else left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mtqa.data import TokenLogprob
from mtqa.lm import DEFAULT_LM

ARTICLE = Path(__file__).parent.parent / "seeds" / "biden-korea-visit.txt"
ENGINES = (
    "torch float32",
    "torch bfloat16",
    "plain loop, torch float32",
    "default in float32",
    "default",
)
#: What the error of an engine is measured from: the same way of reading, unrounded.
EXACT = {"torch bfloat16": "torch float32", "default": "default in float32"}
#: Tokens that the ceiling multiplies at once; about as many as the engines do.
_ROWS = 512
#: Rows of the output matrix that it multiplies at once.
_SLICE = 2048


def main() -> None:
    """Run every engine and print the table."""
    parser = argparse.ArgumentParser(description="Compare the engines of the default model.")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--article", type=Path, default=ARTICLE)
    parser.add_argument("--repeat", type=int, default=5, help="runs per engine; the fastest counts")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.engine is not None:
        print(json.dumps(_run(chosen.engine, chosen.folder, chosen.article, threads=chosen.threads, n=chosen.repeat)))
        return
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder))
        results = {}
        for engine in ENGINES:
            command = [sys.executable, __file__, "--engine", engine, "--folder", folder]
            command += [
                "--threads",
                str(chosen.threads),
                "--article",
                str(chosen.article),
                "--repeat",
                str(chosen.repeat),
            ]
            environment = {**os.environ, "OMP_NUM_THREADS": str(chosen.threads)}
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
            results[engine] = json.loads(done.stdout)
        ceiling = _ceiling(Path(folder), chosen.threads)
    _print(results, chosen.article, chosen.threads)
    speed = len(results["default"]["logprobs"]) / results["default"]["score"]
    print(
        f"\nCeiling of the int8 products: {ceiling:.0f} tokens/s on {chosen.threads} threads; the default engine reaches "
        f"{speed / ceiling:.0%} of it."
    )


def _prepare(folder: Path) -> None:
    """Write the same published weights in the form of each engine."""
    import torch
    from safetensors.torch import save_file

    from mtqa.lm import manifest
    from mtqa.lm.convert import convert
    from mtqa.lm.fetch import download_gguf
    from mtqa.lm.gguf_ import read_gguf
    from mtqa.lm.taps import layers_for
    from mtqa.lm.vocabulary import build_tokenizer

    spec = manifest.find(DEFAULT_LM)
    llama, vocabulary = read_gguf(download_gguf(spec, folder))
    for form in ("float32", "default"):
        (folder / form).mkdir()
        convert(llama, vocabulary, folder / form, quantize=form != "float32", show=layers_for(spec.name))
        record = {"sha256": spec.member_sha256, "converter": 0, "files": {}}
        (folder / form / "mtqa.json").write_text(json.dumps(record), encoding="utf-8")
    hf = folder / "hf"
    hf.mkdir()
    shape = llama.config
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": len(vocabulary.tokens),
        "hidden_size": shape.hidden,
        "intermediate_size": llama.layer(0, "mlp.up_proj").shape[0],
        "num_hidden_layers": shape.n_layers,
        "num_attention_heads": shape.n_heads,
        "num_key_value_heads": shape.n_kv_heads,
        "max_position_embeddings": 8192,
        "rope_theta": shape.rope_base,
        "rms_norm_eps": shape.norm_epsilon,
        "tie_word_embeddings": True,
        "hidden_act": "silu",
    }
    (hf / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (hf / "tokenizer_config.json").write_text('{"tokenizer_class": "PreTrainedTokenizerFast"}', encoding="utf-8")
    build_tokenizer(vocabulary).save(str(hf / "tokenizer.json"))
    tensors = {name: torch.from_numpy(weight.copy()) for name, weight in llama.weights.items()}
    save_file(tensors, hf / "model.safetensors", metadata={"format": "pt"})


def _run(engine: str, folder: Path, article: Path, *, threads: int, n: int) -> dict[str, Any]:
    """Load one engine and score the article, ``n`` times."""
    text = article.read_text(encoding="utf-8")
    begin = time.perf_counter()
    score: Callable[[], list[float]]
    revision = ""
    if "torch" in engine:
        import torch

        torch.set_num_threads(threads)
        from mtqa.lm.transformers_ import TransformersLM

        lm = TransformersLM.load(str(folder / "hf"), offline=True)
        if engine.endswith("bfloat16"):
            lm._model.to(torch.bfloat16)  # noqa: SLF001 -- no option of the engine
        revision = lm.revision

        def score() -> list[float]:
            return _plain(lm, text) if engine.startswith("plain") else _values(lm.token_logprobs([text])[0])
    else:
        from mtqa.lm.onnx_ import OnnxLM
        from mtqa.lm.taps import taps_for

        fast = OnnxLM.load(folder / engine.rpartition(" ")[2], name=engine, threads=threads, taps=taps_for(DEFAULT_LM))
        revision = fast.revision

        def score() -> list[float]:
            return _values(fast.read([text])[0].tokens)

    loaded = time.perf_counter() - begin
    times = []
    for _ in range(n):
        begin = time.perf_counter()
        values = score()
        times.append(time.perf_counter() - begin)
    return {
        "load": loaded,
        "first": times[0],
        "score": min(times),
        "rss": _peak_mb(),
        "logprobs": values,
        "revision": revision,
    }


def _values(tokens: Sequence[TokenLogprob]) -> list[float]:
    return [token.logprob or 0.0 for token in tokens]


def _plain(lm: Any, text: str) -> list[float]:
    """What a script does: each paragraph by itself, through the library's own tokenizer and model."""
    import torch

    found: list[float] = []
    for paragraph in text.split("\n\n"):
        ids = torch.tensor([lm._tokenizer("\n" + paragraph)["input_ids"]])  # noqa: SLF001
        with torch.inference_mode():
            table = lm._model(ids).logits[0].log_softmax(dim=-1)  # noqa: SLF001
        found += table[:-1].gather(1, ids[0, 1:, None])[:, 0].tolist()
    return found


def _ceiling(folder: Path, threads: int) -> float:
    """Tokens per second of the model's matrix products alone, in int8, in this process."""
    import torch

    from mtqa.lm.gguf_ import read_gguf

    torch.set_num_threads(threads)
    llama, vocabulary = read_gguf(folder / "model.gguf")
    config = llama.config
    hidden, inner = config.hidden, len(llama.layer(0, "mlp.up_proj"))
    attention = (config.n_heads + 2 * config.n_kv_heads) * config.head_dim
    n = config.n_layers
    shapes = ((hidden, attention, n), (hidden, hidden, n), (hidden, inner, 2 * n), (inner, hidden, n))
    total = 0.0
    # The output matrix in slices: a product of 100 MB would time the memory, not the multiplication.
    for inputs, outputs, times in (*shapes, (hidden, _SLICE, len(vocabulary.tokens) / _SLICE)):
        left = torch.randint(-127, 127, (_ROWS, inputs), dtype=torch.int8)
        right = torch.randint(-127, 127, (outputs, inputs), dtype=torch.int8).t()
        product = torch.empty(_ROWS, outputs, dtype=torch.int32)
        best = float("inf")
        for _ in range(30):
            begin = time.perf_counter()
            torch._int_mm(left, right, out=product)  # noqa: SLF001 -- the library's int8 product
            best = min(best, time.perf_counter() - begin)
        total += times * best
    return _ROWS / total


def _peak_mb() -> float:
    """Peak resident memory of this process; not ``ru_maxrss``, which a child inherits from its parent."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def _print(results: dict[str, dict[str, Any]], article: Path, threads: int) -> None:
    """The table, with ratios to torch float32."""
    import numpy as np

    base = results[ENGINES[0]]
    print(f"{article.name}: {len(base['logprobs'])} tokens; {threads} threads\n")
    print("| engine | load s | first run s | tokens/s | ratio | peak MB | nats per token | mean abs error | bias | r |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for engine, result in results.items():
        actual = np.array(result["logprobs"], dtype=np.float64)
        error = ["–"] * 3
        if engine in EXACT:
            expected = np.array(results[EXACT[engine]]["logprobs"], dtype=np.float64)
            difference = actual - expected
            error[:2] = f"{np.abs(difference).mean():.3f}", f"{difference.mean():+.3f}"
            error[2] = f"{np.corrcoef(actual, expected)[0, 1]:.4f}"
        speed, of_base = (len(one["logprobs"]) / one["score"] for one in (result, base))
        print(
            f"| {engine} | {result['load']:.2f} | {result['first']:.2f} | {speed:.0f} | {speed / of_base:.1f} | "
            f"{result['rss']:.0f} | {-actual.mean():.3f} | {' | '.join(error)} |"
        )


if __name__ == "__main__":
    main()
