"""The seed article and the seed glossary."""

import csv
import hashlib
import re
from pathlib import Path

import pytest

from mtqa.glossary import EntryKind, find_forms, load_csv
from mtqa.text import fold

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLE = SEEDS / "biden-korea-visit.txt"
ARTICLE_SHA256 = "6174f6cba918c3fe40653c5f84ecaa4086938623dbd80f607870413c26f5ee26"
# What the article gets wrong; its "Yunnan" is a right form of something else and so is not here.
WRONG_FORMS = ("Eun Sook-eol", "Kovid", "Kukmin", "Ivstigneva", "Chung Jae-hong", "Ahan")
COLUMNS = ["id", "term", "kind", "variants", "wrong", "source_term", "source_lang", "roles", "note"]
# First and last code point of the letters that a source language is written in.
SCRIPTS = {
    "ko": "A-Z가-힣",
    "ko-KP": "가-힣",
    "zh": "\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}",
    "zh-Hant": "\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}",
    "ja": "\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}",
    "ru": "А-Яа-яЁё",
    "uk": "А-Яа-яІіЇїЄє",
    "mn": "А-Яа-яЁёӨөҮү",
}


@pytest.fixture(scope="module")
def glossary():
    """The seed glossary."""
    return load_csv(SEEDS / "glossary.csv")


@pytest.fixture(scope="module")
def article():
    """The seed article's text."""
    return ARTICLE.read_text(encoding="utf-8")


def test_the_article_is_byte_for_byte_the_original():
    """Nobody has mended it."""
    assert hashlib.sha256(ARTICLE.read_bytes()).hexdigest() == ARTICLE_SHA256


@pytest.mark.parametrize("wrong", WRONG_FORMS)
def test_no_wrong_form_of_the_article_is_in_the_glossary(article, wrong):
    """The article has the form, the glossary file nowhere, not even in a note."""
    assert re.search(rf"\b{re.escape(wrong)}\b", article)
    content = fold((SEEDS / "glossary.csv").read_text(encoding="utf-8"))
    assert not re.search(rf"\b{re.escape(fold(wrong))}\b", content)


def test_the_glossary_is_large_sorted_and_plain(glossary):
    """At least 200 entries, in order of id, in the documented columns, UTF-8 without mark, LF."""
    data = (SEEDS / "glossary.csv").read_bytes()
    assert b"\r" not in data
    assert data.startswith(b"id,term,")
    assert data.endswith(b"\n")
    assert next(csv.reader(data.decode("utf-8").splitlines())) == COLUMNS
    assert len(glossary.entries) >= 200
    ids = [entry.id for entry in glossary.entries]
    assert ids == sorted(ids)
    assert {entry.kind for entry in glossary.entries} >= {EntryKind.PERSON, EntryKind.PLACE, EntryKind.ORGANISATION}


def test_the_glossary_lists_only_right_forms_each_once(glossary):
    """No wrong forms, no unknown columns, and no form that two entries share."""
    assert all(not entry.wrong and not entry.extra for entry in glossary.entries)
    forms = [form for entry in glossary.entries for form in entry.forms]
    assert len(forms) == len(set(forms))


def test_source_terms_are_in_the_script_of_their_language(glossary):
    """A source term has a language, and only its letters."""
    for entry in glossary.entries:
        assert all(term.lang for term in entry.sources), entry.id
        for term in entry.sources:
            assert re.fullmatch(f"[{SCRIPTS[term.lang]} -]+", term.text), entry.id


@pytest.mark.parametrize(
    ("form", "kind", "source"),
    [
        ("Yoon Suk-yeol", EntryKind.PERSON, "윤석열"),
        ("Ahn Ho-young", EntryKind.PERSON, "안호영"),
        ("Chung Jae-hung", EntryKind.PERSON, "정재흥"),
        ("Zhang Jun", EntryKind.PERSON, "张军"),
        ("Anna Evstigneeva", EntryKind.PERSON, "Анна Евстигнеева"),
        ("Andrei Lankov", EntryKind.PERSON, "Андрей Ланьков"),
        ("Kookmin University", EntryKind.ORGANISATION, "국민대학교"),
        ("Yunnan", EntryKind.PLACE, "云南"),
    ],
)
def test_entries_that_the_article_needs(glossary, form, kind, source):
    """The right forms behind the article's wrong ones are there, as preferred terms."""
    (entry,) = [entry for entry in glossary.entries if entry.term == form]
    assert (entry.kind, entry.source_term) == (kind, source)


@pytest.mark.parametrize(
    "form",
    [
        "Andrei Lankov",
        "Ahn Ho-young",
        "Zhang Jun",
        "Kim Jong Un",
        "Sejong Institute",
        "Global Times",
        "Terminal High Altitude Area Defense",
        "THAAD",
        "Indo-Pacific Economic Framework",
        "Quad",
        "Biden",
        "Pyongyang",
        "Beijing",
        "Seoul",
        "U.S.",
        "UN Security Council",
    ],
)
def test_right_names_of_the_article_are_recognised(glossary, article, form):
    """What the article writes correctly is a right form there."""
    matches = [match for match in find_forms(article, glossary) if match.span.of(article) == form]
    assert matches
    assert all(match.right for match in matches)


@pytest.mark.parametrize(
    "sentence",
    [
        "President-elect Yoon Suk Yeol met President Moon Jae-in at Cheong Wa Dae.",
        "Kim Jong-un's sister Kim Yo-jong and Foreign Minister Choe Son-hui left Pyongyang for Vladivostok.",
        "Xi Jinping and Vladimir Putin spoke of THAAD, AUKUS and the Quad, Xinhua said.",
        "Deputy ambassador Anna Yevstigneyeva and Sergey Lavrov disagreed with Linda Thomas-Greenfield.",
        "Cases of COVID-19 rose in Pusan, Inchon and Ulan Bator.",
        "Volodymyr Zelensky spoke in Kiev and Kyiv about denuclearization.",
    ],
)
def test_names_of_ordinary_news_are_right_forms(glossary, sentence):
    """Every capitalised word that is not a title or the first one lies in a right form."""
    covered = [match.span for match in find_forms(sentence, glossary) if match.right]
    titles = {"President-elect", "President", "Foreign", "Minister", "Deputy", "Cases"}
    for match in re.finditer(r"[A-Z][\w-]*", sentence):
        if match[0] not in titles:
            assert any(span.start <= match.start() < span.end for span in covered), match[0]
