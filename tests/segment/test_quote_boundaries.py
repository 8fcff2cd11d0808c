"""Quotation marks, brackets and stray marks stay with the sentence that they belong to."""

import pytest

from mtqa.segment import sentences

CASES = [
    # marks that point the right way
    ("It is over. “No.” He left.", ["It is over.", "“No.”", "He left."]),
    ("“It is over.” “No.”", ["“It is over.”", "“No.”"]),
    ('She said so. "No. Yes." He left.', ["She said so.", '"No.', 'Yes."', "He left."]),
    ("He went. ‘Yes.’ He left.", ["He went.", "‘Yes.’", "He left."]),
    ("Go on. (See the map.) Next.", ["Go on.", "(See the map.)", "Next."]),
    ("He left. (“Why?”) So it is.", ["He left.", "(“Why?”)", "So it is."]),
    # no white space to go by
    ("Hi there.“Go now.”He left.", ["Hi there.", "“Go now.”", "He left."]),
    # marks that point the wrong way do not swallow the sentences after them
    (
        "It rose, “Kim said. “For us it is bad. It was past. “",
        ["It rose, “Kim said.", "“For us it is bad.", "It was past. “"],
    ),
    ("Never dreamed of. “ For it is so.", ["Never dreamed of. “", "For it is so."]),
    # a stray full stop belongs to the sentence that it doubles
    ("He ran a test. . Then he left.", ["He ran a test. .", "Then he left."]),
    # one sentence
    ("He asked “Why?” and left.", ["He asked “Why?” and left."]),
    ("“Will it hold?” Chung asked.", ["“Will it hold?” Chung asked."]),
    ("The dogs’ owner met Mr. X (in the U.S.) on Monday.", ["The dogs’ owner met Mr. X (in the U.S.) on Monday."]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_marks_stay_with_their_sentence(text, expected):
    """An opening mark begins a sentence, a closing one ends it, and nothing but white space is left out."""
    found = list(sentences(text, "en"))
    assert [span.of(text) for span in found] == expected
    kept = "".join(span.of(text) for span in found)
    assert "".join(kept.split()) == "".join(text.split())
