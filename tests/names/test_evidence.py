"""Evidence in whole articles: other romanisations, two people of one family name, terms, the bar of confidence."""

import pytest

from mtqa.glossary import parse_csv
from mtqa.names.analysis import analyse
from mtqa.names.evidence import LOWEST, REPORT_FROM
from mtqa.options import Options
from mtqa.pipeline import assess
from mtqa.readers import read_text
from mtqa.segment import segment


def found(text, glossary):
    """Everything that is made of the names of a text, however uncertain."""
    return analyse(segment(read_text(text)), parse_csv(glossary, origin="test")).resolved


def reported(text, glossary):
    """What is reported by default."""
    return [(one.text, one.entry.term) for one in found(text, glossary) if one.confidence >= REPORT_FROM]


@pytest.mark.parametrize(
    ("text", "glossary", "pair"),
    [
        ("The actor Zhou Runfa arrived on Monday.", "Chow Yun-fat,person", ("Zhou Runfa", "Chow Yun-fat")),
        ("He wrote about Jiang Jieshi and the war.", "Chiang Kai-shek,person", ("Jiang Jieshi", "Chiang Kai-shek")),
        ("They drove on to Huhehaote at night.", "Hohhot,place", ("Huhehaote", "Hohhot")),
    ],
)
def test_another_romanisation_is_recognised_and_explained(text, glossary, pair):
    """Names that do not sound alike are found through the system that wrote them, and the finding says which."""
    one = next(one for one in found(text, f"term,kind\n{glossary}\n") if one.confidence >= REPORT_FROM)
    assert (one.text, one.entry.term) == pair
    assert any(pair[1] in evidence.detail and "pinyin" in evidence.detail for evidence in one.evidence)


@pytest.mark.parametrize(
    ("text", "glossary"),
    [
        ("Samsung’s Lee Jae-yong was acquitted on Monday.", "Lee Jae-myung,person"),
        ("His father was Kim Jong Il, who died in 2011.", "Kim Jong Un,person"),
        ("The novelist Zhou Daxin spoke.", "Chow Yun-fat,person"),
        ("The EU agreed to the plan.", "EEU,organisation"),
        ("The Ministry of Foreign Affairs replied.", "Ministry of Internal Affairs,organisation"),
        ("The Minister of Foreign Affairs replied.", "Ministry of Foreign Affairs,organisation"),
        ("The Korea Central News Agency said so.", "Korean Central News Agency,organisation"),
        ("His widow, Yulia Navalnaya, spoke.", "Alexei Navalny,person"),
        ("The runner Olga Kuznetsova won.", "Oleg Kuznetsov,person"),
        ("President Biden left Washington.", "Vidin,place"),
        ("Central Bank officials met.", "Central Asia Bank,organisation"),
    ],
)
def test_another_name_is_left_alone(text, glossary):
    """A name that differs from the entry in one known word, or is another abbreviation or body, is somebody else's."""
    assert reported(text, f"term,kind\n{glossary}\n") == []


def test_a_term_with_one_word_changed():
    """All words but one agree, and that one looks like the term's."""
    text = "The country bought the Terminal High Altitude Air Defense system."
    assert reported(text, "term,kind\nTerminal High Altitude Area Defense,term\n") == [
        ("Terminal High Altitude Air Defense", "Terminal High Altitude Area Defense")
    ]


def test_context_words_of_an_entry_speak_for_it():
    """An article that holds words of the entry's ``context`` column makes the entry more probable, and says so."""
    head = "term,kind,context\nVolodymyr Zalizniak,person,"
    text = "The trench ran past Kherson. Vladimir Zheleznyak, he said, had left the front."
    with_words, without = (found(text, f"{head}{words}\n") for words in ("Kherson|front line", "Osaka|whaling"))
    assert with_words[0].confidence > without[0].confidence
    assert any("kherson" in evidence.detail for evidence in with_words[0].evidence)


def test_a_lower_bar_shows_more_and_never_less():
    """``min_confidence`` under one half shows name findings that the default leaves out."""
    text = "Lankov spoke.\n\nThen Konkuk University opened, and Lee Jae-yong left with Kim Yong Chol for Vidyn."
    entries = parse_csv(
        "term,kind\nLenkov,person\nDongguk University,organisation\nLee Jae-myung,person\nVidin,place\n", origin="test"
    )
    options = [Options(select=("name-near-miss",), min_confidence=bar) for bar in (0.0, LOWEST, 0.5, 0.9)]
    counts = [len(assess(read_text(text), glossary=entries, options=one).findings) for one in options]
    assert counts == sorted(counts, reverse=True)
    assert counts[1] > counts[2]
    assert all(one.confidence >= LOWEST for one in found(text, "term,kind\nLenkov,person\nVidin,place\n"))
