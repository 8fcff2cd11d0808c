"""Both engines, on a tiny model of random weights."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from mtqa.errors import ConfigError, ModelDamaged, ModelError, ModelMissing
from mtqa.lm import load, onnx_
from mtqa.lm.chunks import CHUNK
from mtqa.lm.convert import convert
from mtqa.lm.llama import Llama
from mtqa.lm.onnx_ import OnnxLM
from mtqa.lm.smooth import fold, forward
from mtqa.lm.taps import Tap
from mtqa.lm.vocabulary import build_tokenizer
from mtqa.testing import FakeLM, assert_lm_conforms

TEXT = "The thin man in the inn, and an ant; 1234 then. " * 30  # several chunks, and more than is remembered
WHOLE = TEXT[:600]  # two chunks, all of it remembered


@pytest.fixture(scope="module")
def engines(tiny):
    """By name: the universal engine and both forms of the default one."""
    return {
        "hf": load(f"hf:{tiny.hf}", offline=True),
        "float32": OnnxLM.load(tiny.float32, name="tiny", threads=1),
        "int8": OnnxLM.load(tiny.int8, name="tiny", threads=1),
    }


def logprobs(lm, text):
    """As an array."""
    return np.array([token.logprob for token in lm.token_logprobs([text])[0]])


@pytest.mark.parametrize("name", ["hf", "float32", "int8"])
def test_engines_conform(engines, name):
    """Every engine keeps the promises of the protocol; the default one to the last bit."""
    assert_lm_conforms(engines[name], tolerance=1e-4 if name == "hf" else 0.0)


def test_fake_conforms():
    """The test double keeps the same promises."""
    assert_lm_conforms(FakeLM())


@pytest.mark.parametrize(("form", "tolerance"), [("float32", 1e-3), ("int8", 0.2)])
def test_engines_agree(engines, form, tolerance):
    """The default engine gives the numbers of transformers: float32 to .001, int8 to .2 nats on average."""
    expected, actual = logprobs(engines["hf"], WHOLE), logprobs(engines[form], WHOLE)
    assert CHUNK < len(actual) < 2 * CHUNK
    assert expected.std() > 0.3  # the tiny model does have opinions
    difference = np.abs(expected - actual)
    assert (difference.max() if form == "float32" else difference.mean()) < tolerance


def test_engines_cut_tokens_alike(engines):
    """Spans are the same whichever engine made them."""
    text = "the 😀 café 中 <s> 12"
    expected = [token.span for token in engines["hf"].token_logprobs([text])[0]]
    assert [token.span for token in engines["int8"].token_logprobs([text])[0]] == expected


def test_numpy_reference_agrees(engines, tiny):
    """The plain forward pass that calibration uses is the same model."""
    ids = build_tokenizer(tiny.vocabulary).encode("\nThe thin man in the inn.").ids
    logits = forward(tiny.llama, ids) @ tiny.llama.output.T
    logits -= logits.max(axis=1, keepdims=True)
    table = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    expected = [table[i, token] for i, token in enumerate(ids[1:])]
    assert np.allclose(logprobs(engines["hf"], "The thin man in the inn."), expected, atol=1e-4)


def test_fold_is_exact(tiny):
    """Smoothing changes the weights and not the function."""
    tokens = list(range(20, 60))
    folded = fold(tiny.llama, tokens)
    changed = [name for name, weight in tiny.llama.weights.items() if not np.array_equal(weight, folded.weights[name])]
    assert any("up_proj" in name for name in changed)
    assert any("v_proj" in name for name in changed)
    before, after = (forward(model, tokens) @ model.output.T for model in (tiny.llama, folded))
    assert np.allclose(before, after, atol=1e-5)


def test_states_have_read_their_token(engines, tiny):
    """Log-probabilities and hidden states come from one pass; a state knows its own token."""
    text = "an ant in the inn"
    ids = build_tokenizer(tiny.vocabulary).encode("\n" + text).ids
    expected = forward(tiny.llama, ids)[1:]
    (reading,) = engines["float32"].read([text])
    assert np.allclose(reading.states, expected, atol=1e-3)
    assert reading.tokens == engines["float32"].token_logprobs([text])[0]
    assert reading.carried == {}
    (rounded,) = engines["int8"].read([text])
    assert np.corrcoef(rounded.states.ravel(), expected.ravel())[0, 1] > 0.99


def test_states_of_a_long_text_are_complete(engines):
    """Every token has a state, whatever its chunk; the first chunk's are those of a short text."""
    (reading,) = engines["float32"].read([TEXT])
    assert len(reading.states) == len(reading.tokens) > 3 * CHUNK
    assert (np.abs(reading.states).sum(axis=1) > 0).all()
    (start,) = engines["float32"].read([TEXT[:100]])
    assert np.allclose(start.states[:-1], reading.states[: len(start.states) - 1], atol=1e-3)
    assert engines["float32"].read([""])[0].states.shape == (0, 64)


