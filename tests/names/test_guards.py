"""Names that are words: which are guarded, and what may be taken for a garbled form of them."""

import pytest

from mtqa.glossary import parse_csv
from mtqa.names.analysis import analyse
from mtqa.names.evidence import REPORT_FROM
from mtqa.names.guards import is_guarded, is_ordinary
from mtqa.readers import read_text
from mtqa.segment import segment


@pytest.mark.parametrize(
    "form",
    [
        *(
            "Moon",
            "Rice",
            "May",
            "Roman",
            "Bush",
            "King",
            "Young",
            "Long",
            "Song",
            "Hope",
            "Brown",
            "March",
            "Polish",
            "Turk",
        ),
        *("Xi", "Un", "Ma", "Bai", "An", "So", "No", "Li", "X"),
        *("WHO", "IT", "US", "AID", "UN"),
    ],
)
def test_words_and_short_names_are_guarded(form):
    """They stand in many texts that do not mean them."""
    assert is_guarded(form)


@pytest.mark.parametrize(
    "form",
    [
        *("Yoon", "Macron", "Modi", "Zelensky", "Lula", "Orbán", "Abiy", "Duterte", "Tokayev", "Kagame", "Bolsonaro"),
        *("Moon Jae-in", "New Moon", "Ben-Gvir", "Long March", "the Moon"),
        *("moon", "rice", "summit", "iPhone", "it"),
        *("NATO", "ASEAN", "OPEC", "Kyiv", "Łódź", "서울", "Pyongyang", "Ouagadougou"),
        *("", "!", "7", "G7", "5G", "F1", "C++", ".NET", "AT&T", "F-16"),
    ],
)
def test_other_names_are_not(form):
    """Names that are no words, names of several words, terms in small letters, abbreviations of four letters."""
    assert not is_guarded(form)


@pytest.mark.parametrize("word", ["moon", "Rice", "may", "Tuesday", "korean", "Koreans", "swiss", "roman"])
def test_ordinary_words(word):
    """Common words, months and days, words for peoples."""
    assert is_ordinary(word)


@pytest.mark.parametrize(
    "word", ["yoon", "Macron", "Kyiv", "Guangzhou", "", "xyzzy", "Ouagadougou", "Zelensky", "Gazprom"]
)
def test_words_that_are_none(word):
    """Names and nothing."""
    assert not is_ordinary(word)


def reported(text, rows):
    """What is suspected in an article."""
    glossary = parse_csv(f"term,kind,variants,roles,context\n{rows}\n", origin="g")
    found = analyse(segment(read_text(text)), glossary).resolved
    return [(one.text, one.suggestion) for one in found if one.confidence >= REPORT_FROM]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Mun left the room. Mohn stayed. Then Muhn slept.", "Moon,person,,,"),
        ("The Moor castle and the Noon meeting.", "Moon,person,,,"),
        ("Bay Area firms and the Bye family.", "Bai,person,,,"),
        ("Then Rise left, and Reis stayed.", "Rice,person,,,"),
        ("Hong Kong’s Ho and Shanghai’s Hu left.", "Xi,person,,,"),
        ("Roma fans, Romans and a Romanian player.", "Roman,person,,,"),
        ("Mary said so on Monday in Maine.", "May,person,,,"),
        ("Ann and Ana came; then Anh left.", "An,person,,,"),
        ("The Brawn and the Braun companies merged.", "Brown,person,,,"),
        ("Turkeys and Turkic peoples.", "Turkey,place,,,"),
        ("Niece and Nyse were there, in Nizza.", "Nice,place,,,"),
    ],
)
def test_nothing_is_taken_for_a_word(text, rows):
    """A name that is a word, without anything that says that it is meant, suspects nobody."""
    assert reported(text, rows) == []


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        (
            "President Moon Jae-in spoke on Monday in Seoul. Moonn said that the talks would go on.",
            "Moon Jae-in,person,,president,",
            [("Moonn", "Moon")],
        ),
    ],
)
def test_what_is_meant_is_suspected(text, rows, expected):
    """After the full name, a garbled family name is the man again."""
    assert reported(text, rows) == expected
