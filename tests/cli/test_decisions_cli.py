"""``mtqa decisions``."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from mtqa.cli import app
from mtqa.data import Decision, Judgement
from mtqa.decisions import DecisionLog
from mtqa.decisions.lines import to_line

A, D, U = Judgement.ACCEPTED, Judgement.DISMISSED, Judgement.UNSURE


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Call a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*arguments):
        return CliRunner().invoke(app, ["decisions", *map(str, arguments)])

    return call


@pytest.fixture
def log(tmp_path):
    """Three decisions of two people about two checks."""
    made = DecisionLog(tmp_path / "decisions.jsonl")
    made.append(
        [
            Decision("1f2e000000000001", A, "Yoon Suk-yeol", by="Anna", check="name-near-miss", found="Eun Sook-eol", file="news/a.txt", confidence=0.9),
            Decision("1f2e000000000002", D, by="Ben", check="loop", found="the the", file="news/b.txt", note="=1+1", confidence=0.6),
            Decision("aaaa000000000003", U, by="Anna", check="loop", found="of \x1b[31mof", file="news/a.txt"),
        ]
    )  # fmt: skip
    return made


def test_list_shows_what_holds_now(run, log):
    """One line each; what commands a terminal does not."""
    log.append([Decision("1f2e000000000002", A, by="Anna", check="loop", found="the the")])
    result = run("list")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 4
    assert "Eun Sook-eol" in result.stdout
    assert "dismissed" not in result.stdout
    assert "\x1b" not in result.stdout
    assert len(run("list", "--all").stdout.splitlines()) == 5


@pytest.mark.parametrize(
    ("options", "n"),
    [
        (["--check", "loop"], 2),
        (["--by", "Anna"], 2),
        (["--judgement", "dismissed"], 1),
        (["--file", "a.txt"], 2),
        (["--file", "news/b.txt"], 1),
        (["--check", "loop", "--by", "Anna"], 1),
        (["--check", "a-an"], 0),
    ],
)
def test_list_chooses(run, log, options, n):
    """All that is asked for must hold."""
    assert len(json.loads(run("list", "--json", *options).stdout)) == n


def test_the_file_is_found_beside_an_article_or_in_a_folder(run, log, tmp_path):
    """However it is named."""
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    for path in (tmp_path, tmp_path / "a.txt", log.path):
        assert len(json.loads(run("list", "--json", "-d", path).stdout)) == 3


def test_undo_takes_the_last_back(run, log):
    """And says what holds now; nothing is deleted."""
    result = run("undo")
    assert result.exit_code == 0
    assert "unsure taken back; nobody has decided" in result.stdout
    assert "\x1b" not in result.stdout
    assert "dismissed taken back" in run("undo").stdout
    assert list(log.read().current) == ["1f2e000000000001"]
    assert len(log.read().events) == 5
    assert "nothing to take back" in run("undo", "1f2e000000000001").output or run("undo").exit_code == 0


def test_undo_by_the_beginning_of_a_fingerprint(run, log):
    """It must say which."""
    result = run("undo", "1f2e")
    assert result.exit_code == 2
    assert "2 findings begin with '1f2e'" in result.stderr
    assert run("undo", "ffff").exit_code == 2
    assert run("undo", "aaaa", "1f2e000000000002").exit_code == 0
    assert list(log.read().current) == ["1f2e000000000001"]
    assert "2 findings" not in run("undo", "--last", "5").stderr
    assert not log.read().current


def test_import_takes_what_a_page_gave_out(run, log, tmp_path):
    """Twice is once; who disagrees is named."""
    other = tmp_path / "export.jsonl"
    theirs = [
        Decision("new", A, by="Cem", at="2026-01-01T00:00:00.000Z", id="0a"),
        Decision("1f2e000000000001", D, by="Cem", at="2036-01-01T00:00:00.000Z", id="0b"),
    ]
    other.write_text("".join(f"{to_line(one)}\n" for one in theirs), encoding="utf-8")
    before = log.path.read_bytes()
    dry = run("import", other, "--dry-run")
    assert "1 decision would be added; about 1 finding ours was kept" in dry.stdout
    assert log.path.read_bytes() == before
    result = run("import", other)
    assert result.exit_code == 0, result.output
    assert "Eun Sook-eol: here accepted “Yoon Suk-yeol” (Anna), there dismissed (Cem); ours kept" in result.stderr
    assert "1 decision added" in result.stdout
    assert log.path.read_bytes().startswith(before)
    assert "0 decisions added; 1 was there already" in run("import", other).stdout
    assert run("import", other, "--on-conflict", "fail").exit_code == 2
    assert "1 decision added" in run("import", other, "--on-conflict", "newest").stdout
    assert log.read().current["1f2e000000000001"].judgement is D


def test_import_makes_the_file_that_is_not_there(run, tmp_path):
    """The first decisions may come from elsewhere."""
    other = tmp_path / "export.jsonl"
    other.write_text(to_line(Decision("k", A)) + "\n", encoding="utf-8")
    assert run("import", other).exit_code == 0
    assert list(DecisionLog(tmp_path / "decisions.jsonl").read().current) == ["k"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no such file"),
        ('{"fingerprint": "k", "judgement": "accepted"}\nnonsense\n', "line 2"),
        ('{"fingerprint": "k", "judgement": "yes"}\n', "unknown judgement"),
    ],
)
def test_import_refuses_what_is_no_file_of_decisions(run, log, tmp_path, content, said):
    """One message, and nothing of the other files is taken in."""
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(to_line(Decision("k", A)) + "\n", encoding="utf-8")
    if content is not None:
        bad.write_text(content, encoding="utf-8")
    before = log.path.read_bytes()
    result = run("import", good, bad)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "bad.jsonl" in result.stderr
    assert log.path.read_bytes() == before


def test_import_of_itself(run, log):
    """Is a slip."""
    assert "name another" in run("import", log.path).stderr


def test_export_and_import_again(run, log, tmp_path):
    """What is given out can be taken in."""
    log.append([Decision("1f2e000000000002", A, by="Anna")])
    assert len(run("export").stdout.splitlines()) == 3
    assert run("export", "--all", "-o", tmp_path / "out.jsonl").exit_code == 0
    copy = tmp_path / "copy.jsonl"
    assert run("import", tmp_path / "out.jsonl", "-d", copy).exit_code == 0
    assert DecisionLog(copy).read().events == log.read().events
    assert "input of this run" in run("export", "-o", log.path).stderr


def test_export_as_a_table(run, log):
    """Nothing in it is computed by a spreadsheet."""
    rows = list(
        csv.DictReader(io.StringIO(run("export", "--form", "csv").stdout.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")))
    )
    assert [row["judgement"] for row in rows] == ["accepted", "dismissed", "unsure"]
    assert rows[1]["note"] == "'=1+1"
    assert rows[0]["confidence"] == "0.9"
    assert rows[2]["confidence"] == ""


def test_stats(run, log):
    """Precision with its interval, and what to do about a check."""
    log.append([Decision(f"{n}", D, check="loop", confidence=0.7) for n in range(30)])
    result = run("stats", "--below", "0.5")
    assert result.exit_code == 0
    (row,) = [line for line in result.stdout.splitlines() if line.startswith("loop ")]
    assert row.split()[:5] == ["loop", "0", "31", "1", "0%"]
    assert 'ignore = ["loop"]' in result.stdout
    value = json.loads(run("stats", "--below", "0.5", "--json").stdout)
    assert value["checks"]["loop"]["interval"][0] == 0.0
    assert value["proposals"][0]["check"] == "loop"
    assert value["people"] == {"": 30, "Anna": 2, "Ben": 1}


def test_stats_proposes_a_confidence_that_the_configuration_takes(run, log, tmp_path):
    """The lines go into mtqa.toml as they are."""
    from mtqa.config import load_config

    log.append([Decision(f"d{n}", D, check="loop", confidence=0.6) for n in range(60)])
    log.append([Decision(f"a{n}", A, check="loop", confidence=0.9) for n in range(12)])
    said = run("stats", "--below", "0.5").stdout
    lines = said.partition("mtqa.toml:\n")[2]
    (tmp_path / "mtqa.toml").write_text(f'glossary = "g.csv"\n{lines}', encoding="utf-8")
    assert load_config(tmp_path / "mtqa.toml").min_confidence == (("loop", 0.9),)


def test_no_file(run):
    """Every command that reads says so; exit code 2."""
    for command in ("list", "undo", "export", "stats"):
        result = run(command)
        assert result.exit_code == 2
        assert "there is no such file of decisions" in result.stderr


def test_nothing_decided(run, tmp_path):
    """An empty file is no mistake."""
    (tmp_path / "decisions.jsonl").write_text("", encoding="utf-8")
    for command in ("list", "undo", "export", "stats"):
        assert run(command).exit_code == 0
