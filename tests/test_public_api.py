"""The public surface of the package."""

import subprocess
import sys

import pytest

import mtqa


def test_all_is_sorted_and_true():
    """Every name in ``__all__`` exists, once, in order."""
    assert list(mtqa.__all__) == sorted(mtqa.__all__)
    for name in mtqa.__all__:
        assert getattr(mtqa, name) is not None


def test_unknown_name():
    """A name that does not exist is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        mtqa.chekc  # noqa: B018


@pytest.mark.parametrize("code", ["import mtqa", "import mtqa.cli", "import mtqa.checks; mtqa.checks.all_checks()"])
def test_import_is_light(code):
    """Importing mtqa, its command line and its checks loads no machine-learning library."""
    heavy = "torch transformers onnxruntime onnx tokenizers sacrebleu jinja2 lxml"
    program = f"{code}; import sys; print([m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_check_takes_text_a_glossary_and_no_model(tmp_path):
    """``mtqa.check`` on a text gives the findings that the command gives."""
    glossary = tmp_path / "g.csv"
    glossary.write_text("term,kind,wrong\nYoon Suk-yeol,person,Yun Sokyol\n", encoding="utf-8")
    report = mtqa.check("President Yun Sokyol spoke in Seoul.", glossary=glossary, lm=None)
    (finding,) = [one for one in report.findings if one.check == "term-forbidden"]
    assert finding.text == "Yun Sokyol"
    assert finding.suggestions[0].text == "Yoon Suk-yeol"
    assert "lm:none" in report.signature


def test_a_misspelt_path_is_no_article(tmp_path):
    """A string without white space is a path; that it does not exist is an error, not a text."""
    with pytest.raises(mtqa.MtqaError, match="artcle"):
        mtqa.check(str(tmp_path / "artcle.txt"), lm=None)


def test_an_article_in_a_string_is_a_text():
    """A long text with line breaks is never taken for a path."""
    report = mtqa.check("One sentence.\n\nAnother one here. " * 2000, lm=None)
    assert report.summary.n_words > 1000
