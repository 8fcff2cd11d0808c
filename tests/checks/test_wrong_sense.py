"""The check wrong-sense, with a scripted language model."""

import pytest

from mtqa.checks.wrong_sense import CHECK, MAX_HITS, MAX_SUGGESTIONS, MIN_HITS
from mtqa.options import Options
from mtqa.pipeline import assess
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment
from mtqa.testing import FakeLM

RAIN = "There was strong rain in the north of the country on Monday."


def run(text, prices):
    """The findings on a text, with these prices of words in nats."""
    document = segment(read_text(text))
    return list(CHECK.run(document, Resources(document, lm=FakeLM(prices))))


def test_flags_what_the_model_prefers():
    """The finding says what, why and how sure."""
    (finding,) = run(RAIN, {"strong": -9.0, "heavy": -2.0})
    assert (finding.text, finding.suggestions[0].text) == ("strong", "heavy")
    assert finding.category == "accuracy/mistranslation"
    assert "7.0 nats" in finding.evidence[1].detail
    assert "German" in finding.evidence[0].detail
    assert "“heavy”" in finding.message


@pytest.mark.parametrize("gain", [-3.0, 0.0, 0.9])
def test_silent_below_the_margin(gain):
    """A candidate that is as probable, or hardly more, is no evidence."""
    assert run(RAIN, {"strong": -5.0, "heavy": -5.0 + gain}) == []


def test_silent_without_the_condition():
    """However probable the candidate is, the words around decide whether the model is asked."""
    assert run("There was strong wind in the north of the country on Monday.", {"strong": -50.0, "heavy": -1.0}) == []


def test_the_article_belongs_to_the_suggestion():
    """An "a" that has to become "an" is part of what is replaced."""
    text = "The town received an important sum from the state, and a more important sum from a widow."
    findings = run(text, {"important": -30.0, "large": -1.0, "larger": -1.0})
    assert [(one.text, one.suggestions[0].text) for one in findings] == [
        ("an important", "a large"),
        ("more important", "larger"),
    ]


def test_the_most_preferred_candidate_comes_first():
    """Candidates that pass the margin are ranked by their gain."""
    text = "The police speaker said on Monday that nobody was hurt."
    (finding,) = run(text, {"speaker": -20.0, "spokesperson": -3.0, "spokesman": -1.0})
    assert [one.text for one in finding.suggestions] == ["spokesman", "spokesperson"]
    assert len(finding.suggestions) <= MAX_SUGGESTIONS


def test_one_finding_per_word():
    """Two rows that concern one word compete; the better one is reported."""
    text = "The army shot a missile over the island on Monday."
    findings = run(text, {"shot": -30.0, "fired": -1.0, "launched": -2.0})
    assert [(one.text, one.suggestions[0].text) for one in findings] == [("shot", "fired")]


def test_confidence_grows_with_the_gain():
    """A larger preference is surer, and never certain."""
    low, high, most = (run(RAIN, {"strong": -2.0 - gain, "heavy": -1.0})[0].confidence for gain in (1.0, 4.0, 300.0))
    assert 0.5 <= low < high < most < 0.9


def test_the_number_of_places_is_bounded():
    """A text made of the table's words costs no more than a text of its length may."""
    text = "There was strong rain. " * 400
    assert len(run(text, {"strong": -9.0, "heavy": -2.0})) == MIN_HITS + MAX_HITS * 1600 // 1000


def test_skipped_aloud_without_a_language_model():
    """Silence never means clean."""
    report = assess(read_text(RAIN))
    assert {one.check: one.reason for one in report.skipped}["wrong-sense"] == "no language model ran (--lm none)"


def test_runs_in_the_pipeline():
    """The pipeline hands the model to the check."""
    lm = FakeLM({"strong": -9.0, "heavy": -2.0})
    report = assess(read_text(RAIN), lm=lm, options=Options(select=("wrong-sense",)))
    assert [one.text for one in report.findings] == ["strong"]


@pytest.mark.model
def test_real_model():
    """The default model in an article: the wrong senses are flagged, right uses of the same words are not."""
    from mtqa.lm import load

    text = (
        "Storm closes the motorway\n\n"
        "The weather service had warned of strong rain in the south since Sunday. A strong wind brought down trees. "
        "Two men suffered heavy injuries when their van left the road, and the police speaker said that it had carried "
        "a heavy load. The mayor opened the meeting at noon and asked people to close the lights in the town hall. "
        "The author of a report on storms said that the author of the attack on the power station was still free.\n"
    )
    document = segment(read_text(text))
    findings = list(CHECK.run(document, Resources(document, lm=load(offline=True))))
    said = {(one.text, one.suggestions[0].text) for one in findings}
    assert {("strong", "heavy"), ("author", "perpetrator"), ("close", "turn off")} <= said
    flagged = [one.text for one in findings]
    assert flagged.count("author") == flagged.count("strong") == 1
    assert "opened" not in flagged
