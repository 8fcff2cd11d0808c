"""The check low-fluency, with scripted fluency."""

from dataclasses import replace

import pytest

from mtqa.checks.low_fluency import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.scoring.calibration import Calibration
from mtqa.scoring.fluency import measure
from mtqa.segment import segment
from mtqa.testing import FakeLM

#: FakeLM gives ordinary words about .7 bits per character; scrambled words are priced below.
CALIBRATION = Calibration("fake", "1", "made-up", tuple(0.2 + 0.01 * i for i in range(101)), (30.0, 70.0))

PLAIN = (
    "The river rose again on Monday and the old bridge was closed.",
    "Two families left their houses in the night and went to the school.",
    "The mayor asked the government for help and for a new bridge.",
    "Nobody was hurt, but the road to the north will stay closed.",
    "A farmer said that he had lost all his sheep in the flood.",
    "The water is expected to fall in the second half of the week.",
    "Children will not have to go to school before next Monday.",
    "The army has sent forty soldiers with boats and with blankets.",
    "A bus takes people to the hospital in the next town for free.",
)
ODD = "Zorblat quinfex the mayor wumbled gratch on purple frandish vex nibbert."
PRICES = dict.fromkeys(("Zorblat", "quinfex", "wumbled", "gratch", "frandish", "vex", "nibbert."), -30.0) | {
    word: -0.9 * len(word) * 0.6931 for sentence in PLAIN for word in sentence.split()
}


def run(sentences, *, calibration=CALIBRATION, prices=PRICES, separator=" "):
    """The findings on an article of these sentences."""
    document = segment(read_text("Flood closes the bridge\n\n" + separator.join(sentences) + "\n"))
    fluency = measure(document, FakeLM(prices), calibration=calibration)
    return list(CHECK.run(document, Resources(document, fluency=fluency)))


@pytest.mark.parametrize("place", [0, 4, 9])
def test_flags_the_sentence_that_stands_out(place):
    """An unpredictable sentence is flagged wherever it stands, and only that one."""
    sentences = [*PLAIN[:place], ODD, *PLAIN[place:]]
    (finding,) = run(sentences)
    assert finding.text == ODD
    assert finding.severity == "minor"


def test_flags_without_a_calibration():
    """A model without reference texts still tells what stands out in the article."""
    (finding,) = run([*PLAIN, ODD], calibration=None)
    assert finding.text == ODD
    assert "deviations" in finding.evidence[0].detail


def test_evidence_names_the_surprising_words():
    """The reader sees which words it was, dearest first, without their punctuation."""
    prices = PRICES | {"wumbled": -60.0}
    (finding,) = run([*PLAIN, ODD], prices=prices)
    detail = finding.evidence[1].detail
    assert detail.startswith("least expected: “wumbled” (87 bits)")
    assert "mayor" not in detail
    assert "nibbert.”" not in detail


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(PLAIN, id="ordinary"),
        pytest.param([*PLAIN, "Zorblat quinfex gratch vex."], id="too-few-words"),
        pytest.param([*PLAIN, "Vex a b c d e f g h i."], id="too-few-characters"),
        pytest.param([], id="nothing"),
        pytest.param(PLAIN[:1], id="one-sentence"),
        pytest.param(PLAIN * 5, id="repeated"),
    ],
)
@pytest.mark.parametrize("calibration", [CALIBRATION, None], ids=["calibrated", "not"])
def test_leaves_alone(sentences, calibration):
    """Ordinary sentences, and those too short to judge, are not flagged."""
    assert run(sentences, calibration=calibration) == []


@pytest.mark.parametrize(
    "line", ["Zorblat quinfex wumbled gratch / Frandish vex nibbert, wumbled gratch quinfex vex vex"]
)
def test_lines_that_are_no_sentences_are_left_alone(line):
    """A byline or a list is rare words without being bad English."""
    assert run([*PLAIN, line], separator="\n\n") == []


def test_few_sentences_without_calibration():
    """Too few sentences have no spread of their own to stand out from."""
    assert run([*PLAIN[:3], ODD], calibration=None) == []


def test_one_rare_name_is_not_enough():
    """A sentence with one unexpected name among ordinary words is not flagged."""
    name = "The mayor, Quinfex, asked the government for help and for a new bridge."
    assert run([*PLAIN, name], prices=PRICES | {"Quinfex,": -20.0}) == []


def test_confidence_is_modest():
    """Surprisal alone never claims certainty."""
    assert all(0.2 <= finding.confidence <= 0.6 for finding in run([*PLAIN, ODD]))


@pytest.mark.model
def test_real_model():
    """The default model, on sentences whose words were shuffled and on the same in order."""
    from mtqa.lm import load

    lm = load(offline=True)
    scrambled = "She in the of hospital was doctor the by examined twice been had Monday."
    document = segment(read_text("Flood closes the bridge\n\n" + " ".join([*PLAIN, scrambled])))
    findings = list(CHECK.run(document, Resources(document, fluency=measure(document, lm))))
    assert [finding.text for finding in findings] == [scrambled]


def judged(percentiles, *, predictability=10.0):
    """The findings on an article whose sentences have these percentiles of the predicted judgement."""
    document = segment(read_text("Flood closes the bridge\n\n" + " ".join(PLAIN) + "\n"))
    fluency = measure(document, FakeLM(PRICES), calibration=CALIBRATION)
    segments = tuple(
        replace(item, score=60.0, percentile=percentiles.get(at, 50.0), predictability=predictability)
        for at, item in enumerate(fluency.segments)
    )
    return list(CHECK.run(document, Resources(document, fluency=replace(fluency, segments=segments, predicted=True))))


def test_goes_by_the_predicted_judgement():
    """Only the sentence below the second percentile is flagged, surprisal or not."""
    (finding,) = judged({2: 1.0, 5: 3.0})
    assert finding.text == PLAIN[2]
    assert "lower than 99%" in finding.evidence[0].detail


def test_predictable_sentence_is_left_alone():
    """A low judgement of what the model finds easy to predict is not enough."""
    assert judged({2: 1.0}, predictability=60.0) == []


def test_head_without_reference_goes_by_surprisal():
    """What has no percentiles is judged as a model without a head."""
    document = segment(read_text("Flood closes the bridge\n\n" + " ".join([*PLAIN, ODD]) + "\n"))
    fluency = measure(document, FakeLM(PRICES), calibration=CALIBRATION)
    segments = tuple(replace(item, percentile=None) for item in fluency.segments)
    fluency = replace(fluency, segments=segments, predicted=True)
    (finding,) = CHECK.run(document, Resources(document, fluency=fluency))
    assert finding.text == ODD
