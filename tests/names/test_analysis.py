"""The names of whole articles, held against a glossary."""

import tomllib
from pathlib import Path

import pytest

from mtqa.glossary import Glossary, parse_csv
from mtqa.names.analysis import analyse
from mtqa.names.evidence import LOWEST, MOST, REPORT_FROM, Clue, ClueKind, combine, weights
from mtqa.names.lexicon import lexicon
from mtqa.names.pinyin import is_pinyin
from mtqa.names.variants import inflected, same_but_for_usage
from mtqa.readers import read_text
from mtqa.segment import segment

ROOT = Path(__file__).parents[2]
SEED = (ROOT / "seeds" / "biden-korea-visit.txt").read_text(encoding="utf-8")

CASES = tomllib.loads(Path(__file__).with_name("articles.toml").read_text(encoding="utf-8"))["case"]

#: The names of the seed article that are right, and the entries for its garbled ones.
GLOSSARY = """term,kind,roles
Yoon Suk-yeol,person,President-elect
Covid,term,
Kookmin University,organisation,
Anna Evstigneeva,person,
Chung Jae-hung,person,
Ahn Ho-young,person,ambassador
Andrei Lankov,person,
Zhang Jun,person,
Kim Jong Un,person,
Sejong Institute,organisation,
Global Times,organisation,
Terminal High Altitude Area Defense,term,
Indo-Pacific Economic Framework,term,
Quad,term,
Joe Biden,person,
Pyongyang,place,
Beijing,place,
Seoul,place,
Kim Jong Il,person,
Moon Jae-in,person,
Park Geun-hye,person,
Lee Jae-myung,person,
Korea University,organisation,
Jilin University,organisation,
Sejong University,organisation,
Shenyang,place,
Vidin,place,
Andrei Lenkin,person,
Zhang Jie,person,
"""

EXPECTED = [
    ("Kovid", "Covid"),
    ("Kukmin University", "Kookmin University"),
    ("Anna Ivstigneva", "Anna Evstigneeva"),
    ("Ahan", "Ahn"),
    ("Eun Sook-eol", "Yoon Suk-yeol"),
    ("Eun Sook-eol", "Yoon Suk-yeol"),
    ("Chung Jae-hong", "Chung Jae-hung"),
    ("Yunnan", "Yoon"),
]


def analysis_of(text, glossary):
    """The analysis of a text as an article."""
    entries = parse_csv(glossary, origin="test") if isinstance(glossary, str) else glossary
    return analyse(segment(read_text(text)), entries)


def resolved(text, glossary):
    """What is flagged, with the suggestions."""
    found = analysis_of(text, glossary).resolved
    for one in found:
        assert one.span.of(text) == one.text
        assert LOWEST <= one.confidence <= 1
        assert one.evidence
    return [(one.text, one.suggestion) for one in found if one.confidence >= REPORT_FROM]


def test_seed_article_gives_its_garbled_names_and_no_other():
    """Every garbled name of the seed is flagged with its entry; no right name is."""
    assert resolved(SEED, GLOSSARY) == EXPECTED


def test_seed_glossary_does_the_same():
    """So does the glossary that mtqa ships, which is larger."""
    assert resolved(SEED, (ROOT / "seeds" / "glossary.csv").read_text(encoding="utf-8")) == EXPECTED


@pytest.mark.parametrize("row", GLOSSARY.splitlines()[1:])
def test_without_an_entry_nothing_is_dragged_to_another(row):
    """With one entry fewer, what it explained is silent and nothing new is flagged."""
    lines = [line for line in GLOSSARY.splitlines() if line != row]
    found = resolved(SEED, "\n".join(lines) + "\n")
    gone = [pair for pair in EXPECTED if pair not in found]
    assert all(pair in EXPECTED for pair in found)
    term = row.split(",")[0]
    assert all(set(suggestion.split()) <= set(term.split()) for _, suggestion in gone)


def test_without_any_right_name_of_the_article_none_is_dragged():
    """Only look-alikes and strangers are in the glossary: right names stay unflagged."""
    keep = (
        "Kim Jong Il",
        "Moon Jae-in",
        "Park",
        "Lee",
        "Korea U",
        "Jilin",
        "Sejong U",
        "Shenyang",
        "Vidin",
        "Andrei Le",
    )
    lines = [line for line in GLOSSARY.splitlines() if line.startswith(("term", *keep))]
    assert resolved(SEED, "\n".join(lines) + "\n") == []


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_articles_of_other_countries(case):
    """Garbled Arabic, Russian, Japanese, Chinese, Indian, Hebrew and Korean names are found, right ones left alone."""
    assert resolved(case["text"], case["glossary"]) == [tuple(pair) for pair in case["flagged"]]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_articles_do_not_disagree_with_themselves(case):
    """Without a glossary no two of their people are taken for one."""
    assert analysis_of(case["text"], Glossary()).inconsistencies == ()


