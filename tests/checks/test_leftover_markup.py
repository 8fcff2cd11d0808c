"""The check leftover-markup: what no reader should see."""

import time

import pytest

from mtqa.checks.leftover_markup import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


@pytest.mark.parametrize(
    ("piece", "instead"),
    [
        ("&nbsp;", " "),
        ("&amp;", "&"),
        ("&amp;nbsp;", " "),
        ("&#8217;", "\N{RIGHT SINGLE QUOTATION MARK}"),
        ("& quot ;", '"'),
        ("&lt;", None),
        ("<br>", ""),
        ("<br />", ""),
        ("</strong>", ""),
        ('<a href="x">', ""),
        ("<!-- more -->", ""),
        ("< / i >", ""),
        ("<unk>", None),
        ("\N{DOUBLE QUESTION MARK}", None),
        ("<|endoftext|>", ""),
        ("@-@", ""),
        ("⟦T1⟧", None),
        ("{0}", None),
        ("{name}", None),
        ("{{ user.name }}", None),
        ("${price}", None),
        ("%s", None),
        ("%1$s", None),
        ("%(count)d", None),
        ("__PLACEHOLDER__", None),
        ("[NAME]", None),
        ("[PERSON_1]", None),
        ("[Your Name]", None),
        ("[INSERT DATE HERE]", None),
        ("XXXX", None),
        ("TODO:", None),
        ("[[Seoul]]", "Seoul"),
        ("[[Seoul|the capital]]", "the capital"),
        ("'''Seoul'''", "Seoul"),
        ("**Seoul**", "Seoul"),
        ("[Seoul](https://example.org/x)", "Seoul"),
        ("\\u00e9", "é"),
        ('\\"', '"'),
        ("[untranslated]", None),
        ("[translation missing: en.title]", None),
        ("[object Object]", None),
    ],
)
def test_flags(piece, instead):
    """The whole piece is marked, and the suggestion leaves nothing to flag."""
    text = f"They met {piece} in May."
    (finding,) = findings(text)
    assert finding.text == piece
    assert [one.text for one in finding.suggestions] == ([] if instead is None else [instead])
    if instead is not None:
        assert findings(text.replace(piece, instead)) == []


@pytest.mark.parametrize(
    "text",
    [
        "## The talks resume",
        "Sure! Here is the translation: They met.",
        "As an AI language model, I cannot give opinions.",
        "They met.\\nThey left.",
        "I cannot translate this text.",
        "Error 500: translation failed",
        "```\nThey met.",
    ],
)
def test_flags_words_and_lines(text):
    """Headings of Markdown, and what a program says of itself."""
    assert len(findings(text)) == 1


def test_words_do_not_grow_together():
    """A tag between two words leaves a space."""
    (finding,) = findings("They met<br>in May.")
    assert finding.suggestions[0].text == " "


@pytest.mark.parametrize(
    "text",
    [
        "AT&T, R&D, Q&A, B&B; Smith & Sons; a & b; x &c.",
        "5 < 7 > 3, a <- b, <3, :-> and a<b and c>d; 1 <2.",
        "50% stayed, 10%d, 100%s more; %20 of the URL; a 5% drop.",
        "The set {1, 2}, {a} and {x | x > 2}; f{x}; (a) [b] [1] [12] [sic] [applause] [Seoul].",
        "snake_case, _emphasis_, __init__ of Python, x_1, # 5, #seoul, 2 * 3 * 4, 2**3, *note* and footnote**.",
        "Super Bowl XXX, XX, Huang XX, xxx, Malcolm X, World War II.",
        "C:\\new\\table, \\\\server\\names, and/or, 5\\6.",
        "The translation failed to please. In translation: a review. Here is the plan. Of course, I can.",
        "An error of 500 votes, a 404 page, error 12 of the pilot; an AI language model wrote it.",
        "The matrix [[1, 2], [3, 4]] and [[0.5]]; a [link] (see below).",
        "rock 'n' roll of the '60s '' and ''; “*” marks it.* The @ sign; a~b; === the end",
        "To do: buy milk. Todo sobre mi madre. The ToDo list.",
    ],
)
def test_leaves_alone(text):
    """Signs that people use, and words about these things."""
    assert findings(text) == []


def test_a_flood_is_one_finding():
    """Many are said once."""
    (finding,) = findings("They met <unk> and <unk>. " * 20)
    assert "40 pieces of markup" in finding.message


@pytest.mark.parametrize(
    "unit",
    [
        "&amp",
        "<a ",
        "< / ",
        "{{",
        "{a",
        "%(a",
        "[[a",
        "[a](",
        "**a",
        "__a ",
        "'''a",
        "\\u00",
        "<!-- ",
        "⟦a",
        "XX",
        "Sure! Here",
        "[INSERT ",
        "lorem ipsum ",
        "thumb|a|",
        "==a",
        "[",
        "a href='",
    ],
)
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("word " + unit * 10_000 + " end.")
    assert time.perf_counter() - start < 3
