"""Sentences of news English, and of news English after a machine."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.segment import sentences

ONE = [
    "The U.S. and South Korea agreed at 10 a.m. on Monday.",
    "Mr. Kim met Prof. Lee and Dr. Park.",
    "Lt. Gen. Mark A. Milley said so.",
    "He was No. 5 on the list.",
    "The No. 2 official left.",
    "It rose 3.5 percent to 1,200.5 won.",
    "J. R. R. Tolkien wrote it.",
    "On Sept. 5 it began.",
    "Kim et al. wrote it.",
    "U.N. Secretary-General Ban met him.",
    "He asked “Why?” and left.",
    "“Why?” he asked.",
    "Wait ... it is not over.",
    "no full stop",
    "?!",
    "Samsung Co. Ltd. is in Seoul.",
    "That is, e.g. this, i.e. that, vs. them.",
]
SEVERAL = [
    ("He lives in the U.S. He left.", ["He lives in the U.S.", "He left."]),
    ("They met at 5 p.m. They spoke.", ["They met at 5 p.m.", "They spoke."]),
    ("Kim came. Lee left.", ["Kim came.", "Lee left."]),
    ("What?! No!! Yes.", ["What?!", "No!!", "Yes."]),
    ("He said... And left.", ["He said...", "And left."]),
    (
        "has increased dramatically, “Lankov said. “For North Korea, it is a gift. It gives support. “",
        ["has increased dramatically, “Lankov said.", "“For North Korea, it is a gift.", "It gives support. “"],
    ),
    ("First line.\nSecond line.\r\nThird.", ["First line.", "Second line.", "Third."]),
    ("Kim\N{NO-BREAK SPACE}came.\N{NO-BREAK SPACE}Lee left.", ["Kim\N{NO-BREAK SPACE}came.", "Lee left."]),
    ("Kim came.\N{LINE SEPARATOR}Lee left.\vHe.", ["Kim came.", "Lee left.", "He."]),
    (
        "\N{RIGHT-TO-LEFT MARK}Kim came.\N{RIGHT-TO-LEFT MARK} Lee left.",
        ["\N{RIGHT-TO-LEFT MARK}Kim came.\N{RIGHT-TO-LEFT MARK}", "Lee left."],
    ),
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence(text):
    """Abbreviations, initials, decimals and reported questions end nothing."""
    assert [span.of(text) for span in sentences(text, "en")] == [text]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several_sentences(text, expected):
    """A sentence ends where a person would say."""
    assert [span.of(text) for span in sentences(text, "en")] == expected


@pytest.mark.parametrize("lang", ["en", "en-US", "EN", "zh-Hant", "xx", ""])
def test_any_language_tag(lang):
    """A language that nobody has rules for is cut all the same."""
    assert len(list(sentences("Kim came. Lee left.", lang))) == 2


MARKS = st.sampled_from(
    [*"aK1 .!?,:;'\"“”‘’()[]…–。\n\t", "Mr. ", "U.S. ", "said ", "\N{NO-BREAK SPACE}", ". ", "\N{RIGHT-TO-LEFT MARK}"]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(MARKS, max_size=60).map("".join) | st.text(max_size=100))
def test_sentences_leave_nothing_out(text):
    """In order, no white space around, and every other character in exactly one."""
    found = list(sentences(text, "en"))
    at = 0
    for span in found:
        assert text[at : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        at = span.end
    assert text[at:].strip() == ""
