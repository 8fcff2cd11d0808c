"""How much another wording gains."""

import pytest

from mtqa.data import Span
from mtqa.readers import read_text
from mtqa.scoring.rivals import CONTEXT_CHARS, REACH_CHARS, Rivals
from mtqa.segment import segment
from mtqa.testing import FakeLM


class Recorder(FakeLM):
    """A fake model that remembers what it was asked."""

    def __init__(self, prices=None):
        super().__init__(prices)
        self.asked = []

    def token_logprobs(self, texts):
        """Remember and answer."""
        self.asked += texts
        return super().token_logprobs(texts)


def made(text, word):
    """A document and the span of a word in it."""
    document = segment(read_text(text))
    at = document.text.rindex(word)
    return document, Span(at, at + len(word))


def test_gain_is_the_difference():
    """What stands before and after has the same price and cancels."""
    document, span = made("The mayor said it. There was strong rain in the north.", "strong")
    rivals = Rivals(document, FakeLM({"strong": -9.0, "heavy": -2.0}))
    assert rivals.gains([(span, "heavy"), (span, "strong")]) == [pytest.approx(7.0), 0.0]


def test_alone_and_in_context():
    """The sentence is read alone and after the text before it; the first sentence only once."""
    lm = Recorder()
    document, span = made("The mayor said it. There was strong rain.", "strong")
    Rivals(document, lm).gains([(span, "heavy")])
    assert sorted(lm.asked) == sorted(
        before + f"There was {word} rain." for before in ("", "The mayor said it. ") for word in ("strong", "heavy")
    )
    lm = Recorder()
    document, span = made("There was strong rain.", "strong")
    Rivals(document, lm).gains([(span, "heavy")])
    assert len(lm.asked) == 2


def test_nothing_is_scored_twice():
    """A text that was scored is remembered; the counts tell the cost."""
    lm = Recorder()
    document, span = made("There was strong rain in the north.", "strong")
    rivals = Rivals(document, lm)
    rivals.gains([(span, "heavy"), (span, "hard")])
    rivals.gains([(span, "heavy")])
    assert len(lm.asked) == len(set(lm.asked)) == rivals.n_texts == 3
    assert rivals.n_tokens == 3 * 7


def test_texts_are_bounded():
    """However long the article and the sentence are, a text has a bounded length and begins at a word."""
    lm = Recorder()
    filler = "The old river rose again in the night. " * 60
    long = "one two three four five " * 200
    document, span = made(f"{filler}There was {long}strong rain {long}in the north.", "strong")
    Rivals(document, lm).gains([(span, "heavy")])
    assert max(map(len, lm.asked)) <= CONTEXT_CHARS + 2 * REACH_CHARS + len("strong")
    assert all(text.split()[0] in (filler + long).split() for text in lm.asked)


def test_quotation_marks_are_straight_and_white_space_is_single():
    """The model reads the text of the fluency score, whatever the publisher's marks."""
    lm = Recorder()
    document, span = made("“There  was strong\nrain,” he said.", "strong")
    Rivals(document, lm).gains([(span, "heavy")])
    assert '"There was heavy rain," he said.' in lm.asked


def test_a_span_outside_every_sentence():
    """A caller's mistake is told."""
    document, _ = made("There was rain.\n\n\n\nThen it stopped.", "rain")
    at = document.text.index("\n")
    with pytest.raises(ValueError, match="no sentence"):
        Rivals(document, FakeLM()).gains([(Span(at, at + 1), "x")])
