"""From a reading to suspicions, with networks that were never trained."""

import json
from itertools import pairwise

import numpy as np
import pytest

from mtqa.data import BlockKind
from mtqa.lm.reading import Reading
from mtqa.options import Options
from mtqa.pipeline import assess
from mtqa.scoring import suspicions as module
from mtqa.scoring.lm_text import lm_text
from mtqa.scoring.suspicions import (
    Calibration,
    Suspecter,
    artefact_name,
    article_logit,
    pack_levels,
    relative,
    suspecter_for,
    suspicions,
    unpack_levels,
)
from mtqa.scoring.tagger import Tagger
from mtqa.scoring.word_features import FACTS
from mtqa.testing import FakeLM
from tests.factory import doc

TEXT = (
    "North Korea and the Quad\n"
    "China’s  “strategic overreach” to North Korea has drawn the two countries closer. It refused to lift sanctions.\n"
    "He said the magic power of sanctions was gone, and nobody in the room disagreed with him."
)
HEADING = {0: BlockKind.HEADING}
CALIBRATION = Calibration(chance=(-1.0, 1.0, 0.5), raters=2.0, major=0.0)
UNITS, REDUCED, STATES = 3, 4, 5


class Reader(FakeLM):
    """A fake model whose states are made of each token's letters; counts how often it reads."""

    revision = "abc-int8"

    def __init__(self, shows="phrases"):
        super().__init__()
        self.shows = shows
        self.n_reads = 0

    def read(self, texts):
        """See the protocol."""
        self.n_reads += 1
        found = []
        for text, tokens in zip(texts, self.token_logprobs(texts), strict=True):
            letters = [sum(map(ord, token.span.of(text))) for token in tokens]
            states = np.array([[np.sin(letter * k) for k in range(1, STATES)] for letter in letters], dtype=np.float32)
            found.append(
                Reading(tokens, states.reshape(-1, STATES - 1), {self.shows: np.ones((len(tokens), 1), np.float32)})
            )
        return found


def weights():
    """Two networks at random."""
    rng = np.random.default_rng(3)
    shapes = {
        "reduce": (STATES, REDUCED), "reduce_bias": (REDUCED,),
        "input": (2, REDUCED + len(FACTS), 3 * UNITS), "input_bias": (2, 3 * UNITS),
        "recurrent": (2, UNITS, 3 * UNITS), "recurrent_bias": (2, 3 * UNITS),
        "between": (2 * UNITS + REDUCED + len(FACTS), 6), "between_bias": (6,), "answer": (6, 2), "answer_bias": (2,),
    }  # fmt: skip
    return {name: rng.normal(0, 0.5, (2, *shape)).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture
def suspecter():
    """Untrained."""
    return Suspecter(Tagger(weights()), np.ones((1, 1), np.float32), {"north": 3}, CALIBRATION, "abc", 0.0, 8.0, "0")


def found(document, suspecter, shows="phrases"):
    """The suspicions of a document."""
    text = lm_text(document)
    (reading,) = Reader(shows).read([text.text])
    return suspicions(document, text, reading, suspecter)


def test_suspicions_lie_in_the_prose_of_the_document(suspecter):
    """Spans are those of the document, although the model reads other quotation marks and white space."""
    document = doc(TEXT, kinds=HEADING)
    flags = found(document, suspecter)
    assert flags
    for flag in flags:
        assert flag.span.start > len("North Korea and the Quad")
        words = flag.span.of(TEXT)
        assert words == words.strip(" ,.“”")
    ordered = sorted(flags, key=lambda flag: flag.span)
    assert all(one.span.end <= other.span.start for one, other in pairwise(ordered))


def test_the_likeliest_comes_first(suspecter):
    """In the order of the chance; both numbers are probabilities."""
    flags = found(doc(TEXT), suspecter)
    chances = [flag.chance for flag in flags]
    assert chances == sorted(chances, reverse=True)
    assert all(0 < flag.chance < flag.confidence < 1 for flag in flags)


def test_a_model_may_show_the_whole_layer_or_nothing_of_it(suspecter):
    """The taps are then applied here; a model that shows nothing finds nothing, and says so."""
    document = doc(TEXT)
    assert found(document, suspecter, "middle") == found(document, suspecter)
    assert found(document, suspecter, "fluency") is None


def test_texts_without_words(suspecter):
    """Nothing to suspect."""
    assert found(doc("— … —"), suspecter) == ()


def test_an_article_of_worse_words_is_worse():
    """The estimate of an article's quality rises with its words' log-odds and stays finite."""
    assert article_logit(np.array([-3.0, 0.0], np.float32)) < article_logit(np.array([-3.0, 2.0], np.float32))
    assert np.isfinite(article_logit(np.full(5, -1000.0, np.float32)))
    assert article_logit(np.zeros(4, np.float32)) == pytest.approx(0.0)


def test_relative_takes_a_share_of_the_article_off():
    """Words of a bad article are compared with their like; the order within an article stays."""
    marked = np.array([-2.0, 0.0, 1.0, 3.0], np.float32)
    values = relative(marked, np.array([0, 0, 1, 1]))
    assert values[1] - values[0] == pytest.approx(2.0)
    assert values[2] - values[1] < 1.0


def test_levels_survive_packing():
    """What is shipped is what was counted."""
    levels = {"the": 16, "annex": 2, "sanctions": 7, "of": 16}
    assert unpack_levels(pack_levels(levels)) == levels


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """An artefact for the model ``fake``."""
    path = tmp_path / artefact_name("fake")
    facts = {
        "revision": "abc", "chance": [5, 1, 0.5], "raters": 3, "major": 0, "threshold": 0.5,
        "surprisal_threshold": 8,
    }  # fmt: skip
    arrays = {name: value.astype(np.float16) for name, value in weights().items()}
    np.savez(
        path,
        facts=np.array(json.dumps(facts)),
        levels=np.frombuffer(pack_levels({"north": 3}), dtype=np.uint8),
        taps=np.zeros((1, 1), np.float16),
        **arrays,
    )

    def artefact(name):
        if name != path.name:
            raise FileNotFoundError(name)
        return path

    monkeypatch.setattr(module, "artefact", artefact)
    return path


def test_networks_belong_to_one_model(shipped):
    """Another model, or the same with other weights, has none."""
    one = suspecter_for("fake", "abc-int8")
    assert one is not None
    assert (one.threshold, one.levels, len(one.digest)) == (0.5, {"north": 3}, 12)
    assert suspecter_for("fake", "xyz-int8") is None
    assert suspecter_for("other", "abc-int8") is None


def test_the_pipeline_reads_an_article_once(shipped):
    """Fluency and phrases share one pass, and the findings keep to the number asked for."""
    lm = Reader()
    report = assess(doc(TEXT + " Nothing else was said." * 40), lm=lm, options=Options(select=("suspicious-phrase",)))
    assert lm.n_reads == 1
    assert report.fluency is not None
    assert {finding.check for finding in report.findings} == {"suspicious-phrase"}
    assert 1 <= len(report.findings) <= 3
    assert "|phrases:normal|" in report.signature


def test_a_model_without_networks_says_so():
    """The check is skipped, aloud."""
    report = assess(doc(TEXT), lm=FakeLM())
    assert any(one.check == "suspicious-phrase" and "no network" in one.reason for one in report.skipped)
