"""The default engine: CTranslate2, int8 on the CPU."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.data import Span, TokenLogprob
from mtqa.errors import ModelDamaged
from mtqa.lm.convert import STATES
from mtqa.lm.kernels import choose_kernels
from mtqa.lm.reading import Reading
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


@dataclass(frozen=True, slots=True)
class Shown:
    """What the columns of a converted model's output are: logits, then states.

    Attributes:
        logits: Columns of logits, or 0: a model that was cut has none, and its tokens are not scored.
        hidden: Columns of the final state.
        n_ones: Columns that carry a one.
        taps: By name, scale and offset of the carried columns; see :class:`mtqa.lm.carry.Carried`.
    """

    logits: int
    hidden: int
    n_ones: int
    taps: Mapping[str, tuple[Array, Array]]

    @classmethod
    def load(cls, path: Path) -> Shown:
        """Read what :func:`mtqa.lm.convert.convert` wrote."""
        import numpy as np

        facts = json.loads(path.read_text(encoding="utf-8"))
        taps = {
            str(tap["name"]): (np.asarray(tap["scale"], np.float32), np.asarray(tap["offset"], np.float32))
            for tap in facts["taps"]
        }
        return cls(int(facts["logits"]), int(facts["hidden"]), int(facts["ones"]), taps)

    @property
    def width(self) -> int:
        """Columns behind the logits."""
        return self.hidden + self.n_ones + sum(len(scale) for scale, _ in self.taps.values())

    def split(self, rows: Array) -> tuple[Array, dict[str, Array]]:
        """States and carried columns of rows as they came out; with no columns, nothing."""
        states = rows[:, : self.hidden]
        if rows.shape[1] <= self.hidden:
            return states, {}
        at = self.hidden + self.n_ones
        one = rows[:, self.hidden : at].mean(axis=1, keepdims=True)
        carried = {}
        for name, (scale, offset) in self.taps.items():
            carried[name] = rows[:, at : at + len(scale)] / one * scale + offset
            at += len(scale)
        return states, carried


class CTranslate2LM:
    """A converted model; see :mod:`mtqa.lm.convert`.

    Attributes:
        name: What a person types.
        revision: First digits of the published file's sha256, and the form it runs in.
    """

    def __init__(self, generator: Any, tokenizer: Tokenizer, shown: Shown, *, name: str, revision: str) -> None:
        self.name = name
        self.revision = revision
        self._generator = generator
        self._tokenizer = tokenizer
        self._shown = shown
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
        choose_kernels()
        import ctranslate2
        from tokenizers import Tokenizer

        record = read_record(folder)
        try:
            shown = Shown.load(folder / STATES)
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            generator = ctranslate2.Generator(str(folder), device="cpu", intra_threads=threads or _cores())
        except Exception as exc:  # both libraries raise bare RuntimeError and Exception for a bad file
            raise ModelDamaged(
                f"the language model in {folder} cannot be loaded ({exc}); run `mtqa models fetch {name}`"
            ) from exc
        revision = f"{record.get('sha256', '')[:12]}-{generator.compute_type}-{record.get('converter', 0)}"
        return cls(generator, tokenizer, shown, name=name, revision=revision)

    def token_logprobs(self, texts: Sequence[str]) -> list[tuple[TokenLogprob, ...]]:
        """See :class:`mtqa.lm.protocol.LanguageModel`; every token is scored."""
        return [reading.tokens for reading in self._read(texts, width=0)]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """See :class:`mtqa.lm.reading.StateReader`: one pass, for hardly more than the log-probabilities."""
        return self._read(texts, width=self._shown.width)

    def states(self, texts: Sequence[str]) -> list[Array]:
        """The final hidden state that has read each token, per text (tokens, hidden)."""
        return [reading.states for reading in self.read(texts)]

    def encode(self, text: str) -> tuple[list[int], tuple[Span, ...]]:
        """Ids of a text's tokens, and their places."""
        item = self._tokenizer.encode(text)
        return list(item.ids), tile(item.offsets, len(text))

    def _read(self, texts: Sequence[str], *, width: int) -> list[Reading]:
        """Read all texts; the states are kept in their first ``width`` columns."""
        import numpy as np

        encoded = [self._tokenizer.encode(text) for text in texts]
        ids = [np.asarray(item.ids, dtype=np.int32) for item in encoded]
        scores = [np.zeros(len(item), dtype=np.float32) for item in ids]
        states = [np.zeros((len(item), width), dtype=np.float32) for item in ids]
        logits = self._shown.logits
        for window, rows in self._forward(ids):
            new = slice(window.first, window.end)
            if logits:
                scores[window.text][new] = _log_softmax_at(rows[:-1, :logits], ids[window.text][new])
            states[window.text][new] = rows[1:, logits : logits + width]
            del rows  # a view holds the whole output: 80 MB that would stand beside the next pass
        return [
            Reading(
                tuple(
                    TokenLogprob(span, min(0.0, value) if logits else None)
                    for span, value in zip(tile(item.offsets, len(text)), score.tolist(), strict=True)
                ),
                *self._shown.split(state),
                tuple(item.ids),
            )
            for text, item, score, state in zip(texts, encoded, scores, states, strict=True)
        ]

    def _forward(self, ids: Sequence[Any]) -> Iterator[tuple[Window, Array]]:
        """Run all windows; yields for each its outputs, one row more than it has new tokens.

        The first row is that of the token before, from which the first new token is predicted.  The
        array is a view of the whole output: let go of it before the next step.
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
            outputs = np.asarray(output)
            for row, window in enumerate(batch):
                first = before + window.first - window.start - 1
                yield window, outputs[row, first : first + window.end - window.first + 1]
            del output, outputs  # before the next pass takes its own


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
