"""The cache of features: which token is whose, and going on after a stop."""

import json

import numpy as np
import pytest

from mtqa.lm.onnx_ import OnnxLM
from mtqa.lm.taps import Tap
from mtqa.training import features
from mtqa.training.features import Unit, extract, open_set

TEXTS = [
    ("", [Unit("the “ant” in", {"pair": "xx"})]),
    (" ", [Unit("an inn", {"pair": "xx"}), Unit("the thin man then", {"pair": "xx"}), Unit("in", {"pair": "xx"})]),
    ("\n\n", [Unit("the ant", {"pair": "xx"}), Unit("then 12", {"pair": "xx"})]),
]


@pytest.fixture(scope="module")
def model(tiny):
    """All channels of one of its layers are shown."""
    return OnnxLM.load(tiny.int8, name="tiny", threads=1, taps={"middle": Tap(1, np.eye(64, dtype=np.float32))})


def test_every_token_has_its_sentence(model, tmp_path):
    """The visible tokens of a sentence spell it, in the places of its own text."""
    extract("made", TEXTS, tmp_path, model)
    found = open_set(tmp_path, "made")
    units = [unit for _, units in TEXTS for unit in units]
    assert [unit["text"] for unit in found.units] == [unit.text for unit in units]
    for unit, rows in found.rows():
        surfaces = "".join(unit["text"][start:end] for start, end in found.spans[rows])
        assert surfaces.replace(" ", "") == unit["text"].replace(" ", "")
        assert found.final[rows].shape == (rows.stop - rows.start, 64)
    assert found.starts[-1] == len(found.ids) == len(found.logprobs) == len(found.middle)


def test_context_changes_a_sentence_and_its_successors_do_not(model, tmp_path):
    """A sentence of an article has read what is before it, and nothing after it."""
    alone = [("", [unit]) for _, units in TEXTS for unit in units]
    for name, texts in (("alone", alone), ("together", TEXTS)):
        extract(name, texts, tmp_path, model)
    alone_set, together = open_set(tmp_path, "alone"), open_set(tmp_path, "together")
    rows = [slice(int(one.starts[1]), int(one.starts[2])) for one in (alone_set, together)]
    assert np.allclose(alone_set.final[rows[0]], together.final[rows[1]], atol=0.05)
    later = [slice(int(one.starts[2]) + 1, int(one.starts[3])) for one in (alone_set, together)]
    assert not np.allclose(alone_set.final[later[0]][:3], together.final[later[1]][:3], atol=0.05)


def test_a_stopped_run_goes_on(model, tmp_path, monkeypatch):
    """What was done stays, and the rest is done; the result is that of a run in one go."""
    extract("whole", TEXTS, tmp_path, model)
    monkeypatch.setattr(features, "_CHUNK", 1)
    calls = []

    class Stops:
        encode = model.encode

        def read(self, texts):
            calls.append(texts)
            if len(calls) == 3:  # the first asks for the width
                raise KeyboardInterrupt
            return model.read(texts)

    with pytest.raises(KeyboardInterrupt):
        extract("halves", TEXTS, tmp_path, Stops())
    with pytest.raises(FileNotFoundError, match="not complete"):
        open_set(tmp_path, "halves")
    extract("halves", TEXTS, tmp_path, model)
    assert json.loads((tmp_path / "halves" / "progress.json").read_text(encoding="utf-8"))["texts"] == len(TEXTS)
    whole, halves = open_set(tmp_path, "whole"), open_set(tmp_path, "halves")
    for key in ("starts", "spans", "ids", "logprobs", "final", "middle"):
        assert np.array_equal(getattr(whole, key), getattr(halves, key)), key
