"""Punctuation that cannot stand where it stands."""

import pytest

from mtqa.checks.stray_punctuation import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


def mended(text):
    """The article with every suggestion taken."""
    for finding in reversed(findings(text)):
        text = text[: finding.span.start] + finding.suggestions[0].text + text[finding.span.end :]
    return text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("A nuclear test. .", "A nuclear test."),
        ("A nuclear test .. They left.", "A nuclear test. They left."),
        ("It ended.. They left.", "It ended. They left."),
        ("They met,, then left.", "They met, then left."),
        ("They met, , then left.", "They met, then left."),
        ("They met , , then left.", "They met, then left."),
        ("They left,.", "They left."),
        ("They left ;.", "They left."),
        ("The court adjourned., then resumed.", "The court adjourned, then resumed."),
        ("In Chongqing. , They left.", "In Chongqing. They left."),
        ("They left , and returned .", "They left, and returned."),
        ("“They left .”", "“They left.”"),
        ("“They left.” . He stayed.", "“They left.” He stayed."),
        ("They left\N{NO-BREAK SPACE}, and returned.", "They left, and returned."),
        ("First Seoul，then Tokyo。", "First Seoul, then Tokyo."),
    ],
)
def test_mends(wrong, right):
    """Taking the suggestions gives the text that an editor would write, and nothing is left."""
    assert mended(wrong) == right
    assert findings(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "Wait . . . he said ... and so…, then.... Fine",
        "Contents . . . . . . . . 5",
        "Apple Inc., Ltd., the U.S., the U.K.; 5 p.m., etc., et al., Calif., approx., Prof., Messrs., Sept., too.",
        "Yahoo!, Jeopardy!; “Who?”, they asked. What?! No!!",
        "A .22 rifle, .NET, .com, 1 .5, ,,low quotes’’ and a..b or a,,b.",
        "A face ;) or :) , or :( . Then more.",
        "Oui ; non ; peut-être ! Vraiment ?",
        "A semicolon\N{NO-BREAK SPACE}; the next.",
        "- . - , -\n\n* item, one\n* item, two",
        "int i;; for(;;) x;",
        "《红楼梦》，一本书。 曹雪芹：作者",
        "The 1., 2. and 3. places.",
    ],
)
def test_leaves_alone(text):
    """Ellipses, abbreviations, faces, names with marks and French spacing raise nothing."""
    assert findings(text) == []


def test_tokenised_article_is_one_finding():
    """Spaces before all marks are said once, at the first place, with their number."""
    found = findings("The test , he said , was a success .\n\nKim agreed , and left .")
    assert [(one.span.start, one.suggestions) for one in found] == [(8, ())]
    assert "5 spaces before marks" in found[0].message


def test_spaced_semicolon_beside_unspaced_ones():
    """A space before a semicolon is flagged where the article does not space such marks."""
    assert [one.text for one in findings("He came ; she left; they stayed. Why? Nobody knows!")] == [" ;"]


@pytest.mark.parametrize("unit", [" ", ". ", ".,; ", "word ,, ", "word , ", "a，", "\"'. ", "a ;"])
def test_hostile(unit):
    """Marks without end are gone through once, and a flood is gathered."""
    assert len(findings("word " + unit * 20_000 + "end.")) <= 2
