"""The default engine: ONNX Runtime, int8 on the CPU."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.data import Span, TokenLogprob
from mtqa.errors import ModelDamaged
from mtqa.lm.chunks import CHUNK, CONTEXT, alike
from mtqa.lm.convert import FACTS, PROBE, READING, SCORING
from mtqa.lm.reading import Reading
from mtqa.lm.store import read_record
from mtqa.lm.vocabulary import tile

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from mtqa.lm.llama import Array
    from mtqa.lm.taps import Tap

    Ids: TypeAlias = NDArray[np.int64]

__all__ = ["OnnxLM"]

#: Every text begins with a line break: SmolLM2's control tokens cost .04 to .3 nats per token more.
PREFIX = "\n"
#: States that are scored at once; 64 rows of 49,152 logits are 13 MB.
_ROWS = 64
_MAX_THREADS = 4
#: What is added to the attention score of a token that is not to be seen.
_HIDDEN = -1e9


@dataclass(frozen=True, slots=True)
class Facts:
    """What must be known of a converted model; see :func:`mtqa.lm.convert.convert`.

    Attributes:
        form: ``int8`` or ``float32``.
        layers: Decoder layers.
        hidden: Width of a state.
        kv_width: Width of the keys, or values, of one token and layer.
        final: What the final state is multiplied with, (hidden,).
        middle: By layer that is shown, what its state is multiplied with, (hidden,).
    """

    form: str
    layers: int
    hidden: int
    kv_width: int
    final: Array
    middle: Mapping[int, Array]

    @classmethod
    def load(cls, path: Path) -> Facts:
        """Read the file."""
        import numpy as np

        facts = json.loads(path.read_text(encoding="utf-8"))
        final = np.asarray(facts["final"], np.float32)
        middle = {int(layer): np.asarray(values, np.float32) for layer, values in facts["middle"].items()}
        return cls(
            str(facts["form"]), int(facts["layers"]), int(facts["hidden"]), int(facts["kv_width"]), final, middle
        )


@dataclass(frozen=True, slots=True)
class _Memory:
    """What a chunk leaves for the next.

    Attributes:
        keys: Of the prefix and the last tokens, before rotation, (layers, batch, seen, width).
        values: Likewise.
        state: The last final state, (batch, hidden).
    """

    keys: Array
    values: Array
    state: Array


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some tokens of one text, read.

    Attributes:
        text: Index of the text.
        first: Index of the first token.
        before: The state that each token is predicted from, (tokens, hidden).
        after: The state that has read it, (tokens, hidden).
        middle: By layer, what its taps show of it, (tokens, columns).
    """

    text: int
    first: int
    before: Array
    after: Array
    middle: Mapping[int, Array]


