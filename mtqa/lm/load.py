"""Pick a language model by name."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib.metadata import entry_points

from mtqa.errors import ConfigError, ModelDamaged
from mtqa.lm.protocol import LanguageModel

__all__ = ["DEFAULT_LM", "load"]

#: What scores a text unless the user names another model.
DEFAULT_LM = "smollm2-135m"


def _silent(_message: str) -> None:
    """Say nothing."""


def load(name: str = DEFAULT_LM, *, offline: bool = False, note: Callable[[str], None] = _silent) -> LanguageModel:
    """Load a language model.

    Args:
        name: A model of the manifest (``smollm2-135m``), ``hf:NAME_OR_PATH`` for any causal model
            that transformers can load, or the name of a plug-in of the entry-point group ``mtqa.lm``
            (a callable ``(name, *, offline, note) -> LanguageModel``); a plug-in's name may be
            followed by ``:`` and an argument of its own.
        offline: Never fetch anything.
        note: Called with sentences for the user: what is fetched, what had to be repaired.

    Raises:
        ConfigError: There is no such model.
        ModelMissing: It is not in the cache and ``offline`` forbids fetching it.
        ModelDamaged: What is in the cache is not what the manifest says.
        ModelError: It cannot be fetched or loaded.
    """
    from mtqa.lm import manifest

    adapter = name.partition(":")[0]
    if adapter == "hf":
        from mtqa.lm.transformers_ import TransformersLM

        return TransformersLM.load(name.removeprefix("hf:"), offline=offline)
    known = manifest.models()
    if name in known:
        return _load_known(name, offline=offline, note=note)
    plugins = {point.name: point for point in entry_points(group="mtqa.lm")}
    if adapter in plugins:
        model: LanguageModel = plugins[adapter].load()(name, offline=offline, note=note)
        return model
    near = get_close_matches(name, [*known, *plugins], n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known models: {', '.join([*known, *plugins])}."
    raise ConfigError(f"no language model {name!r}; {hint} A model of the transformers library is hf:NAME_OR_PATH.")


def _load_known(name: str, *, offline: bool, note: Callable[[str], None]) -> LanguageModel:
    from mtqa.lm import store
    from mtqa.lm.onnx_ import OnnxLM
    from mtqa.lm.taps import taps_for

    folder, taps = store.ensure(name, offline=offline, note=note), taps_for(name)
    try:
        return OnnxLM.load(folder, name=name, taps=taps)
    except ModelDamaged:
        if offline:
            raise
    # its files have their sizes and yet do not load: fetch compares checksums, and redoes it
    return OnnxLM.load(store.fetch(name, note=note), name=name, taps=taps)
