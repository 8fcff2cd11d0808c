"""The universal engine: any causal language model that transformers can load.

Named ``hf:NAME_OR_PATH``, a model of the hub or a local folder.  Weights are read from safetensors
only and code that comes with a model is never run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mtqa.data import TokenLogprob
from mtqa.errors import ModelError, ModelMissing
from mtqa.lm.reading import Reading
from mtqa.lm.vocabulary import tile
from mtqa.lm.windows import CONTEXT, WINDOW, batches, plan

__all__ = ["TransformersLM"]

#: How far up the layer is that heads read: where states say most about a sentence.
_MIDDLE = 2 / 3
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?")


class TransformersLM:
    """A model of the transformers library, on the GPU if there is one.

    Every window begins with the tokens that the tokenizer itself puts before a text (a Llama's
    ``<s>``) and a line break.

    Attributes:
        name: ``hf:NAME_OR_PATH`` as it was given.
        revision: Commit of the hub, or sha256 of the local weights; then the number type.
    """

    def __init__(self, model: Any, tokenizer: Any, *, name: str, revision: str) -> None:
        self.name = name
        self.revision = revision
        self._model = model
        self._tokenizer = tokenizer
        start = tokenizer("")["input_ids"]
        end = getattr(tokenizer, "eos_token_id", None)
        start = [token for token in start if token != end or token == getattr(tokenizer, "bos_token_id", None)]
        self._prefix: list[int] = start + tokenizer("\n", add_special_tokens=False)["input_ids"]
        if not self._prefix:
            raise ModelError(f"the tokenizer of {name} has neither a start token nor a line break to begin a text with")
        self._window = min(WINDOW, int(getattr(model.config, "max_position_embeddings", None) or WINDOW))
        self._context = min(CONTEXT, self._window // 4)
        if self._window - len(self._prefix) <= self._context:
            raise ModelError(f"{name} sees only {self._window} tokens at once, too few to score a text")

    @classmethod
    def load(cls, name: str, *, offline: bool) -> TransformersLM:
        """Load a model and its tokenizer.

        Args:
            name: Name on the hub or path of a folder, without ``hf:``.
            offline: Use what is on this machine only.

        Raises:
            ModelMissing: Not on this machine, and ``offline``.
            ModelError: It cannot be found, fetched or loaded, or is not fit for scoring.
        """
        local = Path(name).expanduser()
        is_local = bool(name) and local.is_dir()
        if not is_local and not _HUB_NAME.fullmatch(name):
            raise ModelError(f"hf:{name} is neither a folder nor a name on the hub (OWNER/NAME)")
        if is_local and not any(local.glob("*.safetensors")):
            raise ModelError(
                f"{local} holds no *.safetensors file; mtqa loads no other weights, because pickled ones can run code"
            )
        try:
            import torch
            from transformers import AutoModelForCausalLM, AutoTokenizer
        except ImportError as exc:
            raise ModelError(
                f"hf:{name} needs torch and transformers ({exc}); run `pip install torch transformers`"
            ) from exc
        source = str(local) if is_local else name
        device = "cuda" if torch.cuda.is_available() else "cpu"
        options = {"local_files_only": offline or is_local, "trust_remote_code": False}
        try:
            with _quiet():
                tokenizer = AutoTokenizer.from_pretrained(source, **options)
                model: Any = AutoModelForCausalLM.from_pretrained(
                    source, use_safetensors=True, dtype=torch.float32 if device == "cpu" else "auto", **options
                )
                model = model.eval()
                model.to(torch.device(device))
        except Exception as exc:  # every layer below raises its own: OSError, ValueError, KeyError, RuntimeError, HTTP
            reason = " ".join(str(exc).split())[:300] or type(exc).__name__
            if offline and not is_local:
                raise ModelMissing(
                    f"hf:{name} is not on this machine, and this run is offline; run once without --offline ({reason})"
                ) from exc
            raise ModelError(f"hf:{name} cannot be loaded: {reason}") from exc
        if not getattr(tokenizer, "is_fast", False):
            raise ModelError(f"the tokenizer of hf:{name} does not say where its tokens stand; it cannot be used")
        if is_local:
            revision = _sha256(sorted(local.glob("*.safetensors")))[:12]
        else:
            revision = (getattr(model.config, "_commit_hash", None) or "unknown")[:12]
        number_type = str(model.dtype).removeprefix("torch.")
        return cls(model, tokenizer, name=f"hf:{name}", revision=f"{revision}-{number_type}-{device}")

    def token_logprobs(self, texts: Sequence[str]) -> list[tuple[TokenLogprob, ...]]:
        """See :class:`mtqa.lm.protocol.LanguageModel`; every token is scored.

        Raises:
            ModelError: The model failed, for want of memory for instance.
        """
        return [reading.tokens for reading in self._read(texts, states=False)]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """See :class:`mtqa.lm.reading.StateReader`: ``middle`` is the layer two thirds up, each row of size 1.

        Raises:
            ModelError: The model failed, for want of memory for instance.
        """
        return self._read(texts, states=True)

    def _read(self, texts: Sequence[str], *, states: bool) -> list[Reading]:
        import numpy as np
        import torch

        encoded = [self._encode(text) for text in texts]
        ids = [item for item, _ in encoded]
        scores = [[0.0] * len(item) for item in ids]
        width = int(self._model.config.hidden_size) if states else 0
        shown = [np.zeros((2, len(item), width), dtype=np.float32) for item in ids]
        before = len(self._prefix)
        windows = plan([len(item) for item in ids], capacity=self._window - before, context=self._context)
        try:
            for width, batch in batches(windows, prefix=before, max_tokens=WINDOW):
                width = min(width, self._window)  # noqa: PLW2901 -- positions end where the model's end
                inputs = torch.zeros((len(batch), width), dtype=torch.long)
                mask = torch.zeros_like(inputs)
                for row, window in enumerate(batch):
                    line = self._prefix + ids[window.text][window.start : window.end]
                    inputs[row, : len(line)] = torch.tensor(line)
                    mask[row, : len(line)] = 1
                with torch.inference_mode():
                    device = self._model.device
                    output = self._model(
                        input_ids=inputs.to(device),
                        attention_mask=mask.to(device),
                        use_cache=False,
                        output_hidden_states=states,
                    )
                    for row, window in enumerate(batch):
                        first = before + window.first - window.start - 1  # token i is predicted at i - 1
                        new = ids[window.text][window.first : window.end]
                        rows = output.logits[row, first : first + len(new)].float()
                        chosen = rows.gather(1, torch.tensor(new, device=device)[:, None])[:, 0]
                        scores[window.text][window.first : window.end] = (chosen - rows.logsumexp(dim=1)).tolist()
                        if states:
                            layers = output.hidden_states
                            own = slice(first + 1, first + 1 + len(new))
                            shown[window.text][0, window.first : window.end] = (
                                layers[-1][row, own].float().cpu().numpy()
                            )
                            middle = layers[round(_MIDDLE * (len(layers) - 1))][row, own].float()
                            middle = middle / middle.pow(2).mean(dim=1, keepdim=True).sqrt().clamp(min=1e-6)
                            shown[window.text][1, window.first : window.end] = middle.cpu().numpy()
        except (RuntimeError, IndexError) as exc:
            raise ModelError(f"{self.name} failed while scoring: {' '.join(str(exc).split())[:300]}") from exc
        return [
            Reading(
                tuple(
                    TokenLogprob(span, min(0.0, value))
                    for span, value in zip(tile(offsets, len(text)), score, strict=True)
                ),
                state[0],
                {"middle": state[1]} if states else {},
                tuple(item),
            )
            for text, (item, offsets), score, state in zip(texts, encoded, scores, shown, strict=True)
        ]

    def _encode(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Ids and offsets; control tokens written in the text are plain characters."""
        if not text:
            return [], []
        with _quiet():
            encoding = self._tokenizer(
                text, add_special_tokens=False, return_offsets_mapping=True, split_special_tokens=True, verbose=False
            )
        return list(encoding["input_ids"]), [(int(start), int(end)) for start, end in encoding["offset_mapping"]]


def _sha256(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' progress bars and advice off the user's terminal."""
    import warnings

    from transformers.utils import logging

    library: Any = logging  # its functions carry no types
    level = library.get_verbosity()
    library.set_verbosity_error()
    library.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        library.set_verbosity(level)
        library.enable_progress_bar()
