"""What a review checks with: a model that is asked once, and glossaries as they are now."""

import numpy as np
import pytest

from mtqa.cli.project import Layers
from mtqa.cli.remembered_lm import remembering
from mtqa.cli.review_check import Checker
from mtqa.errors import GlossaryError
from mtqa.lm.reading import Reading, StateReader
from mtqa.testing import FakeLM, assert_lm_conforms


class Counting(FakeLM):
    """A model that counts the texts it reads."""

    def __init__(self):
        super().__init__()
        self.read_texts = []

    def token_logprobs(self, texts):
        """See the protocol."""
        self.read_texts += texts
        return super().token_logprobs(texts)


class CountingStates(Counting):
    """The same with states."""

    def read(self, texts):
        """See the protocol."""
        return [Reading(tokens, np.zeros((len(tokens), 2), np.float32), {}) for tokens in self.token_logprobs(texts)]


def test_a_text_is_read_once():
    """And the answer is the model's own."""
    lm = Counting()
    known = remembering(lm)
    texts = ["One two three.", "Four.", "One two three."]
    assert known.token_logprobs(texts) == FakeLM().token_logprobs(texts)
    assert lm.read_texts == ["One two three.", "Four."]
    assert (known.name, known.revision) == (lm.name, lm.revision)
    assert not isinstance(known, StateReader)
    assert_lm_conforms(remembering(FakeLM()))
    assert remembering(None) is None


def test_states_are_remembered_too():
    """A reading serves for the log-probabilities as well, not the other way round."""
    lm = CountingStates()
    known = remembering(lm)
    assert isinstance(known, StateReader)
    (first,), (second,) = known.read(["One."]), known.read(["One."])
    assert first is second
    assert known.token_logprobs(["One."]) == [first.tokens]
    known.token_logprobs(["Two."])
    known.read(["Two."])
    assert lm.read_texts == ["One.", "Two.", "Two."]


def test_not_everything_is_remembered(monkeypatch):
    """The texts that were used last, up to a number of tokens; of one that is longer, that alone."""
    monkeypatch.setattr("mtqa.cli.remembered_lm.MOST_TOKENS", 6)
    lm = Counting()
    known = remembering(lm)
    for text in ("a b c", "d e f", "a b c", "g h i", "a b c", "d e f", "1 2 3 4 5 6 7 8 9", "1 2 3 4 5 6 7 8 9"):
        known.token_logprobs([text])
    assert lm.read_texts == ["a b c", "d e f", "g h i", "d e f", "1 2 3 4 5 6 7 8 9"]


@pytest.fixture
def folder(tmp_path):
    """An article with a name that a glossary may know."""
    (tmp_path / "a.txt").write_text("President Yun Sokyol spoke in Seoul on Monday.\n", encoding="utf-8")
    return tmp_path


def test_a_glossary_that_is_changed_or_comes_to_be(folder):
    """The next check is against it as it is then; the basis says that there is something to check again."""
    path = folder / "glossary.csv"
    check = Checker(lambda: Layers(glossaries=(path,) if path.exists() else ()), lm="none", offline=True, note=print)

    def found():
        return [(one.text, one.suggestions[0].text) for one in check(folder / "a.txt").findings if one.suggestions]

    before = check.basis()
    assert found() == []
    path.write_text("term,kind,wrong\nYoon Suk-yeol,person,Yun Sokyol\n", encoding="utf-8")
    assert check.basis() != before
    assert found() == [("Yun Sokyol", "Yoon Suk-yeol")]
    path.write_text("term,kind,wrong\nYun Sokyol,person,\n", encoding="utf-8")
    assert found() == []


def test_a_glossary_that_is_broken_meanwhile(folder):
    """The article cannot be checked, and says why; mended, it can."""
    path = folder / "glossary.csv"
    path.write_text("term,kind\nSeoul,place\n", encoding="utf-8")
    check = Checker(lambda: Layers(glossaries=(path,)), lm="none", offline=True, note=print)
    path.write_text("term,kind\nSeoul,planet-x-y\n\xff", encoding="latin-1")
    with pytest.raises(GlossaryError):
        check(folder / "a.txt")
    path.write_text("term,kind\nSeoul,place\n", encoding="utf-8")
    assert check(folder / "a.txt").signature
