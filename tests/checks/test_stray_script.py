"""Text in a script that does not belong, and broken or invisible characters."""

import re

import pytest

from mtqa.checks._mojibake import mojibake
from mtqa.checks._scripts import FOREIGN, HOMOGLYPHS, script_of
from mtqa.checks.stray_script import CHECK
from mtqa.mqm import Category, Severity
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("The president 访问了 首尔, 然后 left.", ["访问了 首尔, 然后"]),
        ("He met Путин in Sochi, then Лавров.", ["Путин", "Лавров"]),
        ("The 대통령 spoke. عاجل he said. Then שלום and สวัสดี came.", ["대통령", "عاجل", "שלום", "สวัสดี"]),
        ("The नमस्ते of ありがとう was heard.", ["नमस्ते", "ありがとう"]),
        ("他们离开了。\n\nThey left the city before the storm.", ["他们离开了。"]),
    ],
)
def test_untranslated(text, flagged):
    """A run is one finding, a major accuracy issue without a suggestion."""
    found = findings(text)
    assert [one.text for one in found] == flagged
    assert {(one.category, one.severity, one.suggestions) for one in found} == {
        (Category.UNTRANSLATED, Severity.MAJOR, ())
    }


@pytest.mark.parametrize(
    "text",
    [
        "Yoon (윤석열) and Kim (Korean: 김정은, born 1984) met [金].",
        "Andrei Lankov – Андрей Ланьков – and Seoul / 서울.",
        "Of “道”, the Way; of “道” (the Way); of 北京 (Beijing); of 道, or the Way.",
        "The word “вода” and the character 水 and the Chinese: 水.",
        "#박근혜 and @東京 trended.",
        "An α-helix, 5 μm, 10 Ω, π ≈ 3.14, ΔT, TGFβ1, Ελλάδα, 5 × 10³, №5.",
        "Prices: €5, ₩500, ฿30, ₪8, ₽90, 20 °C, ½, ™.",
        "Łódź, São Paulo, Đà Nẵng, Škoda, naïve, Çiçek, Hawaiʻi, “été…”, CAFÉ… MARCHÉ» É™ Â, à.",
        "Faux KoЯn and TETЯIS, the letter Ж, a shrug ¯\\_(ツ)_/¯.",
        "Emoji 👩\N{ZERO WIDTH JOINER}🚀 ✔\N{VARIATION SELECTOR-16} 🏴\U000e0067\U000e0062\U000e007f.",
        "\N{ZERO WIDTH NO-BREAK SPACE}A byte order mark at the start.",
        "Greeting (\N{RIGHT-TO-LEFT MARK}سلام\N{ZERO WIDTH NON-JOINER}علیکم) in Persian.",
    ],
)
def test_leaves_alone(text):
    """Glosses, science, money, Latin letters of every kind, emoji and needed joiners raise nothing."""
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("S\N{CYRILLIC SMALL LETTER IE}oul", "Seoul"),
        ("\N{CYRILLIC CAPITAL LETTER KA}im", "Kim"),
        ("\N{GREEK CAPITAL LETTER ALPHA}nna", "Anna"),
        ("Pyong\N{SOFT HYPHEN}yang", "Pyongyang"),
        ("Bei\N{ZERO WIDTH SPACE}jing", "Beijing"),
        ("Bei\N{ZERO WIDTH JOINER}jing", "Beijing"),
        ("Bei\N{ZERO WIDTH NO-BREAK SPACE}jing", "Beijing"),
        ("\N{LEFT-TO-RIGHT EMBEDDING}Beijing", "Beijing"),
    ],
)
def test_words(text, right):
    """A word with a lookalike or an invisible character is flagged whole; the suggestion is the plain word."""
    found = findings(f"They flew to {text} today.")
    assert [(one.text, one.suggestions[0].text, one.severity) for one in found] == [(text, right, Severity.MINOR)]
    assert found[0].category is Category.CHARACTER_ENCODING


@pytest.mark.parametrize("right", ["’", "é", "“", "—", "…", "£", "😀", "Привет", "서울", "ł", "ã", "ß", "·"])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_mojibake_round_trip(right, encoding):
    """UTF-8 read in another encoding is repaired, where that encoding has every byte."""
    try:
        broken = right.encode("utf-8").decode(encoding)
    except UnicodeDecodeError:
        broken = right.encode("utf-8").decode("latin-1")
    assert [text for _, text in mojibake(f"caf{broken}s")] == [right]


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("â€œfineâ€ he", ["“", "”"]),
        ("donÃ¢â‚¬â„¢t", ["’"]),
        ("ï»¿Seoul", [""]),
        ("cafï¿½", [None]),
    ],
)
def test_mojibake_oddities(broken, right):
    """A dropped last byte, text broken twice, a byte order mark and a lost character."""
    assert [text for _, text in mojibake(broken)] == right


def test_lost_characters():
    """A run of U+FFFD is one finding; nobody can know what stood there."""
    found = findings("The caf\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} is closed.")
    assert [(len(one.text), one.suggestions) for one in found] == [(2, ())]


def test_foreign_article_is_one_finding():
    """An article that is mostly in another script is said once."""
    found = findings("他们离开了。 OK\n\n总统访问了首尔。 OK\n\n会议结束了，大家都离开了。")
    assert len(found) == 1
    assert "3 runs" in found[0].message


def test_many_soft_hyphens_are_one_finding():
    """A page set with soft hyphens is said once."""
    found = findings("Pyong\N{SOFT HYPHEN}yang and Bei\N{SOFT HYPHEN}jing. " * 10)
    assert len(found) == 1
    assert "20 words" in found[0].message


@pytest.mark.parametrize("char", [chr(code) for code in (0x410, 0x5D0, 0x627, 0xE01, 0xAC00, 0x4E00, 0x3042, 0x20000)])
def test_tables_agree(char):
    """What has a script is in the class of foreign characters, and the other way round."""
    assert script_of(char) is not None
    assert re.fullmatch(f"[{FOREIGN}]", char) is not None


@pytest.mark.parametrize("char", [*"Aé€₩Ωπ№·・", "\N{THAI CURRENCY SYMBOL BAHT}", "\N{RIAL SIGN}", "\U0001f600"])
def test_no_foreign_script(char):
    """Latin, Greek, money, signs and emoji have none, by both."""
    assert script_of(char) is None
    assert re.fullmatch(f"[{FOREIGN}]", char) is None


def test_homoglyphs_lead_to_latin():
    """Every lookalike is no Latin letter and leads to one."""
    assert all(ord(right) < 0x100 <= ord(wrong) for wrong, right in HOMOGLYPHS.items())


@pytest.mark.parametrize(
    "unit", ["中", " 中 a", "aжb中 ", "â€™", "â", "a\xad", "\u200b", "\ufffd a", "(中", "Sе", "\u200f a"]
)
def test_hostile(unit):
    """Mixed scripts without end are gone through once, and a flood is gathered."""
    assert len(findings("word " + unit * 20_000)) <= 3
