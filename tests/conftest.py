"""Fixtures that every test may use."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _beside(stem: str) -> ModuleType:
    """A module of this folder, loaded by path so that nothing is put on ``sys.path``."""
    name = f"mtqa_tests_{stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{stem}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def factory() -> ModuleType:
    """The builders of ``tests/factory.py``."""
    return _beside("factory")


@pytest.fixture(scope="session")
def payloads() -> tuple[str, ...]:
    """Text that must stay text."""
    return _beside("payloads").PAYLOADS


@pytest.fixture(scope="session")
def hostile_names() -> tuple[str, ...]:
    """Names of files that must stay names."""
    return _beside("payloads").FILE_NAMES


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for the module."""
    if CHROMIUM is None:
        pytest.skip("needs chromium, chromium-browser or google-chrome on the PATH")
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright (pip install 'mtqa[dev]')")
    with api.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A tiny Llama of random weights in the forms of both engines.

    ``hf`` (safetensors folder), ``float32`` and ``int8`` (converted folders), ``llama``,
    ``vocabulary``.
    """
    import torch
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import LlamaConfig as HfConfig
    from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

    from mtqa.lm.convert import CONVERTER, convert
    from mtqa.lm.llama import Llama, LlamaConfig
    from mtqa.lm.vocabulary import Vocabulary, build_tokenizer

    tokens = (*sorted(ByteLevel.alphabet()), "th", "the", "Ġthe", "in", "an", "Ġan")
    vocabulary = Vocabulary(tokens, ("t h", "th e", "Ġ the", "i n", "a n", "Ġ an"), "smollm")
    torch.manual_seed(7)
    config = HfConfig(
        vocab_size=len(tokens),
        hidden_size=64,
        intermediate_size=96,
        num_hidden_layers=3,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=2048,
        rope_theta=10000.0,
        initializer_range=0.15,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=None,
        pad_token_id=None,
    )
    model = LlamaForCausalLM(config).eval()
    with torch.no_grad():  # gains that are not 1, and channels that are hard to quantise
        for name, weight in model.named_parameters():
            if "norm" in name:
                weight.copy_(1 + 0.3 * torch.randn_like(weight))
                weight[3] = 6.0
    root = tmp_path_factory.mktemp("tiny")
    hf = root / "hf"
    model.save_pretrained(hf, safe_serialization=True)
    PreTrainedTokenizerFast(tokenizer_object=build_tokenizer(vocabulary)).save_pretrained(hf)
    weights = {
        name: tensor.detach().numpy().astype(np.float32)
        for name, tensor in model.state_dict().items()
        if name != "lm_head.weight"
    }
    llama = Llama(LlamaConfig(3, 4, 2, 64, 10000.0, config.rms_norm_eps), weights)
    folders = {}
    for form in ("float32", "int8"):
        folder = folders[form] = root / form
        folder.mkdir()
        convert(llama, vocabulary, folder, quantize=form == "int8", show=range(3))
        record = {"sha256": "0123456789abcdef", "converter": CONVERTER, "files": {}}
        (folder / "mtqa.json").write_text(json.dumps(record), encoding="utf-8")
    return SimpleNamespace(hf=hf, llama=llama, vocabulary=vocabulary, **folders)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seed article and the seed glossary."""
    return Path(__file__).parent.parent / "seeds"