@pytest.mark.parametrize("case", [case for case in CASES if case["flagged"]], ids=lambda case: case["name"])
def test_applying_the_suggestions_leaves_nothing(case):
    """The suggestion replaces exactly the span; the mended article is clean."""
    text = case["text"]
    for found in reversed(analysis_of(text, case["glossary"]).resolved):
        text = text[: found.span.start] + found.suggestion + text[found.span.end :]
    assert resolved(text, case["glossary"]) == []


PEOPLE = "term,kind,roles\nYoon Suk-yeol,person,President\nAnna Evstigneeva,person,\nKookmin University,organisation,\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PRESIDENT EUN SOOK-EOL SWORN IN", [("EUN SOOK-EOL", "YOON SUK-YEOL")]),
        ("It was Eun Sook-eol’s idea.", [("Eun Sook-eol", "Yoon Suk-yeol")]),
        ("They met Ms. Anna Ivstigneva’s aide.", [("Anna Ivstigneva", "Anna Evstigneeva")]),
        ("Students of Kukmin University’s law school left.", [("Kukmin University", "Kookmin University")]),
        ("They met Suk-yeol Yoon there.", []),
        ("They met Evstigneeva there.", []),
        ("YOON SUK-YEOL SWORN IN", []),
        ("Kookmin Bank and Jilin University signed.", []),
        ("The moon rose. Soon it was noon.", []),
    ],
)
def test_span_and_suggestion_fit_together(text, expected):
    """Titles and possessives stay outside the span; capitals give capitals; parts and orders of a name are right."""
    assert resolved(text, PEOPLE) == expected


LEADER = (
    "President Yoon Suk-yeol took office on Tuesday.\n\nChina is watching whether the {name} government keeps its word."
)


def test_a_real_name_used_for_a_leader_is_a_question_with_its_reason():
    """A place that stands only as "X government" and begins like the president's name is flagged low."""
    (found,) = analysis_of(LEADER.format(name="Yunnan"), PEOPLE).resolved
    assert (found.text, found.suggestion, found.by_document) == ("Yunnan", "Yoon", True)
    assert found.confidence < 0.6
    assert any("nowhere else" in reason.detail for reason in found.evidence)


@pytest.mark.parametrize(
    "text",
    [
        LEADER.format(name="Yunnan") + "\n\nFloods hit Yunnan again.",
        LEADER.format(name="Yunnan")
        .replace("President Yoon Suk-yeol", "The singer Yoon Suk-yeol")
        .replace("took office", "sang"),
        LEADER.format(name="Hainan"),
        LEADER.format(name="Yoon"),
        LEADER.format(name="Taiwan"),
        "China is watching whether the Yunnan government keeps its word.",
        LEADER.format(name="Yunnan").replace("government", "province"),
    ],
)
def test_a_real_name_is_left_alone_without_document_evidence(text):
    """Another mention, no leader, another sound, no government: each ends the matter."""
    glossary = PEOPLE.replace(",President\n", ",\n")
    assert resolved(text, glossary) == []


SURNAME = (
    "“It is grave,” said Ahn Ho-young, a former ambassador to Washington.\n\n"
    "{name}, the former ambassador, said more. Ahn then left."
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ahan", [("Ahan", "Ahn")]), ("Ahn", []), ("Ann Lee", []), ("Jones", []), ("He", [])],
)
def test_a_short_name_is_decided_by_the_document(name, expected):
    """A garbled surname is flagged where the entry and its role stand near by."""
    assert resolved(SURNAME.format(name=name), "term,kind\nAhn Ho-young,person\n") == expected


def test_a_short_name_alone_is_not_flagged():
    """Without the entry in the article nothing speaks for it."""
    assert resolved("Ahan sang a song.", "term,kind\nAhn Ho-young,person\n") == []


def test_the_full_name_of_the_article_protects_its_surname():
    """Where the article has "Andrei Lankov", "Lankov" is not a garbled "Lenkov"."""
    text = "Andrei Lankov teaches in Seoul.\n\n“It is true,” Lankov said."
    assert resolved(text, "term,kind\nViktor Lenkov,person\nLenkov,person\n") == []


def test_listed_wrong_forms_are_left_to_their_check():
    """A form in the ``wrong`` column is a mention, not a near miss."""
    found = analysis_of("They met Eun Sook-eol.", "term,kind,wrong\nYoon Suk-yeol,person,Eun Sook-eol\n")
    assert found.resolved == ()
    assert [(mention.form, mention.right) for mention in found.mentions] == [("Eun Sook-eol", False)]


