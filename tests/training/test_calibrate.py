"""Heads for other models: trained on the user's judgements, found again, and said so in the report."""

import math
import random

import pytest
from typer.testing import CliRunner

from mtqa.cli import app
from mtqa.data import Document
from mtqa.errors import InputError, ModelError
from mtqa.lm import load
from mtqa.scoring.fluency import measure
from mtqa.segment import segment
from mtqa.testing import FakeLM
from mtqa.training.calibrate import LEAST, calibrate, read_judged
from mtqa.training.da import Assessment

WORDS = ("the", "inn", "ant", "then", "man", "hat", "tin")


@pytest.fixture(scope="module")
def judged():
    """Sentences whose share of "inn" is what people dislike."""
    rng = random.Random(3)
    found = []
    for _ in range(400):
        words = [rng.choice(WORDS) for _ in range(rng.randint(3, 9))]
        mean = 100 - 100 * words.count("inn") / len(words)
        found.append(Assessment(" ".join(words), (mean - 85) / 15, mean, ()))
    return found


@pytest.fixture
def table(judged, tmp_path):
    """The same as a file."""
    path = tmp_path / "mine.tsv"
    rows = ["id\ttranslation\tmean", *(f"{i}\t{one.text}\t{one.mean}" for i, one in enumerate(judged))]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_table_of_judgements(table, judged):
    """A table with a judgement of 0 to 100 is standardised over itself."""
    found = read_judged(table)
    assert [one.text for one in found] == [one.text for one in judged]
    values = [one.z_mean for one in found]
    assert math.fsum(values) == pytest.approx(0, abs=1e-6)
    assert math.fsum(value**2 for value in values) / len(values) == pytest.approx(1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a\tb\n1\t2\n", "line 1"),
        ("translation\tmean\nA sentence.\tgood\n", "not a table of judgements"),
        ("translation\tmean\nA sentence.\n", "not a table of judgements"),
    ],
)
def test_bad_tables(tmp_path, content, message):
    """A table that cannot be used is one error that names it."""
    path = tmp_path / "bad.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_judged(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_judged(tmp_path / "missing.tsv")


def test_calibrated_model_predicts(tiny, table, monkeypatch, tmp_path):
    """The command trains a head; from then on the model's score is a predicted judgement, and says whose."""
    monkeypatch.setenv("MTQA_MODELS", str(tmp_path / "models"))
    name = f"hf:{tiny.hf}"
    lm = load(name, offline=True)
    text = "the man then inn inn inn inn inn inn.\n\nthe man then the ant, then the hat then the tin."
    document = segment(Document(id="a", text=text))
    before = measure(document, lm)
    assert before.score is None
    assert not before.predicted
    assert "No score" in before.unit
    done = CliRunner().invoke(app, ["models", "calibrate", name, "--data", str(table), "--offline"])
    assert done.exit_code == 0, done.output
    after = measure(document, lm)
    assert after.predicted
    assert "Predicted human judgement" in after.unit
    assert "mine" in after.unit
    assert after.diagnostics is not None
    assert after.diagnostics.slor is not None
    bad, good = after.segments
    assert bad.score < good.score
    assert bad.percentile < good.percentile


def test_calibration_learns(tiny, judged, tmp_path):
    """The agreement that is reported is that of sentences that were kept out."""
    lm = load(f"hf:{tiny.hf}", offline=True)
    agreement = calibrate(lm, judged, tmp_path / "head.npz", data="made up", note=lambda _message: None)
    assert agreement > 0.5


def test_what_cannot_be_calibrated(judged, tmp_path):
    """Too few sentences, or a model without states: an error each, and nothing is written."""
    path = tmp_path / "head.npz"
    with pytest.raises(InputError, match=str(LEAST)):
        calibrate(FakeLM(), judged[: LEAST - 1], path, data="d", note=print)
    with pytest.raises(ModelError, match="does not show its states"):
        calibrate(FakeLM(), judged, path, data="d", note=print)
    assert not path.exists()


def test_default_model_needs_none(table):
    """Calibrating the default model is a user's mistake, not a traceback."""
    done = CliRunner().invoke(app, ["models", "calibrate", "smollm2-135m", "--data", str(table)])
    assert done.exit_code == 2
