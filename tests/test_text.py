"""Folding, possessives and words."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import Span
from mtqa.text import (
    count_words,
    fold,
    fold_with_offsets,
    is_all_caps,
    is_capitalised,
    is_title_case,
    strip_possessive,
    words,
)

NBSP = "\N{NO-BREAK SPACE}"
MIXED = st.text(
    st.one_of(
        st.sampled_from(
            "aZé ß'’-–_\n\t.łĐİıœ윤张Йघि\N{SOFT HYPHEN}\N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH SPACE}½ﬁ“" + NBSP
        ),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kim Jong-un", "kim jong un"),
        ("KIM JONG UN", "kim jong un"),
        (f"Kim{NBSP}Jong\N{NON-BREAKING HYPHEN}un", "kim jong un"),
        ("Kim\nJong – un", "kim jong un"),
        ("  snake_case__name ", "snake case name"),
        ("Łódź", "lodz"),
        ("Đặng Thùy Trâm", "dang thuy tram"),
        ("Ærøskøbing", "aeroskobing"),
        ("Þórður Guðmundsson", "thordur gudmundsson"),
        ("Straße", "strasse"),
        ("ISTANBUL İstanbul ıstanbul", "istanbul istanbul istanbul"),
        ("Œuvre", "oeuvre"),
        ("İlham Əliyev", "ilham aliyev"),
        ("Xi’an Xi‘an Xiʼan Xi´an", "xi'an xi'an xi'an xi'an"),
        ("“quoted” «quoted»", '"quoted" "quoted"'),
        ("cafe\N{COMBINING ACUTE ACCENT}", "cafe"),
        ("co\N{SOFT HYPHEN}operate\N{ZERO WIDTH SPACE}d", "cooperated"),
        ("ＡＢＣ１２", "abc12"),
        ("", ""),
        (" – — ", ""),
    ],
)
def test_fold_makes_the_key(text, key):
    """Case, accents, quotes, dashes and white space do not count."""
    assert fold(text) == key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("हिन्दी", "हन्द"),  # vowel signs
        ("ガス", "カス"),  # voicing
        ("ก็", "ก"),
        ("Анна", "Anna"),
        ("U.S.", "US"),
        ("1,200", "1200"),
        ("Moon", "Mon"),
    ],
)
def test_fold_keeps_what_makes_another_word(left, right):
    """Marks that change the word, punctuation inside it and the script are kept."""
    assert fold(left) != fold(right)


def test_fold_joins_composed_and_decomposed_hangul():
    """A Korean name folds alike whichever way the file stores its syllables."""
    assert fold("윤석열") == fold(unicodedata.normalize("NFD", "윤석열"))


def test_fold_is_idempotent_for_every_code_point():
    """No code point needs a second fold."""
    for code in (*range(0xD800), *range(0xE000, sys.maxunicode + 1)):
        once = fold(f"a{chr(code)}b")
        if fold(once) != once:
            pytest.fail(f"U+{code:04X}")


@given(MIXED)
def test_fold_is_idempotent(text):
    """Folding a key changes nothing."""
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_offsets_lead_back(text):
    """The two folds agree, and each folded code point comes from one that folds to it."""
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    for char, offset in zip(folded, offsets, strict=True):
        assert char == " " or char in fold(text[offset])


def test_offsets_of_a_collapsed_space_are_its_first():
    """A run of white space and dashes maps to where it begins; a ligature maps twice to itself."""
    assert fold_with_offsets(" a \N{EN DASH}\n ﬁ ") == ("a fi", [1, 2, 6, 6])


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("Pyongyang's", "Pyongyang"),
        ("Pyongyang’s", "Pyongyang"),
        ("PYONGYANG’S", "PYONGYANG"),
        ("Jones'", "Jones"),
        ("Jones’", "Jones"),
        ("Jones's", "Jones"),
        ("Ortiz’", "Ortiz"),
        ("Seoul", "Seoul"),
        ("Jones", "Jones"),
        ("Xi’an", "Xi’an"),
        ("O'Neill", "O'Neill"),
        ("can't", "can't"),
        ("Pyongyang'", "Pyongyang'"),
        ("'s", "'s"),
        ("’", "’"),
        ("", ""),
    ],
)
def test_strip_possessive(word, stem):
    """Only a possessive ending goes; a bare closing quote after any other letter stays."""
    assert strip_possessive(word) == stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yoon Suk-yeol’s wife", ["Yoon", "Suk-yeol’s", "wife"]),
        ("Seoul–Washington ties — new", ["Seoul", "Washington", "ties", "new"]),
        ("‘Quad’ 'tis Jones' end-", ["Quad", "tis", "Jones", "end"]),
        ("1,200.5 km, 3.", ["1,200.5", "km", "3"]),
        ("COVID-19, Nuku‘alofa", ["COVID-19", "Nuku‘alofa"]),
        ("a--b it''s", ["a", "b", "it", "s"]),
        ("윤석열 대통령, 张军 и Анна", ["윤석열", "대통령", "张军", "и", "Анна"]),
        ("cafe\N{COMBINING ACUTE ACCENT}s हिन्दी", ["cafe\N{COMBINING ACUTE ACCENT}s", "हिन्दी"]),
        ("co\N{SOFT HYPHEN}op snake_case", ["co\N{SOFT HYPHEN}op", "snake", "case"]),
        ("… — “”", []),
        ("", []),
    ],
)
def test_words(text, expected):
    """Words of any script, with apostrophes and hyphens inside but not around them."""
    assert [span.of(text) for span in words(text)] == expected
    assert count_words(text) == len(expected)


@given(MIXED)
def test_words_are_in_order_and_apart(text):
    """Word spans lie in the text, hold a letter or digit, and do not overlap."""
    before = 0
    for span in words(text):
        assert before <= span.start < span.end <= len(text)
        assert any(unicodedata.category(char)[0] in "LN" for char in span.of(text))
        before = span.end


@given(MIXED)
def test_every_letter_and_digit_is_in_a_word(text):
    """Words leave out no letter and no digit."""
    covered = {at for span in words(text) for at in range(span.start, span.end)}
    assert all(at in covered for at, char in enumerate(text) if unicodedata.category(char)[0] in "LN")


def test_words_of_a_long_hostile_text():
    """A megabyte of joiners and marks is walked once."""
    text = "a" + "-'" * 200_000 + "\N{COMBINING ACUTE ACCENT}" * 200_000 + "1." * 200_000
    assert next(words(text)) == Span(0, 1)


@pytest.mark.parametrize(
    ("word", "capitalised", "title", "caps"),
    [
        ("Seoul", True, True, False),
        ("McCain", True, True, False),
        ("US", True, False, True),
        ("COVID-19", True, False, True),
        ("'Quad", True, True, False),
        ("Éric", True, True, False),
        ("A", True, False, False),
        ("iPhone", False, False, False),
        ("us", False, False, False),
        ("19", False, False, False),
        ("윤석열", False, False, False),
        ("", False, False, False),
    ],
)
def test_case_of_a_word(word, capitalised, title, caps):
    """The three questions about capitals."""
    assert (is_capitalised(word), is_title_case(word), is_all_caps(word)) == (capitalised, title, caps)