class OnnxLM:
    """A converted model; see :mod:`mtqa.lm.convert`.

    Attributes:
        name: What a person types.
        revision: First digits of the published file's sha256, and the form it runs in.
    """

    def __init__(
        self,
        sessions: tuple[Any, Any],
        tokenizer: Tokenizer,
        facts: Facts,
        taps: Mapping[str, Tap],
        *,
        name: str,
        revision: str,
    ) -> None:
        self.name = name
        self.revision = revision
        self._reader, self._scorer = sessions
        self._tokenizer = tokenizer
        self._facts = facts
        self._columns, self._shown = _laid_out(taps, facts)
        self._start = self._read_prefix()

    @classmethod
    def load(
        cls, folder: Path, *, name: str, threads: int | None = None, taps: Mapping[str, Tap] | None = None
    ) -> OnnxLM:
        """Load a converted model.

        Args:
            folder: Where :func:`mtqa.lm.convert.convert` wrote it.
            name: The name it shall go by.
            threads: Processor cores to use; default all that this process may use, at most four.
            taps: What it shall show of its earlier layers, by name of the head; of layers that were converted to.

        Raises:
            ModelDamaged: The folder does not hold a model that can be loaded.
        """
        record = read_record(folder)
        try:
            from tokenizers import Tokenizer

            facts = Facts.load(folder / FACTS)
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            n = threads or _cores()
            exact = not _overflows(folder / PROBE)
            sessions = _session(folder / READING, n, exact=exact), _session(folder / SCORING, n, exact=exact)
            revision = f"{record.get('sha256', '')[:12]}-{facts.form}-{record.get('converter', 0)}"
            return cls(sessions, tokenizer, facts, taps or {}, name=name, revision=revision)
        except Exception as exc:  # the libraries raise bare Exceptions of their own for a bad file
            raise ModelDamaged(
                f"the language model in {folder} cannot be loaded ({exc}); run `mtqa models fetch {name}`"
            ) from exc

    def token_logprobs(self, texts: Sequence[str]) -> list[tuple[TokenLogprob, ...]]:
        """See :class:`mtqa.lm.protocol.LanguageModel`; every token is scored."""
        return [reading.tokens for reading in self._read(texts, states=False)]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """See :class:`mtqa.lm.reading.StateReader`: one pass, for hardly more than the log-probabilities."""
        return self._read(texts, states=True)

    def encode(self, text: str) -> tuple[list[int], tuple[Span, ...]]:
        """Ids of a text's tokens, and their places."""
        item = self._tokenizer.encode(text)
        return list(item.ids), tile(item.offsets, len(text))

    def _read(self, texts: Sequence[str], *, states: bool) -> list[Reading]:
        import numpy as np

        encoded = [self._tokenizer.encode(text) for text in texts]
        ids = [np.asarray(item.ids, dtype=np.int64) for item in encoded]
        scores = [np.zeros(len(item), dtype=np.float32) for item in ids]
        kept = [np.zeros((len(item) if states else 0, self._facts.hidden), dtype=np.float32) for item in ids]
        carried = [
            {
                name: np.zeros((len(item), columns.stop - columns.start), dtype=np.float32)
                for name, (_, columns) in self._columns.items()
            }
            if states
            else {}
            for item in ids
        ]
        for chunks in self._passes(ids):
            new = [slice(chunk.first, chunk.first + len(chunk.after)) for chunk in chunks]
            targets = np.concatenate([ids[chunk.text][rows] for chunk, rows in zip(chunks, new, strict=True)])
            found = self._score(np.concatenate([chunk.before for chunk in chunks]), targets)
            for chunk, rows in zip(chunks, new, strict=True):
                scores[chunk.text][rows], found = np.split(found, [len(chunk.after)])
                if states:
                    kept[chunk.text][rows] = chunk.after * self._facts.final
                    for name, (layer, columns) in self._columns.items():
                        carried[chunk.text][name][rows] = chunk.middle[layer][:, columns]
        return [
            Reading(
                tuple(
                    TokenLogprob(span, min(0.0, value))
                    for span, value in zip(tile(item.offsets, len(text)), score.tolist(), strict=True)
                ),
                state,
                channels,
                tuple(item.ids),
            )
            for text, item, score, state, channels in zip(texts, encoded, scores, kept, carried, strict=True)
        ]

    def _passes(self, ids: Sequence[Ids]) -> Iterator[list[_Chunk]]:
        """Read all texts; yields what was read together."""
        import numpy as np

        for width, texts in alike([len(item) for item in ids]):
            memory = self._start if len(texts) == 1 else _repeated(self._start, len(texts))
            longest = max(len(ids[text]) for text in texts)
            for first in range(0, longest, CHUNK):
                new = [ids[text][first : first + CHUNK] for text in texts]
                inputs = np.zeros((len(texts), CHUNK if first + CHUNK < longest else width), dtype=np.int64)
                for row, tokens in enumerate(new):
                    inputs[row, : len(tokens)] = tokens
                chunks = []
                after, middle, following = self._pass(inputs, memory)
                for row, (text, tokens) in enumerate(zip(texts, new, strict=True)):
                    own = after[row, : len(tokens)]
                    before = np.concatenate([memory.state[row : row + 1], own[:-1]])
                    shown = {layer: values[row, : len(tokens)] for layer, values in middle.items()}
                    chunks.append(_Chunk(text, first, before, own, shown))
                yield chunks
                if first + CHUNK < longest:
                    memory = self._remembered(memory, following)

    def _pass(self, inputs: Ids, memory: _Memory) -> tuple[Array, dict[int, Array], _Memory]:
        """Read one chunk of each text: final states, those of the layers shown, and what is new to remember."""
        import numpy as np

        batch, n = inputs.shape
        seen = memory.keys.shape[2]
        at = np.arange(seen + n)
        final, *middle, keys, values = self._reader.run(
            None,
            {
                "ids": inputs,
                "query_at": np.repeat(at[None, seen:], batch, axis=0),
                "key_at": np.repeat(at[None], batch, axis=0),
                "mask": np.where(at[None] <= at[seen:, None], 0, _HIDDEN).astype(np.float32),
                "keys": memory.keys,
                "values": memory.values,
                **{f"tap.{layer}": matrix for layer, matrix in self._shown.items()},
            },
        )
        final = final.reshape(batch, n, -1)
        shown = {layer: rows.reshape(batch, n, rows.shape[1]) for layer, rows in zip(self._shown, middle, strict=True)}
        return final, shown, _Memory(keys, values, final[:, -1])

    def _remembered(self, old: _Memory, new: _Memory) -> _Memory:
        """The prefix, and the last tokens of what was seen and what is new."""
        import numpy as np

        prefix = self._start.keys.shape[2]

        def joined(old: Array, new: Array) -> Array:
            last = np.concatenate([old[:, :, prefix:], new], axis=2)[:, :, -CONTEXT:]
            return np.concatenate([old[:, :, :prefix], last], axis=2)

        return _Memory(joined(old.keys, new.keys), joined(old.values, new.values), new.state)

    def _read_prefix(self) -> _Memory:
        """What every text goes on from."""
        import numpy as np

        facts = self._facts
        nothing = np.zeros((facts.layers, 1, 0, facts.kv_width), dtype=np.float32)
        prefix = np.asarray([self._tokenizer.encode(PREFIX).ids], dtype=np.int64)
        return self._pass(prefix, _Memory(nothing, nothing, nothing))[2]

    def _score(self, states: Array, targets: Ids) -> Array:
        """Log-probability of one target per state."""
        import numpy as np

        out = np.empty(len(targets), dtype=np.float32)
        for start in range(0, len(targets), _ROWS):
            rows = slice(start, start + _ROWS)
            found = self._scorer.run(None, {"states": states[rows], "targets": targets[rows, None]})[0]
            out[rows] = found[:, 0]
        return out


