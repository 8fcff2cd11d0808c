"""Surprisal, scores and their aggregates."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import Block, BlockKind, Document, Segment, Span, TokenLogprob
from mtqa.readers import read_text
from mtqa.scoring.calibration import Calibration, artefact_name, calibration_for, statistic
from mtqa.scoring.fluency import measure
from mtqa.segment import segment
from mtqa.testing import FakeLM

BIT = math.log(2)
CALIBRATION = Calibration("fake", "1", "made-up sentences", (0.0, 1.0, 2.0, 3.0, 4.0), (30.0, 70.0))


def article(text):
    """Read and segmented."""
    return segment(read_text(text))


class Bytes:
    """Cuts every code point into as many tokens as it has bytes, a bit each; all but the last are empty."""

    name = "bytes"
    revision = "1"

    def token_logprobs(self, texts):
        """See the protocol."""
        return [
            tuple(
                TokenLogprob(Span(i, i + (part == len(char.encode()) - 1)), -BIT)
                for i, char in enumerate(text)
                for part in range(len(char.encode()))
            )
            for text in texts
        ]


def test_hand_computation():
    """Four words of 2, 4, 2 and 8 bits: 16 bits over 4 tokens and 20 characters."""
    lm = FakeLM({"Rain": -2 * BIT, "fell": -4 * BIT, "on": -2 * BIT, "Monday.": -8 * BIT})
    fluency = measure(article("Rain fell on Monday."), lm)
    (only,) = fluency.segments
    assert only.n_tokens == fluency.n_tokens == 4
    assert only.n_chars == 20
    assert only.surprisal == fluency.surprisal == pytest.approx(4.0)
    assert only.bits_per_char == fluency.bits_per_char == pytest.approx(16 / 20)
    assert fluency.perplexity == pytest.approx(16.0)


def test_tokens_stand_where_their_words_stand():
    """Token spans are of the document, without the space before a word."""
    doc = article("“Rain  fell.”\n\nIt was  cold\N{NO-BREAK SPACE}there.")
    for item in measure(doc, FakeLM()).segments:
        assert [token.span.of(doc.text) for token in item.tokens] == item.span.of(doc.text).split()


def test_a_split_code_point_counts_whole():
    """The parts of a code point have empty spans, and all their bits count with its segment."""
    doc = article("Ça va 😀 bien.")
    (only,) = measure(doc, Bytes()).segments
    assert only.surprisal == pytest.approx(1.0)
    visible = doc.text.replace(" ", "")
    assert only.n_tokens == len(visible.encode())


def test_unscored_tokens_do_not_count():
    """A token without a log-probability is not one of probability 1."""
    fluency = measure(
        article("Rain fell on Monday."), FakeLM({"Rain": None, "fell": -2 * BIT, "on": -2 * BIT, "Monday.": -2 * BIT})
    )
    assert fluency.n_tokens == 3
    assert fluency.surprisal == pytest.approx(2.0)


def test_only_prose_is_scored():
    """Heading and furniture have no score; the prose around them has."""
    doc = article("A short heading\n\nRain fell on Monday in the north.\n\nLeave a Reply\n")
    scored = [item.span.of(doc.text) for item in measure(doc, FakeLM()).segments]
    assert scored == ["Rain fell on Monday in the north."]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_nothing_to_score(text):
    """An article without prose has no score, and no error."""
    fluency = measure(Document(id="empty", text=text), FakeLM(), calibration=CALIBRATION)
    assert fluency.score is None
    assert fluency.segments == ()
    assert fluency.n_tokens == 0


def test_only_a_heading():
    """An article of headings has no score either."""
    span = Span(0, len("A short heading"))
    blocks, segments = (Block(span, BlockKind.HEADING),), (Segment(0, span, 0, BlockKind.HEADING),)
    document = Document(id="heading", text="A short heading", blocks=blocks, segments=segments)
    assert measure(document, FakeLM(), calibration=CALIBRATION).segments == ()


def test_less_predictable_scores_lower():
    """The score falls as surprisal rises, everything else the same."""
    text = "The river rose again on Monday and nobody had been told."
    scores = [
        measure(article(text), FakeLM(dict.fromkeys(text.split(), -nats)), calibration=CALIBRATION).score
        for nats in (0.5, 2.0, 4.0, 8.0)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_layout_does_not_change_the_score():
    """Hard-wrapped lines, curly quotes and double spaces leave the numbers alone."""
    plain = 'She said "no" and it\'s final. Nobody knew why she had come so late.'
    other = "She  said “no” and it’s final. Nobody\tknew why she had  come so late."
    one, two = (measure(article(text), FakeLM()) for text in (plain, other))
    assert one.surprisal == pytest.approx(two.surprisal)


def test_article_score_is_the_mean_weighted_by_length():
    """A long sentence counts for more than a short one."""
    doc = article(
        "It rained. " + "The water in the river rose through the whole of the long night and the day after it."
    )
    fluency = measure(doc, FakeLM(), calibration=CALIBRATION)
    by_hand = sum(item.score * item.n_chars for item in fluency.segments) / sum(
        item.n_chars for item in fluency.segments
    )
    assert len(fluency.segments) == 2
    assert fluency.score == pytest.approx(by_hand)


def test_without_calibration_there_is_no_score():
    """A model without reference texts gives surprisal, no score, and says why."""
    fluency = measure(article("Rain fell on Monday."), FakeLM())
    assert fluency.score is None
    assert fluency.typical is None
    assert fluency.reference == ""
    assert "fake has no reference" in fluency.unit
    assert all(item.score is None for item in fluency.segments)


def test_with_calibration_the_unit_names_the_reference():
    """A score never travels without the name of what it is compared with."""
    fluency = measure(article("Rain fell on Monday."), FakeLM(), calibration=CALIBRATION)
    assert "made-up sentences" in fluency.unit
    assert fluency.model == "fake@1"


@pytest.mark.parametrize(
    ("value", "expected"), [(-1.0, 100.0), (0.0, 100.0), (0.5, 87.5), (2.0, 50.0), (3.5, 12.5), (4.0, 0.0), (9.0, 0.0)]
)
def test_percentile(value, expected):
    """Linear between quantiles; what lies beyond them is 0 or 100."""
    assert CALIBRATION.score(value) == pytest.approx(expected)


@given(st.floats(-5, 10), st.floats(-5, 10))
def test_percentile_is_monotone_and_bounded(left, right):
    """A higher statistic never scores higher; scores stay in 0..100."""
    low, high = sorted((left, right))
    assert 0 <= CALIBRATION.score(high) <= CALIBRATION.score(low) <= 100


@pytest.mark.parametrize("quantiles", [(), (1.0,), (2.0, 1.0)])
def test_quantiles_must_ascend(quantiles):
    """A broken artefact is refused at construction."""
    with pytest.raises(ValueError, match="ascend"):
        Calibration("x", "1", "y", quantiles, (0.0, 1.0))


def test_statistic_does_not_punish_short_sentences():
    """At the bits that the reference has on average, length hardly changes the statistic."""
    typical = [statistic(26 + 0.8 * n, n) for n in (20, 60, 200)]
    assert max(typical) - min(typical) < 0.01


def test_calibration_belongs_to_the_weights():
    """Another model's, or other weights', calibration is not used."""

    class Named(FakeLM):
        name = "smollm2-135m"
        revision = "b179c9523d0e-int8_float32-1"

    class Other(Named):
        revision = "000000000000-int8_float32-1"

    found = calibration_for(Named())
    assert found is not None
    assert found.model == "smollm2-135m"
    assert 0 < found.typical[0] < found.typical[1] < 100
    assert calibration_for(Other()) is None
    assert calibration_for(FakeLM()) is None


@pytest.mark.parametrize(("name", "expected"), [("a-1", "fluency-a-1.json"), ("hf:../x/y", "fluency-hf-..-x-y.json")])
def test_artefact_names_are_file_names(name, expected):
    """No model name leads out of the folder."""
    assert artefact_name(name) == expected
