"""The default engine: ONNX Runtime, int8 on the CPU."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.data import Span, TokenLogprob
from mtqa.errors import ModelDamaged
from mtqa.lm.chunks import CHUNK, passes
from mtqa.lm.convert import FACTS, PROBE, READING, SCORING
from mtqa.lm.reading import Reading
from mtqa.lm.runtime import cores, overflows, session
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
#: States that are scored at once; 104 rows of 49,152 logits are 20 MB.
_ROWS = 104
#: What is added to the attention score of a token that is not to be seen.  Its share is 3e-20 of what its score would
#: give it: below what float32 adds to a sum, even if that score is 27 above all that are seen.  A much lower number
#: would end in denormal numbers, on which processors spend a hundred cycles each.
_HIDDEN = -45.0


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
    """What is kept of tokens that were read.

    Attributes:
        keys: Before rotation, (layers, 1, tokens, width).
        values: Likewise.
        state: The last final state, (1, hidden).
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
        import numpy as np

        self.name = name
        self.revision = revision
        self._reader, self._scorer = sessions
        self._tokenizer = tokenizer
        self._facts = facts
        self._columns, self._shown = _laid_out(taps, facts)
        nothing = np.zeros((facts.layers, 1, 0, facts.kv_width), dtype=np.float32)
        self._nothing = _Memory(nothing, nothing, np.zeros((1, facts.hidden), dtype=np.float32))
        prefix = np.asarray([tokenizer.encode(PREFIX).ids], dtype=np.int64)
        self._prefix = self._pass(prefix, self._nothing, prefix=self._nothing)[2]

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
            n = threads or cores()
            exact = not overflows(folder / PROBE)
            sessions = session(folder / READING, n, exact=exact), session(folder / SCORING, n, exact=exact)
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
        """Read all texts; yields what was read at once."""
        import numpy as np

        memory = self._nothing
        for one in passes([len(item) for item in ids]):
            new = [ids[text][first : first + CHUNK] for text, first in one.rows]
            inputs = np.zeros((len(new), one.width), dtype=np.int64)
            for row, tokens in enumerate(new):
                inputs[row, : len(tokens)] = tokens
            begins = one.rows[0][1] == 0
            state = self._prefix.state if begins else memory.state
            final, middle, memory = self._pass(inputs, self._nothing if begins else memory, prefix=self._prefix)
            chunks = []
            for row, ((text, first), tokens) in enumerate(zip(one.rows, new, strict=True)):
                after = final[row, : len(tokens)]
                before = np.concatenate([state, after[:-1]])
                shown = {layer: values[row, : len(tokens)] for layer, values in middle.items()}
                chunks.append(_Chunk(text, first, before, after, shown))
                state = self._prefix.state if begins else after[-1:]
            yield chunks

    def _pass(self, inputs: Ids, before: _Memory, *, prefix: _Memory) -> tuple[Array, dict[int, Array], _Memory]:
        """Read rows: final states, what the taps show of each layer, and what is kept of the last row.

        Args:
            inputs: (rows, tokens).
            before: What stands before the first row, and the row above before each other; or nothing, before any.
            prefix: What all rows begin with.
        """
        import numpy as np

        rows, n = inputs.shape
        seen = before.keys.shape[2]
        links = rows - 1 if seen else 0
        first = [np.repeat(each, rows - links, axis=1) for each in (before.keys, before.values)]
        start = prefix.keys.shape[2] + seen
        at = np.arange(start + n)
        final, *middle, keys, values = self._reader.run(
            None,
            {
                "ids": inputs,
                "query_at": np.repeat(at[None, start:], rows, axis=0),
                "key_at": np.repeat(at[None], rows, axis=0),
                "mask": np.where(at[None] <= at[start:, None], 0, _HIDDEN).astype(np.float32),
                "links": np.array([links]),
                "prefix_keys": prefix.keys,
                "prefix_values": prefix.values,
                "keys": first[0],
                "values": first[1],
                **{f"tap.{layer}": matrix for layer, matrix in self._shown.items()},
            },
        )
        final = final.reshape(rows, n, -1)
        shown = {layer: each.reshape(rows, n, each.shape[1]) for layer, each in zip(self._shown, middle, strict=True)}
        return final, shown, _Memory(keys, values, final[-1, -1:])

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
