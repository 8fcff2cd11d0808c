"""Words and their facts; phrases made of the worst of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import Span, TokenLogprob
from mtqa.scoring.phrases import MAX_WORDS, phrases
from mtqa.scoring.word_features import FACTS, describe
from mtqa.testing import FakeLM
from mtqa.text import words


def found(text, scores, *, allowed=None, sentence=None):
    """The phrases as text, the worst first; unnamed words score -9."""
    spans = list(words(text))
    values = np.array([scores.get(span.of(text), -9.0) for span in spans], dtype=np.float32)
    keep = np.ones(len(spans), dtype=bool) if allowed is None else np.array(allowed)
    place = np.zeros(len(spans), dtype=np.intp) if sentence is None else np.array(sentence)
    return [
        text[spans[one.first].start : spans[one.last].end]
        for one in phrases(text, spans, place, values, keep)
        if values[one.peak] > -9
    ]


def test_neighbours_nearly_as_bad_belong_together():
    """The phrase grows over words that are nearly as bad as the worst, and stops at a better one."""
    scores = {"magic": 2.0, "power": 1.7, "resolving": -1.0}
    assert found("He spoke of resolving the magic power today", scores) == ["magic power", "resolving"]


def test_order_is_by_the_worst_word():
    """The most suspicious phrase comes first, wherever it stands."""
    assert found("Purposeful talks about strategic overreach", {"Purposeful": 1.0, "overreach": 2.0}) == [
        "overreach",
        "Purposeful",
    ]


@pytest.mark.parametrize("mark", [", ", "; ", ". ", " – ", " “", "” ", " (", ": "])
def test_never_across_a_mark(mark):
    """A mark of a clause, a quotation or a bracket ends a phrase."""
    assert found(f"magic{mark}power", {"magic": 2.0, "power": 1.9}) == ["magic", "power"]


def test_abbreviations_and_percent_signs_do_not_end_a_phrase():
    """What stands inside an expression is no mark between clauses."""
    assert found("the 90% share", {"90": 2.0, "share": 1.9}) == ["90% share"]


def test_function_words_are_trimmed():
    """A phrase neither begins nor ends with a word that says nothing."""
    assert found("to the magic of the world", dict.fromkeys(("to", "the", "magic", "of"), 2.0)) == ["magic"]


def test_a_function_word_alone_takes_the_next_word():
    """“an new” is shown as more than its article, and a flag is never a function word alone."""
    assert found("pushed for an entirely new deal", {"an": 2.0}) == ["an entirely"]
    assert found("what is it for", {"for": 2.0}) == []


def test_words_outside_prose_stay_out():
    """A heading's words are in no phrase."""
    assert found("magic power", {"magic": 2.0, "power": 1.9}, allowed=[False, True]) == ["power"]


def test_sentences_are_not_crossed():
    """Even without a mark between them."""
    assert found("magic power", {"magic": 2.0, "power": 1.9}, sentence=[0, 1]) == ["magic", "power"]


@given(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=40), st.randoms())
def test_phrases_are_short_and_do_not_overlap(values, random):
    """Whatever the scores."""
    text = " ".join(random.choice(["the", "magic", "of", "power,", "end.", "x-y"]) for _ in values)
    spans = list(words(text))
    scores = np.array(values, dtype=np.float32)
    used = np.zeros(len(spans), dtype=int)
    peaks = []
    for one in phrases(text, spans, np.zeros(len(spans), dtype=np.intp), scores, np.ones(len(spans), dtype=bool)):
        assert one.first <= one.last
        assert one.last - one.first < MAX_WORDS + 1
        used[one.first : one.last + 1] += 1
        peaks.append(scores[one.peak])
    assert used.max(initial=0) <= 1
    assert peaks == sorted(peaks, reverse=True)


def column(facts, name):
    """One fact of every word."""
    return facts[:, FACTS.index(name)].tolist()


def test_facts_of_words():
    """Surprisal is summed over a word's tokens; shapes, quotations and repetitions are seen."""
    text = 'He said "NATO magic". Magic is 5-fold'
    tokens = [
        TokenLogprob(Span(start, end), -float(cost))
        for start, end, cost in [
            (0, 2, 1), (2, 7, 2), (7, 9, 8), (9, 11, 4), (11, 13, 4), (13, 19, 16), (19, 21, 8), (21, 27, 3),
            (27, 30, 1), (30, 32, 2), (32, 37, 6),
        ]
    ]  # fmt: skip
    states = np.arange(len(tokens), dtype=np.float32)[:, None]
    found_ = describe(text, [Span(0, 21), Span(22, 37)], tokens, states, levels={"said": 8})
    assert [span.of(text) for span in found_.spans] == ["He", "said", "NATO", "magic", "Magic", "is", "5-fold"]
    assert found_.sentence.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert column(found_.facts, "surprisal") == [1 / 8, 2 / 8, 1.0, 2.0, 3 / 8, 1 / 8, 1.0]
    assert column(found_.facts, "surprisal per token")[2] == 0.5
    assert column(found_.facts, "mark before")[2] == 1.0
    assert column(found_.facts, "mark after")[3] == 1.0
    assert column(found_.facts, "quoted") == [0, 0, 1, 1, 0, 0, 0]
    assert column(found_.facts, "capitals") == [0, 0, 1, 0, 0, 0, 0]
    assert column(found_.facts, "digits")[-1] == 1
    assert column(found_.facts, "seen before") == [0, 0, 0, 0, 1, 0, 0]
    assert column(found_.facts, "first in sentence") == [1, 0, 0, 0, 1, 0, 0]
    assert column(found_.facts, "level") == [0, 0.5, 0, 0, 0, 0, 0]
    assert column(found_.facts, "unknown") == [1, 0, 1, 1, 1, 1, 0]
    assert found_.states[:, 0].tolist() == [0, 1, 4, 5, 7, 8, 10]  # the state after a word's last token


@given(st.text(max_size=60))
def test_any_text_can_be_described(text):
    """Words and tokens need not agree."""
    (tokens,) = FakeLM().token_logprobs([text])
    states = np.zeros((len(tokens), 3), dtype=np.float32)
    one = describe(text, [Span(0, len(text))], tokens, states, levels={})
    assert one.facts.shape == (len(one.spans), len(FACTS))
    assert np.isfinite(one.facts).all()
    assert one.states.shape == (len(one.spans), 3)