def test_a_chunk_sees_the_prefix_and_what_is_remembered(tiny, tmp_path):
    """One layer's keys know nothing of what was before them, so that each chunk is a pass over what it may see."""
    shape = replace(tiny.llama.config, n_layers=1)
    shallow = Llama(shape, {name: w for name, w in tiny.llama.weights.items() if "layers.1" not in name})
    convert(shallow, tiny.vocabulary, tmp_path, quantize=False)
    shutil.copy(tiny.float32 / "mtqa.json", tmp_path)
    lm = OnnxLM.load(tmp_path, name="tiny", threads=1)
    (reading,) = lm.read([TEXT])
    prefix, ids = build_tokenizer(tiny.vocabulary).encode("\n").ids, list(reading.ids)
    for first in range(0, len(ids), CHUNK):
        seen = ids[max(0, first - CHUNK) : first]
        new = ids[first : first + CHUNK]
        expected = forward(shallow, prefix + seen + new)[-len(new) :]
        assert np.allclose(reading.states[first : first + len(new)], expected, atol=1e-3)


def carried_in_numpy(tiny, taps, text):
    """What the taps are defined as."""
    seen = {}
    ids = build_tokenizer(tiny.vocabulary).encode("\n" + text).ids
    forward(tiny.llama, ids, observe=seen.__setitem__)
    return {name: seen[f"model.layers.{tap.layer}.mlp"][1:] @ tap.matrix.T for name, tap in taps.items()}


@pytest.fixture(scope="module")
def tapped(tiny):
    """The tiny model with taps at two layers, two of them at one, in both forms, and the taps."""
    rng = np.random.default_rng(3)
    wanted = (("one", 2, 7), ("another", 0, 5), ("third", 2, 3))
    taps = {name: Tap(layer, rng.normal(size=(k, 64)).astype(np.float32)) for name, layer, k in wanted}
    forms = {form: OnnxLM.load(getattr(tiny, form), name="tiny", threads=1, taps=taps) for form in ("float32", "int8")}
    return SimpleNamespace(taps=taps, **forms)


def test_taps_show_earlier_layers(tapped, tiny):
    """What a head gets is what the layer reads, times the head's matrix."""
    expected = carried_in_numpy(tiny, tapped.taps, WHOLE)
    (exact,), (rounded,) = tapped.float32.read([WHOLE]), tapped.int8.read([WHOLE])
    assert list(exact.carried) == list(expected)
    for name, values in expected.items():
        assert np.allclose(exact.carried[name], values, atol=0.02)
        columns = [np.corrcoef(rounded.carried[name][:, i], values[:, i])[0, 1] for i in range(values.shape[1])]
        assert min(columns) > 0.97


def test_taps_do_not_depend_on_company(tapped):
    """To the last bit."""
    alone, together = tapped.int8.read([TEXT])[0], tapped.int8.read(["an ant", TEXT, "the inn", "an inn"])[1]
    assert all(np.array_equal(values, together.carried[name]) for name, values in alone.carried.items())
    assert np.array_equal(alone.states, together.states)


def test_a_layer_that_is_not_shown(tiny, tmp_path):
    """A head whose layer was not converted to is no silent nothing."""
    convert(tiny.llama, tiny.vocabulary, tmp_path, show=[1])
    shutil.copy(tiny.int8 / "mtqa.json", tmp_path)
    with pytest.raises(ModelDamaged, match="does not show the layers of my head"):
        OnnxLM.load(tmp_path, name="tiny", taps={"my head": Tap(2, np.eye(64, dtype=np.float32))})


