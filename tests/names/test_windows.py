"""The parts of names and the lower-case words that are compared with the glossary."""

import pytest

from mtqa.data import Block, BlockKind, Document, Segment, Span
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.match import find_forms
from mtqa.glossary.model import Entry, Glossary
from mtqa.names.forms import form_table
from mtqa.names.lexicon import lexicon
from mtqa.names.spans import find_names
from mtqa.names.terms import lower_case_windows
from mtqa.names.windows import Window, windows_of

TERMS = (
    "Yoon Suk-yeol",
    "Benjamin Netanyahu",
    "Terminal High Altitude Area Defense",
    "nuclear umbrella",
    "Apollo 11",
    "COVID-19",
    "Wesel County",
    "Prince Andrew",
    "Hassan Nasrallah",
)


def make(text: str) -> Document:
    """A document of one sentence per line."""
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    blocks = tuple(Block(span, BlockKind.PROSE) for span in spans)
    segments = tuple(Segment(i, span, i, BlockKind.PROSE) for i, span in enumerate(spans))
    return Document("test", text, blocks=blocks, segments=segments)


def of_names(text: str, terms: tuple[str, ...] = TERMS) -> list[Window]:
    """The windows of the names of a text, against a small glossary."""
    glossary = Glossary(tuple(Entry(f"e{i}", term, infer_kind(term)) for i, term in enumerate(terms)))
    document = make(text)
    found = windows_of(text, find_names(document), find_forms(text, glossary), table=form_table(glossary))
    assert all(window.span.of(text) == window.text for window in found)
    assert len({window.span for window in found}) == len(found)
    return found


def of_lower(text: str, terms: tuple[str, ...] = TERMS) -> list[Window]:
    """The windows with words in lower case."""
    glossary = Glossary(tuple(Entry(f"e{i}", term, infer_kind(term)) for i, term in enumerate(terms)))
    mentions = find_forms(text, glossary)
    found = lower_case_windows(make(text), mentions, table=form_table(glossary), known=lexicon())
    assert all(window.span.of(text) == window.text for window in found)
    assert all(window.lower for window in found)
    return found


def texts(windows: list[Window]) -> list[str]:
    """What stands in the windows."""
    return [window.text for window in windows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Eun Sook-eol.", ["Eun Sook-eol", "Eun", "Sook-eol"]),
        ("They met President Eun Sook-eol.", ["Eun Sook-eol", "Eun", "Sook-eol"]),
        ("They met Prince Andrei.", ["Prince Andrei", "Andrei"]),
        ("It was in Wethel County.", ["Wethel County", "Wethel"]),
        ("They met V. V. Putin.", ["V. V. Putin", "V. Putin", "Putin"]),
        ("They met Ahmed al-Tayyeb.", ["Ahmed al-Tayyeb", "al-Tayyeb", "Ahmed", "Tayyeb"]),
        ("They met Juan de la Krus.", ["Juan de la Krus", "de la Krus", "la Krus", "Juan", "Krus"]),
        ("The Apolo 11 crew came.", ["Apolo 11", "Apolo"]),
        ("The Apolo 12 crew came.", ["Apolo"]),
        ("They met Joe Blow there.", ["Joe Blow", "Joe"]),
        ("They met Shin In Hyok there.", ["Shin In Hyok", "Shin In", "In Hyok", "Shin", "Hyok"]),
    ],
)
def test_windows_are_the_parts_that_may_be_a_name(text, expected):
    """Titles and numbers only if the glossary has them; no part ends at an initial or a particle."""
    assert texts(of_names(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met Yoon Suk-yeol and Netanyahu.",
        "They met Hassan Nasr Allah and Yoon Suk Yeol.",
        "It was in July and on Monday.",
        "The Russian President left.",
        "The Ministry waited.",
        "They stayed in Wesel County.",
    ],
)
def test_settled_and_nameless_words_make_no_windows(text):
    """What is right, what is only divided otherwise, and words of grammar are not looked for."""
    assert [window for window in of_names(text) if not window.right] == []


def test_a_term_with_one_word_changed_is_a_window():
    """No word of it is a name, but all others are the glossary's; also where the sentence begins with it."""
    inside = of_names("They have the Terminal High Altitude Air Defense system.")
    assert "Terminal High Altitude Air Defense" in texts(inside)
    first = of_names("Terminal High Altitude Air Defense is here.")
    assert "Terminal High Altitude Air Defense" in texts(first)
    assert all(window.term and window.n_plain > 1 for window in (*inside, *first))


@pytest.mark.parametrize(
    "text",
    [
        "They have the Terminal Low Attitude Air Offense system.",
        "The High Court of Air Transport met.",
        "The Area Studies College opened.",
    ],
)
def test_terms_with_more_words_changed_are_no_windows(text):
    """Two or more words that the glossary lacks are another term."""
    assert [window for window in of_names(text) if window.term] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fear the kovid wave.", ["kovid"]),
        ("They met benyamin netanyaho there.", ["benyamin netanyaho", "benyamin", "netanyaho"]),
        ("They met Yoon suk-yeoll there.", ["Yoon suk-yeoll"]),
        ("They met yoon Suk-yeoll there.", ["yoon Suk-yeoll"]),
        ("They met Net anyahu there.", ["Net anyahu", "anyahu"]),
        ("They want a nuclear umbrela.", ["nuclear umbrela", "umbrela"]),
    ],
)
def test_unknown_words_in_lower_case_are_windows(text, expected):
    """Names that a slip wrote small, alone or beside their capitalised half, and garbled terms."""
    assert sorted(texts(of_lower(text))) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "They want a nuclear umbrella now.",
        "The Ministry said so, and Lee said no.",
        "The weather was fine and the people left.",
        "In Seoul prices rose, said Kim.",
        "They co-operate at one o'clock.",
        "The well-known, self-reliant people left.",
        "He has 12kg of it and an mp3.",
        "The re-elected, anti-war Kim left.",
        "",
    ],
)
def test_ordinary_lower_case_words_are_no_windows(text):
    """English words, their derivations, compounds and numbers are left alone."""
    assert of_lower(text) == []


def test_a_text_without_capitals_is_left_to_the_name_finder():
    """There the words are names of the run, so they are not looked at twice."""
    text = "yesterday benyamin netanyaho left.\nthen prices rose again."
    assert of_lower(text) == []
    assert "benyamin netanyaho" in texts(of_names(text))
    assert not any(window.lower for window in of_names(text))


def test_a_window_with_a_glossary_term_goes_by_its_own_kind():
    """The word that is unknown makes the window; the glossary's word marks it as a term."""
    by_text = {window.text: window.term for window in of_lower("They want a nuclear umbrela.")}
    assert by_text == {"nuclear umbrela": True, "umbrela": False}


@pytest.mark.parametrize(
    "text",
    ["kaizan " * 4_000, "Aa kaizan " * 3_000, "re" * 30_000, "nuclear umbrela " * 2_000, "Aa Bb " * 3_000],
)
def test_hostile_text_makes_windows_in_linear_time(text):
    """A window has a bounded number of words, so their number is linear in the text."""
    n_words = len(text.split())
    assert len(of_lower(text)) <= 8 * n_words
    assert len(of_names(text)) <= 40 * n_words
