"""``mtqa export`` as a person or a script meets it: in a process of its own."""

import csv
import io
import json
import os
import pty
import subprocess
import sys

import pytest

ARTICLE = "President Yun Sokyol spoke in the the capital on Monday. Nobody else did.\n"
GLOSSARY = "term,kind,wrong\nYoon Suk-yeol,person,Yun Sokyol\n"


def mtqa(*args, cwd, stdin=b"", stdout=subprocess.PIPE):
    """Run the command; output as bytes, notes as text."""
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", "export", *map(str, args), "--lm", "none", "-g", "glossary.csv"],
        cwd=cwd,
        input=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.fixture
def folder(tmp_path):
    """An article, a glossary, and a decision about one of two findings."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "glossary.csv").write_text(GLOSSARY, encoding="utf-8")
    code, out, err = mtqa("article.txt", "--form", "json", cwd=tmp_path)
    assert code == 0, err
    assert "nobody has decided" in err
    finding = next(one for one in json.loads(out)["files"][0]["findings"] if one["text"] == "Yun Sokyol")
    line = {"fingerprint": finding["fingerprint"], "judgement": "accepted", "by": "Anna", "note": "=1+1"}
    (tmp_path / "decisions.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return tmp_path


def test_decisions_beside_the_article_are_found(folder):
    """The exit code is 0 whatever was found; the table goes to standard output, whole, as bytes."""
    code, out, err = mtqa("article.txt", "--form", "csv", cwd=folder)
    assert (code, err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline="")))
    assert [(row["was"], row["state"]) for row in rows] == [("Yun Sokyol", "confirmed"), ("the the", "suspected")]
    assert rows[0]["note"] == "'=1+1"


def test_which_and_named_decisions(folder):
    """Another file of decisions counts alone; one that is not there is a mistake."""
    (folder / "none.jsonl").write_text("", encoding="utf-8")
    args = ("article.txt", "--form", "markdown", "--which", "confirmed")
    assert b"Yun Sokyol" in mtqa(*args, cwd=folder)[1]
    code, out, _ = mtqa(*args, "--decisions", "none.jsonl", cwd=folder)
    assert code == 0
    assert b"None." in out
    code, out, err = mtqa(*args, "--decisions", "away.jsonl", cwd=folder)
    assert (code, out) == (2, b"")
    assert "away.jsonl: there is no such file" in err


def test_a_workbook_is_written_and_not_printed(folder):
    """To a file or a pipe; a terminal gets a sentence instead."""
    assert mtqa("article.txt", "--form", "xlsx", "-o", "out.xlsx", cwd=folder)[0] == 0
    assert (folder / "out.xlsx").read_bytes().startswith(b"PK")
    assert mtqa("article.txt", "--form", "xlsx", cwd=folder)[1].startswith(b"PK")
    leader, follower = pty.openpty()
    try:
        code, _, err = mtqa("article.txt", "--form", "xlsx", cwd=folder, stdout=follower)
    finally:
        os.close(follower)
        os.close(leader)
    assert code == 2
    assert "no text for a terminal" in err


def test_several_articles(folder):
    """One file where the form holds several; a folder takes one for each; two of one name are refused."""
    (folder / "second.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "article.txt").write_text(ARTICLE, encoding="utf-8")
    code, out, _ = mtqa("article.txt", "second.txt", "--form", "mqm-tsv", cwd=folder)
    assert code == 0
    assert {line.split("\t")[1] for line in out.decode().splitlines()[1:]} == {"article.txt", "second.txt"}
    code, _, err = mtqa("article.txt", "second.txt", "--form", "corrected", cwd=folder)
    assert code == 2
    assert "--output FOLDER" in err
    (folder / "out").mkdir()
    code, out, err = mtqa("article.txt", "second.txt", "--form", "esa", "-o", "out", cwd=folder)
    assert (code, out) == (0, b"")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["article.esa.json", "second.esa.json"]
    code, _, err = mtqa("article.txt", "sub/article.txt", "--form", "csv", "-o", "out", cwd=folder)
    assert code == 2
    assert "two of the articles" in err


def test_an_article_is_never_written_over(folder):
    """The corrected text into the article's own folder would be."""
    code, _, err = mtqa("article.txt", "--form", "corrected", "-o", ".", cwd=folder)
    assert code == 2
    assert "input of this run" in err
    assert (folder / "article.txt").read_text(encoding="utf-8") == ARTICLE


def test_corrected_text(folder):
    """What was accepted is put right, what is only suspected stays."""
    pytest.importorskip("mtqa.report.corrected")
    code, out, _ = mtqa("article.txt", "--form", "corrected", cwd=folder)
    assert code == 0
    assert out.decode() == ARTICLE.replace("Yun Sokyol", "Yoon Suk-yeol")


def test_standard_input(folder):
    """``-`` reads it; decisions may be named."""
    code, out, _ = mtqa(
        "-", "--form", "decisions", "--decisions", "decisions.jsonl", cwd=folder, stdin=ARTICLE.encode()
    )
    assert code == 0
    assert json.loads(out)["by"] == "Anna"


def test_a_form_that_is_none(folder):
    """The message names the forms."""
    code, _, err = mtqa("article.txt", "--form", "pdf", cwd=folder)
    assert code == 2
    assert "mqm-tsv" in err


def test_every_form_can_be_asked_for():
    """The option names all forms that there are."""
    from mtqa.cli.export import FormName, WhichName
    from mtqa.report.exports import FORMS, Which

    assert [form.value for form in FormName] == list(FORMS)
    assert [one.value for one in WhichName] == [one.value for one in Which]