def test_int8_products_are_exact(engines, tiny, monkeypatch):
    """A processor that would overflow is told to be exact, which gives the same numbers."""
    expected = logprobs(engines["int8"], WHOLE)
    asked = []
    session = onnx_.session
    monkeypatch.setattr(onnx_, "overflows", lambda _probe: True)
    monkeypatch.setattr(onnx_, "session", lambda *a, **k: asked.append(k["exact"]) or session(*a, **k))
    lm = OnnxLM.load(tiny.int8, name="tiny", threads=1)
    assert asked == [False, False]
    assert np.array_equal(logprobs(lm, WHOLE), expected)


def test_arithmetic_of_the_process_is_left_alone(engines):
    """The engine does not make denormal numbers of whoever loads it zero."""
    assert logprobs(engines["int8"], "an ant").size
    assert np.float64(5e-324) * 1.0 > 0
    assert np.float32(1e-40) * np.float32(0.5) > 0


def test_nothing_that_follows_is_seen(engines):
    """To the last bit, what a token has read does not depend on what comes after it, in its chunk or later."""
    start = "the ant in the inn. " * 12
    ends = ["the man", "1 2 3 4", "then an ant"]
    read = [engines["int8"].read([start + (end + " ") * 60])[0] for end in ends]
    n = len(engines["int8"].encode(start)[0]) - 1
    assert all(np.array_equal(read[0].states[:n], one.states[:n]) for one in read[1:])
    assert not np.array_equal(read[0].states[n : n + 40], read[1].states[n : n + 40])


def test_the_probe_answers(tiny):
    """On this machine it finds what the processor says of itself."""
    cpu = Path("/proc/cpuinfo")
    flags = cpu.read_text(encoding="ascii", errors="replace") if cpu.exists() else ""
    if "vnni" not in flags:
        pytest.skip("not known what this processor does")
    assert onnx_.overflows(tiny.int8 / "probe.onnx") is False


def test_context_reaches_across_chunks(engines):
    """Beyond the first chunk a token still depends on what stood before it."""
    tail = "and then the man in the inn "
    long = "the ant in the inn. " * 200
    other = "1 2 3 4 5 6 7 8 9 0 " * 200
    n = len(engines["float32"].token_logprobs([tail])[0])
    assert not np.allclose(
        logprobs(engines["float32"], long + tail)[-n:], logprobs(engines["float32"], other + tail)[-n:], atol=1e-3
    )


def test_revision_names_the_weights(engines, tiny, tmp_path):
    """A folder with other weights has another revision; a copy of it has the same."""
    copy = shutil.copytree(tiny.hf, tmp_path / "copy")
    assert load(f"hf:{copy}").revision == engines["hf"].revision
    weights = copy / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    assert load(f"hf:{copy}").revision != engines["hf"].revision
    assert engines["int8"].revision.startswith("0123456789ab-int8")


@pytest.mark.parametrize(
    "file", ["reading.onnx", "scoring.onnx", "probe.onnx", "model.json", "tokenizer.json", "mtqa.json"]
)
@pytest.mark.parametrize("content", [b"", b"\0" * 4000, None])
def test_damaged_folder(tiny, tmp_path, file, content):
    """Damage is one clear error, whatever the file and the damage."""
    folder = shutil.copytree(tiny.int8, tmp_path / "copy")
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(ModelDamaged, match=str(folder.name)):
        OnnxLM.load(folder, name="tiny")


def test_pickled_weights_are_refused(tiny, tmp_path):
    """A folder without safetensors is not loaded, whatever else it holds."""
    folder = shutil.copytree(tiny.hf, tmp_path / "copy")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="safetensors"):
        load(f"hf:{folder}")


@pytest.mark.parametrize("damage", ["config.json", "model.safetensors", "tokenizer.json"])
def test_damaged_hf_folder(tiny, tmp_path, damage):
    """A broken folder is a ModelError that names it."""
    folder = shutil.copytree(tiny.hf, tmp_path / "copy")
    (folder / damage).write_bytes(b"nothing of use")
    with pytest.raises(ModelError, match="copy"):
        load(f"hf:{folder}")


