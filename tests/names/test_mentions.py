"""What an article mentions: forms, parts of names and abbreviations that stand for them, guarded words."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.glossary import Glossary, parse_csv
from mtqa.glossary.match import Guise
from mtqa.names.lexicon import lexicon
from mtqa.names.mentions import initials_of, mentions_of, short_names, shortened_after
from mtqa.names.spans import find_names
from mtqa.readers import read_text
from mtqa.segment import segment

CASES = tomllib.loads((Path(__file__).parent / "mention_cases.toml").read_text(encoding="utf-8"))["case"]
COLUMNS = "term,kind,variants,wrong,superseded,roles,context"


def glossary_of(case):
    """The glossary of a case of the table."""
    columns = case.get("columns", COLUMNS)
    rows = [row + "," * (columns.count(",") - row.count(",")) for row in case["rows"]]
    return parse_csv("\n".join([columns, *rows, ""]), origin=case["label"])


def mentioned(text, glossary):
    """The mentions of an article."""
    document = segment(read_text(text))
    return document.text, mentions_of(document.text, find_names(document, known=lexicon()), glossary)


def marked(text, glossary):
    """Their surfaces, with what they are."""
    text, mentions = mentioned(text, glossary)
    later = {Guise.PART: "~", Guise.INITIALS: "~"}
    return [later.get(one.guise, "" if one.right else "!") + one.span.of(text) for one in mentions]


@pytest.mark.parametrize(
    ("case", "article", "surfaces"),
    [
        pytest.param(case, article, surfaces, id=f"{case['label']}: {article!a}")
        for case in CASES
        for article, *surfaces in case["articles"]
    ],
)
def test_the_table_of_mentions(case, article, surfaces):
    """Every article of ``mention_cases.toml``."""
    assert marked(article, glossary_of(case)) == surfaces


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("Yoon Suk-yeol", {"yoon"}),
        ("Kim Jong Un", {"kim", "un"}),
        ("Ursula von der Leyen", {"ursula", "leyen", "der leyen", "von der leyen"}),
        ("Abdel Fattah al-Burhan", {"abdel", "al burhan", "burhan"}),
        ("Itamar Ben-Gvir", {"itamar", "ben gvir", "gvir"}),
        ("Martin Luther King Jr.", {"martin", "king"}),
        ("John Paul II", {"john", "paul"}),
        ("Pelé", set()),
        ("A. B. Vajpayee", {"vajpayee"}),
    ],
)
def test_short_names(form, names):
    """What a person is called alone; a single name has no parts."""
    assert set(short_names(form)) == names


@pytest.mark.parametrize(
    ("form", "letters"),
    [
        ("Korea Institute for National Unification", "kinu"),
        ("Korea Institute for National Unification", "kifnu"),
        ("non-governmental organization", "ngo"),
        ("World Trade Organization", "wto"),
        ("Food and Agriculture Organization of the United Nations", "faoun"),
    ],
)
def test_initials(form, letters):
    """With and without the small words, hyphens apart or not."""
    assert letters in initials_of(form)


@pytest.mark.parametrize(("form", "letters"), [("Kremlin", "k"), ("World Bank", "w"), ("World Bank", "wbg"), ("", "")])
def test_no_initials(form, letters):
    """One word has none; all words count."""
    assert letters not in initials_of(form)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (" (KINU)", "KINU"),
        ("(KINU)", "KINU"),
        ("’s (KINU)", "KINU"),
        (" (the “KINU”)", "KINU"),
        (" (NGOs)", "NGO"),
        (" [UNDP]", "UNDP"),
        (" (WTO, founded in 1995)", "WTO"),
        (" (AT&T)", "AT&T"),
        (" (U.N.)", "U.N."),
        (" (kinu)", ""),
        (" (Kinu)", ""),
        (" or KINU", ""),
        (" (1995)", ""),
        (" (A)", ""),
        (" (", ""),
        ("", ""),
        ("  (KINU)", ""),
        (" (THISISMUCHTOOLONGTOBE)", ""),
    ],
)
def test_an_abbreviation_in_brackets(text, short):
    """Right behind the name, in capitals."""
    assert shortened_after(f"Name{text}", 4) == short


def test_no_glossary_no_mentions():
    """Nothing is looked for."""
    assert mentioned("Yoon Suk-yeol came.", Glossary())[1] == ()


PIECES = [piece for case in CASES for article, *_ in case["articles"] for piece in article.split()]
MANY = Glossary(
    tuple({entry.id: entry for case in CASES if "columns" not in case for entry in glossary_of(case).entries}.values())
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map(" ".join))
def test_mentions_are_in_order_and_apart(text):
    """In the text, never overlapping, never empty, whatever stands there."""
    text, mentions = mentioned(text, MANY)
    before = 0
    for mention in mentions:
        assert before <= mention.span.start < mention.span.end <= len(text)
        before = mention.span.end


def test_a_watched_entry_is_not_mentioned():
    """Neither it nor parts of its name."""
    glossary = parse_csv("term,kind,watch\nYoon Suk-yeol,person,yes\n", origin="g")
    assert mentioned("Yoon Suk-yeol came. Then Yoon left.", glossary)[1] == ()


def test_very_many_mentions_take_no_longer_than_few():
    """Time grows with the text, not with its square."""
    import time

    glossary = parse_csv("term,kind\nYoon Suk-yeol,person\n", origin="g")
    text = "Then Yoon Suk-yeol met Yoon, and Yoon left.\n\n" * 4_000
    names = find_names(segment(read_text(text)), known=lexicon())
    start = time.perf_counter()
    assert len(mentions_of(text, names, glossary)) == 12_000
    assert time.perf_counter() - start < 20