def _laid_out(taps: Mapping[str, Tap], facts: Facts) -> tuple[dict[str, tuple[int, slice]], dict[int, Array]]:
    """Where the columns of each tap are, and by layer the matrix of all its taps, (hidden, columns)."""
    import numpy as np

    places: dict[str, tuple[int, slice]] = {}
    shown = {}
    for layer in sorted(facts.middle):
        parts = [np.zeros((0, facts.hidden), np.float32)]
        at = 0
        for name, tap in taps.items():
            if tap.layer == layer:
                places[name] = layer, slice(at, at + len(tap.matrix))
                parts.append(tap.matrix * facts.middle[layer])
                at += len(tap.matrix)
        shown[layer] = np.ascontiguousarray(np.concatenate(parts).T, dtype=np.float32)
    if missing := set(taps) - set(places):
        raise ValueError(f"it does not show the layers of {', '.join(sorted(missing))}")
    return {name: places[name] for name in taps}, shown


def _session(path: Path, threads: int, *, exact: bool = True) -> Any:
    """A graph, loaded.

    Args:
        path: Its file.
        threads: Processor cores to use.
        exact: This processor multiplies int8 exactly as it is; otherwise it is told to, which is slower.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3  # errors; they also come as exceptions
    # hidden tokens would otherwise end as denormal numbers, on which processors spend a hundred cycles
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    # the threads of one graph would otherwise spin beside the other's
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.add_session_config_entry("session.x64quantprecision", "0" if exact else "1")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _overflows(probe: Path) -> bool:
    """Whether int8 products come out wrong on this processor; see :func:`mtqa.lm.graph.probe_graph`."""
    import numpy as np

    (found,) = _session(probe, 1).run(None, {"x": np.full((8, 64), 255, dtype=np.uint8)})
    return bool((found != 64 * 127 * 127).any())


def _repeated(memory: _Memory, n: int) -> _Memory:
    import numpy as np

    keys, values = (np.repeat(each, n, axis=1) for each in (memory.keys, memory.values))
    return _Memory(keys, values, np.repeat(memory.state, n, axis=0))


def _cores() -> int:
    """Cores that this process may use, at most four: beyond that a model this small gains little."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(_MAX_THREADS, available))