def test_hub_model_offline(tmp_path, monkeypatch):
    """A hub model that is not on this machine is ModelMissing when offline."""
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    with pytest.raises(ModelMissing, match="offline"):
        load("hf:nobody/no-such-model-for-mtqa", offline=True)


@pytest.mark.parametrize("name", ["hf:", "hf:../nowhere/at all", "hf:a b"])
def test_names_that_are_no_hub_names(name):
    """A path that does not exist is an error of its own."""
    with pytest.raises(ModelError, match="neither a folder nor a name"):
        load(name)


@pytest.mark.parametrize(("name", "hint"), [("smolm2-135m", "smollm2-135m"), ("gpt-9", "hf:NAME_OR_PATH")])
def test_unknown_name(name, hint):
    """An unknown model is answered with the nearest names, or with what there is."""
    with pytest.raises(ConfigError, match=hint):
        load(name)


def test_default_engine_imports_neither_torch_nor_transformers(tiny):
    """Loading and scoring with the default engine leaves the heavy libraries alone."""
    code = (
        "import sys; from pathlib import Path; from mtqa.lm.onnx_ import OnnxLM\n"
        f"lm = OnnxLM.load(Path({str(tiny.int8)!r}), name='tiny', threads=1)\n"
        "assert lm.token_logprobs(['the inn'])[0]\n"
        "assert not {'torch', 'transformers'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_conversion_imports_neither_torch_nor_transformers():
    """Converting a model needs no torch."""
    code = (
        "import sys, tempfile, numpy as np\n"
        "from mtqa.lm.graph import reading_graph, scoring_graph\n"
        "from mtqa.lm.llama import Llama, LlamaConfig\n"
        "import mtqa.lm.gguf_, mtqa.lm.store\n"
        "one = lambda *shape: np.ones(shape, np.float32)\n"
        "weights = {'model.embed_tokens.weight': one(4, 8), 'model.norm.weight': one(8)}\n"
        "weights |= {f'model.layers.0.{name}.weight': one(8) for name in ('input_layernorm', 'post_attention_layernorm')}\n"
        "for name, rows in (('q', 8), ('k', 4), ('v', 4), ('o', 8)):\n"
        "    weights[f'model.layers.0.self_attn.{name}_proj.weight'] = one(rows, 8)\n"
        "for name in ('gate', 'up', 'down'):\n"
        "    weights[f'model.layers.0.mlp.{name}_proj.weight'] = one(8, 8)\n"
        "model = Llama(LlamaConfig(1, 2, 1, 8, 1e4, 1e-5), weights)\n"
        "assert reading_graph(model, positions=8, show=[0], quantize=True).SerializeToString()\n"
        "assert scoring_graph(model, quantize=True).SerializeToString()\n"
        "assert not {'torch', 'transformers'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.model
def test_default_model():
    """The real model, from the cache: its tokens and its numbers are the published model's."""
    lm = load(offline=True)
    text = "The prime minister told reporters on Monday that the talks would continue in Geneva next week."
    scrambled = "The Monday minister Geneva told week on that prime the reporters in continue talks would next."
    good, bad = (logprobs(lm, each) for each in (text, scrambled))
    assert -good.mean() < 4.5
    assert -bad.mean() > 5.0
    assert lm.revision.startswith("b179c9523d0e-int8")


@pytest.mark.model
def test_default_model_sees_nothing_that_follows(seeds):
    """Hidden tokens are hidden from the real model too: its numbers do not move by a bit."""
    lm = load(offline=True)
    start = (seeds / "biden-korea-visit.txt").read_text(encoding="utf-8")[:600]
    one, other = lm.read([start + "\n\nHe said no." * 30, start + " 1 2 3 4" * 60])
    n = len(lm.encode(start)[0]) - 1
    assert one.tokens[:n] == other.tokens[:n]
    assert np.array_equal(one.states[:n], other.states[:n])
    assert one.tokens[n:] != other.tokens[n:]


@pytest.mark.model
def test_default_model_conforms():
    """The real model keeps the promises too, to the last bit."""
    assert_lm_conforms(load(offline=True), tolerance=0.0)


def test_seam_has_no_path_in_it():
    """The module of the seam stays importable alone: no engine, no array library."""
    source = Path(sys.modules["mtqa.lm.protocol"].__file__).read_text(encoding="utf-8")
    assert "numpy" not in source
