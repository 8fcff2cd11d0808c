"""Forms of the words in the table."""

import pytest

from mtqa.senses.inflect import Form, Pos, any_form, article, forms, inflect, is_uncounted


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("impose", "imposes imposed imposed imposing"),
        ("carry", "carries carried carried carrying"),
        ("stop", "stops stopped stopped stopping"),
        ("commit", "commits committed committed committing"),
        ("visit", "visits visited visited visiting"),
        ("take", "takes took taken taking"),
        ("lie", "lies lay lain lying"),
        ("free", "frees freed freed freeing"),
        ("turn on", "turns on,turned on,turned on,turning on"),
        ("veto", "vetoes vetoed vetoed vetoing"),
    ],
)
def test_verbs(lemma, expected):
    """Spelling rules, doubling, irregular verbs, and verbs of several words."""
    wanted = expected.split("," if "," in expected else " ")
    assert list(forms(lemma, Pos.VERB).values()) == [lemma, *wanted]


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [
        ("prize", "prizes"),
        ("ministry", "ministries"),
        ("attorney", "attorneys"),
        ("spokesman", "spokesmen"),
        ("human", "humans"),
        ("crisis", "crises"),
        ("deterrence", "deterrence"),
        ("stock exchange", "stock exchanges"),
        ("clash", "clashes"),
    ],
)
def test_plurals(lemma, plural):
    """Regular, irregular and missing plurals; the last word of several is inflected."""
    assert inflect(lemma, Pos.NOUN, form=Form.PLURAL) == plural


@pytest.mark.parametrize(
    ("lemma", "comparative", "superlative"),
    [
        ("heavy", "heavier", "heaviest"),
        ("close", "closer", "closest"),
        ("big", "bigger", "biggest"),
        ("severe", "more severe", "most severe"),
        ("bad", "worse", "worst"),
    ],
)
def test_degrees(lemma, comparative, superlative):
    """Short adjectives take an ending, long ones more and most."""
    assert list(forms(lemma, Pos.ADJECTIVE).values()) == [lemma, comparative, superlative]


def test_fixed_expressions_have_one_form():
    """What does not inflect is itself in every form."""
    assert list(forms("by virtue of", Pos.FIXED).values()) == ["by virtue of"]
    assert inflect("own", Pos.FIXED, form=Form.PLURAL) == "own"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("opening", "an"),
        ("prize", "a"),
        ("hour", "an"),
        ("unit", "a"),
        ("unusual", "an"),
        ("European", "a"),
        ("heir", "an"),
    ],
)
def test_article(word, expected):
    """The article goes by the sound."""
    assert article(word) == expected


def test_any_form_is_wide_and_includes_the_word():
    """A condition's word stands for its forms as a verb and as a noun."""
    assert {"ban", "bans", "banned", "banning"} <= any_form("ban")


def test_uncounted():
    """The head decides whether there is an article."""
    assert is_uncounted("pretrial detention") is False
    assert is_uncounted("foreign aid") is True
