"""The default engine: CTranslate2, int8 on the CPU."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.data import TokenLogprob
from mtqa.errors import ModelDamaged
from mtqa.lm.store import read_record
from mtqa.lm.vocabulary import tile
from mtqa.lm.windows import CONTEXT, WINDOW, Window, batches, plan

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from mtqa.lm.llama import Array

__all__ = ["CTranslate2LM"]

#: Every window begins with a line break: SmolLM2's control tokens cost .04 to .3 nats per token more.
PREFIX = "\n"
#: Rows of logits that are normalised at once; 16 rows of 49,152 keep the copies at 3 MB.
_ROWS = 16
_MAX_THREADS = 4


class CTranslate2LM:
    """A converted model; see :mod:`mtqa.lm.convert`.

    Attributes:
        name: What a person types.
        revision: First digits of the published file's sha256, and the form it runs in.
    """

    def __init__(self, generator: Any, tokenizer: Tokenizer, *, name: str, revision: str) -> None:
        self.name = name
        self.revision = revision
        self._generator = generator
        self._tokenizer = tokenizer
        self._vocabulary = tokenizer.get_vocab_size()
        self._prefix = tokenizer.encode(PREFIX).ids

    @classmethod
    def load(cls, folder: Path, *, name: str, threads: int | None = None) -> CTranslate2LM:
        """Load a converted model.

        Args:
            folder: Where :func:`mtqa.lm.convert.convert` wrote it.
            name: The name it shall go by.
            threads: Processor cores to use; default all that this process may use, at most four.

        Raises:
            ModelDamaged: The folder does not hold a model that can be loaded.
        """
        import ctranslate2
        from tokenizers import Tokenizer

        record = read_record(folder)
        try:
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            generator = ctranslate2.Generator(str(folder), device="cpu", intra_threads=threads or _cores())
        except Exception as exc:  # both libraries raise bare RuntimeError and Exception for a bad file
            raise ModelDamaged(
                f"the language model in {folder} cannot be loaded ({exc}); run `mtqa models fetch {name}`"
            ) from exc
        revision = f"{record.get('sha256', '')[:12]}-{generator.compute_type}-{record.get('converter', 0)}"
        return cls(generator, tokenizer, name=name, revision=revision)

    def token_logprobs(self, texts: Sequence[str]) -> list[tuple[TokenLogprob, ...]]:
        """See :class:`mtqa.lm.protocol.LanguageModel`; every token is scored."""
        import numpy as np

        encoded = [self._tokenizer.encode(text) for text in texts]
        ids = [np.asarray(item.ids, dtype=np.int32) for item in encoded]
        scores = [np.zeros(len(item), dtype=np.float32) for item in ids]
        for window, logits in self._forward(ids):
            targets = ids[window.text][window.first : window.end]
            scores[window.text][window.first : window.end] = _log_softmax_at(logits[:, : self._vocabulary], targets)
        return [
            tuple(
                TokenLogprob(span, min(0.0, value))
                for span, value in zip(tile(item.offsets, len(text)), score.tolist(), strict=True)
            )
            for text, item, score in zip(texts, encoded, scores, strict=True)
        ]

    def states(self, texts: Sequence[str]) -> list[Array]:
        """The final hidden state **from which each token was predicted**, per text (tokens, hidden).

        Row ``i`` belongs to token ``i`` of :meth:`token_logprobs` and knows only what is before it.
        """
        import numpy as np

        ids = [np.asarray(self._tokenizer.encode(text).ids, dtype=np.int32) for text in texts]
        found: list[list[Array]] = [[] for _ in texts]
        for window, logits in sorted(
            ((window, np.array(logits[:, self._vocabulary :])) for window, logits in self._forward(ids)),
            key=lambda pair: (pair[0].text, pair[0].first),
        ):
            found[window.text].append(logits)
        return [np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32) for parts in found]

    def _forward(self, ids: Sequence[Any]) -> Iterator[tuple[Window, Array]]:
        """Run all windows; yields the outputs from which a window's new tokens are predicted.

        The array is a view that the next step overwrites.
        """
        import ctranslate2
        import numpy as np

        before = len(self._prefix)
        windows = plan([len(item) for item in ids], capacity=WINDOW - before, context=CONTEXT)
        for width, batch in batches(windows, prefix=before, max_tokens=WINDOW):
            lengths = np.array([before + len(window) for window in batch], dtype=np.int32)
            inputs = np.zeros((len(batch), width), dtype=np.int32)
            for row, window in enumerate(batch):
                inputs[row, :before] = self._prefix
                inputs[row, before : lengths[row]] = ids[window.text][window.start : window.end]
            output = self._generator.forward_batch(
                ctranslate2.StorageView.from_array(inputs), ctranslate2.StorageView.from_array(lengths)
            )
            logits = np.asarray(output)
            for row, window in enumerate(batch):
                first = before + window.first - window.start - 1  # token i is predicted at i - 1
                yield window, logits[row, first : first + window.end - window.first]


def _log_softmax_at(logits: Array, targets: Any) -> Array:
    """Log-probability of one target per row, a few rows at a time."""
    import numpy as np

    out = np.empty(len(targets), dtype=np.float32)
    for start in range(0, len(targets), _ROWS):
        rows = logits[start : start + _ROWS]
        largest = rows.max(axis=1, keepdims=True)
        total = np.log(np.exp(rows - largest).sum(axis=1))
        chosen = np.take_along_axis(rows, targets[start : start + _ROWS, None], axis=1)[:, 0]
        out[start : start + _ROWS] = chosen - largest[:, 0] - total
    return out


def _cores() -> int:
    """Cores that this process may use, at most four: beyond that a model this small gains little."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(_MAX_THREADS, available))
