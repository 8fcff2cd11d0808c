"""MQM ratings, read back as Marot and WMT's scripts read them."""

import csv
import io
import json
import re

import pytest

from mtqa.mqm import Category, Severity
from mtqa.report.exports import FORMS, Which
from mtqa.report.exports.marks import PEARMUT, WMT, WMT_SEVERITY


def ratings(text):
    """Rows as Marot has them: lines at line feeds, cells at tabs, any header left out, JSON in the tenth."""
    rows = []
    for line in text.split("\n"):
        if not line.strip() or "system\tdoc\t" in line.lower():
            continue
        cells = line.split("\t")
        assert len(cells) == 10, line
        names = ("system", "doc", "seg", "global", "rater", "source", "target", "category", "severity")
        rows.append({**dict(zip(names, cells, strict=False)), "metadata": json.loads(cells[9])})
    return rows


def marked(row):
    """What stands between the marks."""
    return re.findall(r"<v>(.*?)</v>", row["target"])


def test_confirmed_errors_and_clean_sentences(reviewed):
    """One row for the error, one for each sentence without, one without a rater for what is not decided."""
    rows = ratings(FORMS["mqm-tsv"].write([reviewed]))
    assert [(row["seg"], row["rater"], row["severity"]) for row in rows] == [
        ("1", "Anna", "no-error"),
        ("2", "Anna", "Critical"),
        ("3", "", ""),
        ("4", "Anna", "no-error"),
        ("5", "Anna", "no-error"),
    ]
    error = rows[1]
    assert marked(error) == ["Eun Sook-eol"]
    assert error["category"] == "Terminology/Inappropriate for context"
    assert error["metadata"]["note"] == "as the ministry writes it"
    assert error["metadata"]["timestamp"] == 1769850000000
    assert error["metadata"]["mtqa"]["should_be"] == "Yoon Suk-yeol"


def test_suspected_issues_have_a_rater_of_their_own(reviewed):
    """No score mixes what people confirmed and what checks suspect; dismissed findings are no errors."""
    rows = ratings(FORMS["mqm-tsv"].write([reviewed], which=Which.ALL))
    suspected = [row for row in rows if row["rater"] == "mtqa-suspected"]
    assert [marked(row) for row in suspected] == [[], ["🇰🇷 envoys"], ["The the"], [], []]
    assert "Kovid" not in str([marked(row) for row in rows])
    assert {row["rater"] for row in rows} == {"Anna", "", "mtqa-suspected"}
    only = ratings(FORMS["mqm-tsv"].write([reviewed], which=Which.SUSPECTED))
    assert {row["rater"] for row in only} == {"mtqa-suspected"}


def test_targets_are_the_sentences(reviewed):
    """Without the marks the target is the sentence, so that rows of one sentence agree."""
    for row in ratings(FORMS["mqm-tsv"].write([reviewed], which=Which.ALL)):
        sentence = reviewed.document.segments[int(row["seg"]) - 1].span.of(reviewed.document.text)
        assert re.sub("</?v>", "", row["target"]) == sentence


def test_sentences_are_numbered_across_articles(reviewed):
    """``globalSegId`` goes on, ``docSegId`` begins anew."""
    rows = ratings(FORMS["mqm-tsv"].write([reviewed, reviewed]))
    assert [row["seg"] for row in rows] == ["1", "2", "3", "4", "5"] * 2
    assert [row["global"] for row in rows] == [str(n) for n in range(1, 11)]


def test_wmt_scripts_can_read_it(reviewed):
    """A DictReader without quoting, as in mt-metrics-eval, finds the same cells."""
    text = FORMS["mqm-tsv"].write([reviewed])
    read = list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["severity"] for row in read] == [row["severity"] for row in ratings(text)]


def test_hostile_text_is_neither_cell_nor_line_nor_tag(hostile_export):
    """Ten cells in each row, at most one mark, and nothing that a viewer would take for a tag."""
    text = FORMS["mqm-tsv"].write([hostile_export], which=Which.ALL)
    text.encode()
    rows = ratings(text)
    n_segments = len(hostile_export.document.segments)
    assert {int(row["seg"]) for row in rows} == set(range(1, n_segments + 1))
    for row in rows:
        assert len(marked(row)) <= 1
        assert not re.search(r"<(?!/?v>)[A-Za-z/!?]", row["target"] + row["doc"] + row["rater"])
        assert '"' not in row["doc"]
        assert "\x1b" not in row["target"]
    not_a_mark = next(row for row in rows if "not a mark" in row["target"] and marked(row))
    assert marked(not_a_mark) == ["x \u2039v\u203anot a mark\u2039/v\u203a y"]


def test_a_finding_over_several_sentences_is_marked_in_the_first(factory):
    """The mark ends with the sentence."""
    from mtqa.data import Span

    document = factory.doc("One two. Three four. Five.")
    report = factory.report(document, [factory.finding(document, Span(4, 20), check="loop")])
    rows = ratings(FORMS["mqm-tsv"].write([report], which=Which.SUSPECTED))
    assert [marked(row) for row in rows] == [["two."], [], []]
    assert rows[0]["metadata"]["marked_text"] == "two. Three four."


@pytest.mark.parametrize("category", Category)
def test_every_category_has_a_name_in_wmt(category):
    """The main categories are those of WMT, on which its weights are defined."""
    main = WMT[category].partition("/")[0]
    assert main in {"Accuracy", "Fluency", "Terminology", "Style", "Locale convention", "Other"}
    assert category in PEARMUT or category is Category.NAME_FORMAT


def test_every_severity_has_a_name_in_wmt():
    """Marot and mt-metrics-eval compare with a capital."""
    assert [WMT_SEVERITY[one] for one in Severity] == ["Neutral", "Minor", "Major", "Critical"]