def test_no_glossary_resolves_nothing():
    """Without entries there is nothing to resolve."""
    assert analysis_of(SEED, Glossary()).resolved == ()


def test_order_of_entries_does_not_matter():
    """The same entries in another order give the same findings."""
    head, *rows = GLOSSARY.splitlines()
    assert resolved(SEED, "\n".join([head, *reversed(rows)]) + "\n") == EXPECTED


def test_evidence_adds_up_as_log_odds():
    """More evidence for raises, more against lowers; the sum is the logistic of the log-odds."""
    role = Clue(ClueKind.ROLE, "")
    place = Clue(ClueKind.KNOWN_PLACE, "")
    assert combine((place,)) < combine(()) < combine((role,))
    assert combine(()) == pytest.approx(1 / (1 + 2.718281828 ** (-weights().bias)))
    assert combine([Clue(ClueKind.SOUND, "", 1000.0)]) == MOST
    assert set(weights().of) == set(ClueKind)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Zelensky", "Zelenskyy"),
        ("Kyiv", "Kiev"),
        ("Macao", "Macau"),
        ("Mohammed", "Muhammad"),
        ("Sergei", "Sergey"),
        ("Viacheslav", "Vyacheslav"),
        ("Xi'an", "Xian"),
        ("denuclearisation", "denuclearization"),
    ],
)
def test_usage_differs(left, right):
    """Both spellings are right."""
    assert same_but_for_usage(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("McDonald", "MacDonald"), ("Kirby", "Coby"), ("Shanxi", "Shaanxi"), ("Katri", "Catry"), ("Lee", "Li")],
)
def test_these_are_different_spellings(left, right):
    """Nothing here is usage."""
    assert not same_but_for_usage(left, right)


def test_inflections_are_forms_of_one_word():
    """Peoples and plurals are; a doubled letter is not."""
    assert inflected("korea", "korean")
    assert inflected("sanction", "sanctions")
    assert not inflected("foxcon", "foxconn")
    assert not inflected("kukmin", "kookmin")


@pytest.mark.parametrize(
    ("word", "expected"), [("zhengyu", True), ("xian", True), ("katri", False), ("kookmin", False)]
)
def test_pinyin_is_told_from_other_words(word, expected):
    """A word of whole syllables is a possible Chinese name."""
    assert is_pinyin(word) is expected


@pytest.mark.parametrize("word", ["The", "visit", "missiles", "denuclearised", "Interestingly"])
def test_english_words_are_known(word):
    """Inflections and derivations of common words are known too."""
    assert lexicon().is_known_word(word)


@pytest.mark.parametrize("word", ["Kovid", "Ivstigneva", "Ahan", "Kukmin", "Lankov"])
def test_strange_words_are_not_known(word):
    """A coined or foreign word is no English word."""
    assert not lexicon().is_known_word(word)


def test_words_divided_otherwise_are_not_taken_apart():
    """Half of "Nasr Allah" is no garbled "Nasrallah": replacing it would leave the other half."""
    glossary = "term,kind\nHassan Nasrallah,person\nKhan Younis,place\n"
    assert resolved("In Beirut, Hassan Nasr Allah promised an answer to the attack.", glossary) == []
    assert resolved("In Beirut, Hasan Nasralla promised an answer.", glossary) == [
        ("Hasan Nasralla", "Hassan Nasrallah")
    ]


def test_the_suggestion_keeps_every_word_of_its_span():
    """A generic word in both forms, or a surname that is one too (Park), stays in the suggestion."""
    glossary = "term,kind\nInternational Atomic Energy Agency,organisation\nPark Geun-hye,person\n"
    assert resolved("The International Atomic Energy Agancy said so.", glossary) == [
        ("International Atomic Energy Agancy", "International Atomic Energy Agency")
    ]
    assert resolved("Former President Pak Geun-hye was released.", glossary) == [("Pak Geun-hye", "Park Geun-hye")]


def test_capitals_stay_capitals():
    """In a text in capitals the suggestion is in capitals, short or long."""
    glossary = "term,kind,roles\nKookmin University,organisation,\nAhn Ho-young,person,ambassador\n"
    text = "AHN HO-YOUNG SPOKE. AHAN, A FORMER AMBASSADOR, TEACHES AT KUKMIN UNIVERSITY."
    assert [new for _, new in resolved(text, glossary)] == ["AHN", "KOOKMIN UNIVERSITY"]


def test_another_university_is_not_a_garbled_one():
    """A shared "University" lends nothing to names that sound apart."""
    glossary = "term,kind\nDongguk University,organisation\nKookmin University,organisation\n"
    assert resolved("He teaches at Konkuk University in Seoul.", glossary) == []
    assert resolved("He teaches at Kukmin University in Seoul.", glossary) == [
        ("Kukmin University", "Kookmin University")
    ]
