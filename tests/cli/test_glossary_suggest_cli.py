"""``mtqa glossary suggest``."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.cli import suggest_add, terminal
from mtqa.cli.glossary import app
from mtqa.glossary.model import EntryKind
from mtqa.glossary.store import GlossaryFile

ARTICLE = (
    "They met Foreign Minister Bujar Osmani in Skopje. Osmani said little.\n\n"
    "The Korea Institute for National Unification (KINU) published its report. Ana Berg read it.\n"
)
START = "id,term,kind,variants,wrong,source_term,source_lang,roles,note\nana-berg,Ana Berg,person,,,,,,\n"
FOUND = {"Bujar Osmani", "Skopje", "Korea Institute for National Unification"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a glossary of one entry and an article."""
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "history"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "names.csv").write_text(START, encoding="utf-8")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def run(*arguments, code=0, **options):
    """The result of a command."""
    result = CliRunner().invoke(app, ["suggest", *map(str, arguments)], catch_exceptions=False, **options)
    assert result.exit_code == code, result.output
    return result


def suggested(*arguments):
    """The suggestions, as JSON has them."""
    return json.loads(run(*arguments, "-g", "names.csv", "--json").stdout)


def terms(path="names.csv"):
    """The terms of a glossary."""
    return {entry.term for entry in GlossaryFile(Path(path)).read().entries}


def in_terminal(monkeypatch):
    """Somebody sits there."""
    for module in (terminal, suggest_add):
        monkeypatch.setattr(module, "can_ask", lambda: True)


def test_table(folder):
    """One line each, with why; what the glossary has is not there."""
    out = run("a.txt", "-g", "names.csv").stdout
    lines = out.splitlines()
    assert lines[0].split() == ["id", "term", "kind", "other", "forms", "source", "why"]
    assert len(lines) == 1 + len(FOUND)
    assert "called Foreign Minister" in out
    assert "Ana Berg" not in out


def test_quotes(folder):
    """All the evidence, with the places."""
    out = run("a.txt", "-g", "names.csv", "--quotes").stdout
    assert "Bujar Osmani (person), id bujar-osmani\n  stands beside: Foreign Minister\n" in out
    assert "  a.txt:1: They met Foreign Minister Bujar Osmani in Skopje.\n" in out


def test_json(folder):
    """Everything for programs."""
    found = {one["entry"]["term"]: one for one in suggested("a.txt")}
    assert found.keys() == FOUND
    kinu = found["Korea Institute for National Unification"]
    assert kinu["entry"]["variants"] == ["KINU"]
    assert kinu["entry"]["kind"] == "organisation"
    assert kinu["change"] is None
    assert kinu["quotes"][0]["document"] == "a.txt"
    assert set(kinu["concerns"]) == {"serious", "others"}
    assert found["Bujar Osmani"]["count"] == 2


def test_csv_can_be_imported(folder):
    """A glossary with one column more; the glossary then has what it suggested."""
    text = run("a.txt", "-g", "names.csv", "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["term"] for row in rows} == FOUND
    assert all(row["evidence"] for row in rows)
    (folder / "reviewed.csv").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["import", "reviewed.csv", "-g", "names.csv"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert terms() == FOUND | {"Ana Berg"}
    assert run("a.txt", "-g", "names.csv").stdout == ""


def test_a_folder_is_a_corpus(folder):
    """Every article below it; hidden files and others are none, an empty one is left out with a note."""
    corpus = folder / "corpus" / "deep"
    corpus.mkdir(parents=True)
    for name in ("b.txt", "c.html", "d.md"):
        (corpus / name).write_text(ARTICLE, encoding="utf-8")
    (corpus / ".hidden.txt").write_text("They met Femi Soyinka.", encoding="utf-8")
    (corpus / "e.csv").write_text("They met Wu Xinbo.", encoding="utf-8")
    (corpus / "empty.txt").write_text("", encoding="utf-8")
    found = {one["entry"]["term"]: one for one in suggested("corpus")}
    assert found.keys() == FOUND
    assert found["Skopje"]["documents"] == 3
    assert "left out: corpus/deep/empty.txt: " in run("corpus", "-g", "names.csv").stderr


def test_choices(folder):
    """Kinds, a limit and a least count; what is left out is said."""
    assert [one["entry"]["term"] for one in suggested("a.txt", "--kind", "place")] == ["Skopje"]
    assert [one["entry"]["term"] for one in suggested("a.txt", "--min-count", "2")] == ["Bujar Osmani"]
    assert "2 more; see them with --limit" in run("a.txt", "-g", "names.csv", "--limit", "1").stderr
    assert "unknown kind" in run("a.txt", "-g", "names.csv", "--kind", "nmae", code=2).stderr


def test_source_terms(folder):
    """From the source text of the article, only where certain."""
    (folder / "a.txt").write_text("They met ambassador Ahn Ho-young and Park Jin.", encoding="utf-8")
    (folder / "ko.txt").write_text("안호영 대사는 박진을 만났다.", encoding="utf-8")
    sources = {
        one["entry"]["term"]: [term["text"] for term in one["entry"]["sources"]]
        for one in suggested("a.txt", "--source", "ko.txt")
    }
    assert sources == {"Ahn Ho-young": ["안호영"], "Park Jin": ["박진"]}
    assert "do not tell the language" in run("a.txt", "-g", "names.csv", "--source", "a.txt").stderr


def test_add_all(folder):
    """In one edit, with who and when."""
    result = run("a.txt", "-g", "names.csv", "--add", "--yes")
    assert terms() == FOUND | {"Ana Berg"}
    assert "3 suggestions added" in result.stderr
    entry = GlossaryFile(Path("names.csv")).read().by_id["bujar-osmani"]
    assert (entry.kind, entry.roles) == (EntryKind.PERSON, ("Foreign Minister",))
    assert entry.added_by
    assert entry.added_at
    assert len(GlossaryFile(Path("names.csv")).history()) == 2


def test_add_some(folder):
    """Only those named; an id that is none of them changes nothing."""
    run("a.txt", "-g", "names.csv", "--add", "--pick", "skopje")
    assert terms() == {"Skopje", "Ana Berg"}
    assert "is not among the suggestions" in run("a.txt", "-g", "names.csv", "--add", "--pick", "zz", code=2).stderr
    said = json.loads(run("a.txt", "-g", "names.csv", "--add", "--pick", "bujar-osmani", "--json").stdout)
    assert [entry["term"] for entry in said["added"]] == ["Bujar Osmani"]


def test_add_never_asks_where_nobody_is(folder):
    """Without a choice nothing is added."""
    result = run("a.txt", "-g", "names.csv", "--add", code=2)
    assert "--pick ID" in result.stderr
    assert terms() == {"Ana Berg"}


def test_add_one_by_one(folder, monkeypatch):
    """Yes, no, another kind, and no more."""
    in_terminal(monkeypatch)
    order = [one["entry"]["term"] for one in suggested("a.txt")]
    result = run("a.txt", "-g", "names.csv", "--add", input="y\nx\nk\nplaice\nevent\nq\n")
    assert "unknown kind 'plaice'" in result.stderr
    assert terms() == {"Ana Berg", *order[:2]}
    kinds = {entry.term: entry.kind for entry in GlossaryFile(Path("names.csv")).read().entries}
    assert kinds[order[1]] is EntryKind.EVENT
    run("a.txt", "-g", "names.csv", "--add", input="n\n")
    assert terms() == {"Ana Berg", *order[:2]}


def test_add_and_break_off(folder, monkeypatch):
    """Whoever breaks off has added nothing."""
    in_terminal(monkeypatch)
    run("a.txt", "-g", "names.csv", "--add", input="y\n", code=130)
    assert terms() == {"Ana Berg"}


def test_the_guard_stands_before_adding(folder):
    """What the glossary takes for a mistake is listed last, and goes in only if somebody insists."""
    (folder / "a.txt").write_text("He teaches at Kukmin University in Skopje.", encoding="utf-8")
    (folder / "names.csv").write_text("term,kind\nKookmin University,organisation\n", encoding="utf-8")
    found = {one["entry"]["term"]: one["concerns"]["serious"] for one in suggested("a.txt")}
    assert list(found) == ["Skopje", "Kukmin University"]
    assert found["Kukmin University"]
    assert "left out, --force insists on it: Kukmin" in run("a.txt", "-g", "names.csv", "--add", "--yes").stderr
    assert terms() == {"Kookmin University", "Skopje"}
    run("a.txt", "-g", "names.csv", "--add", "--yes", "--force")
    assert "Kukmin University" in terms()


def test_a_project(folder):
    """Its glossary is made when it is first written to; what the house has is not suggested."""
    (folder / "mtqa.toml").write_text('glossary = "own.csv"\nhouse = ["house.csv"]\nuser = "desk"\n', encoding="utf-8")
    (folder / "house.csv").write_text("term,kind\nSkopje,place\n", encoding="utf-8")
    run("a.txt", "--add", "--yes")
    assert terms("own.csv") == (FOUND | {"Ana Berg"}) - {"Skopje"}
    assert {entry.added_by for entry in GlossaryFile(Path("own.csv")).read().entries} == {"desk"}


def finding(text, *suggestions, fingerprint):
    """A finding as a report has it."""
    listed = [{"text": one, "entry": entry, "detail": ""} for one, entry in suggestions]
    where = {"start": 0, "end": len(text), "line": 1, "column": 1}
    said = {"category": "terminology/wrong-term", "severity": "major", "confidence": 0.9, "message": "Looks wrong."}
    return (
        said
        | where
        | {
            "check": "name-near-miss",
            "text": text,
            "suggestions": listed,
            "evidence": [],
            "fingerprint": fingerprint,
        }
    )


@pytest.fixture
def report(folder):
    """A report and decisions beside it."""
    findings = [
        finding("Ana Berger", ("Ana Berg", "ana-berg"), fingerprint="f1"),
        finding("Bujar Osmany", ("Bujar Osmani", None), fingerprint="f2"),
        finding("Berg", ("Ana Berg", "ana-berg"), fingerprint="f3"),
    ]
    run_of_mtqa = {"schema_version": 1, "tool": {"name": "mtqa", "version": "1"}}
    (folder / "report.json").write_text(
        json.dumps(run_of_mtqa | {"files": [{"path": "a.txt", "findings": findings}]}), encoding="utf-8"
    )
    (folder / "decisions.jsonl").write_text(
        '{"fingerprint": "f1", "judgement": "dismissed", "by": "Ana"}\n'
        '{"fingerprint": "f2", "judgement": "accepted"}\n'
        '{"fingerprint": "zz", "judgement": "unsure"}\n',
        encoding="utf-8",
    )
    return folder / "report.json"


def test_report(report):
    """New entries with the finding they are from; decisions about others are counted."""
    found = {one["entry"]["term"]: one["entry"] for one in suggested("report.json")}
    assert found.keys() == {"Ana Berger", "Bujar Osmani"}
    assert found["Bujar Osmani"]["wrong"] == ["Bujar Osmany"]
    assert found["Ana Berger"]["finding"] == "f1"
    assert "1 decisions are about findings" in run("report.json", "-g", "names.csv").stderr


def test_report_changes_an_entry(report):
    """A dismissed spelling of an entry becomes a variant of it."""
    path = report.parent / "names.csv"
    path.write_text(START.replace("ana-berg,Ana Berg,", "ana-berg,Zhou Runfa,"), encoding="utf-8")
    text = report.read_text(encoding="utf-8").replace("Ana Berger", "Chow Yun-fat")
    report.write_text(text, encoding="utf-8")
    (change,) = [one for one in suggested("report.json") if one["change"] is not None]
    assert change["change"] == {"id": "ana-berg", "variants": ["Chow Yun-fat"], "wrong": []}
    assert "to change" in run("report.json", "-g", "names.csv").stdout
    run("report.json", "-g", "names.csv", "--add", "--pick", "ana-berg", "--force")
    assert GlossaryFile(path).read().by_id["ana-berg"].variants == ("Chow Yun-fat",)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.txt",), "no such file"),
        (("empty",), "no article in this folder"),
        (("a.txt", "report.json"), "one sort at a time"),
        (("a.txt", "--decisions", "decisions.jsonl"), "--decisions belongs to a report"),
        (("report.json", "--decisions", "missing.jsonl"), "no such file"),
        (("names.json",), "no report of mtqa"),
        (("bad.json", "--decisions", "bad.jsonl"), "bad.jsonl, line 2"),
        (("a.txt", "--json", "--csv"), "choose one"),
        (("a.txt", "--yes"), "say --add as well"),
        (("a.txt", "--pick", "skopje"), "say --add as well"),
    ],
)
def test_mistakes(report, arguments, said):
    """One message and exit code 2; nothing is changed."""
    folder = report.parent
    (folder / "empty").mkdir()
    (folder / "names.json").write_text("[]", encoding="utf-8")
    (folder / "bad.json").write_bytes(report.read_bytes())
    (folder / "bad.jsonl").write_text('{"fingerprint": "f1", "judgement": "dismissed"}\nnonsense\n', encoding="utf-8")
    before = (folder / "names.csv").read_bytes()
    assert said in run(*arguments, "-g", "names.csv", code=2).stderr
    assert (folder / "names.csv").read_bytes() == before


def test_no_decisions_beside_it(report):
    """It says how to name them."""
    (report.parent / "decisions.jsonl").unlink()
    assert "--decisions PATH" in run("report.json", "-g", "names.csv", code=2).stderr


def test_nothing_to_suggest(folder):
    """An empty list says so."""
    (folder / "a.txt").write_text("Nobody came. It rained.", encoding="utf-8")
    result = run("a.txt", "-g", "names.csv")
    assert (result.stdout, "nothing to suggest" in result.stderr) == ("", True)
