"""``mtqa glossary lint`` and ``stats``."""

import json

import pytest
from typer.testing import CliRunner

from mtqa.cli.glossary import app
from mtqa.glossary.lint import RULES
from mtqa.names.glossary_lint import RULES as NAME_RULES

GOOD = """\
id,term,kind,variants,wrong,source_term,source_lang,roles,note,added_by,added_at
han,Han Duck-soo,person,Han Deok-su,Han Duk Su,한덕수,ko,prime minister,,Ana,2026-02-01
kyiv,Kyiv,place,,Kiev,Київ,uk,,,Ana,2026-01-01
"""
BAD = """\
id,term,kind,variants,wrong,url
a,Han Duck-soo,persn,,,
a,Moon,person,,moon,nowhere
b,Odesa,place,Odessa; Odesa City,,
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A good glossary outside of any project."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "names.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def run(*arguments, code=0):
    """The result of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_lint_of_a_good_glossary(path):
    """One line, and nothing else."""
    result = run("lint", path, "--strict")
    assert result.output == f"{path}: 2 entries, nothing to say\n"
    assert run("lint", "-g", path).stdout == result.stdout


def test_lint_of_the_project(path):
    """Without a path, the glossary of the project."""
    assert "mtqa init" in run("lint", code=2).stderr
    (path.parent / "mtqa.toml").write_text('glossary = "names.csv"\n', encoding="utf-8")
    assert run("lint").stdout.endswith("names.csv: 2 entries, nothing to say\n")
    assert run("stats").stdout


def test_lint(path):
    """A line for each mistake with its place, as editors follow it; then the counts."""
    path.write_text(BAD, encoding="utf-8")
    result = run("lint", path, code=1)
    lines = result.stdout.replace(f"{path}:", "").splitlines()
    assert [line.rpartition(" ")[2] for line in lines[:-1]] == [
        "[refused]",
        "[doubled]",
        "[guarded-name]",
        "[slip]",
        "[wrong-word]",
        "[separator]",
    ]
    assert lines[0].startswith("2: error: kind: unknown kind 'persn'; did you mean 'person'?")
    assert lines[1].startswith("3: error: id, a: 'a' is the id of ")
    assert lines[-1] == " 3 entries, 2 errors, 4 warnings"


def test_lint_exit_codes(path):
    """Errors always count, warnings with --strict, notes never."""
    path.write_text(GOOD.replace("Kiev,", "Kiev|Kijew; Kijev,"), encoding="utf-8")
    assert "1 warning" in run("lint", path).stdout
    run("lint", path, "--strict", code=1)
    path.write_text(GOOD.replace(",place,", ",,"), encoding="utf-8")
    result = run("lint", path, "--strict")
    assert result.stdout == f"{path}: 2 entries, 1 note (--notes shows them)\n"
    assert "[guessed-kind]" in run("lint", path, "--notes").stdout


def test_lint_rules_may_be_chosen(path):
    """By name, several at once; a name that is none is a mistake."""
    path.write_text(BAD, encoding="utf-8")
    result = run("lint", path, "--select", "slip,separator")
    assert [line.rpartition(" ")[2] for line in result.stdout.splitlines()[:-1]] == ["[slip]", "[separator]"]
    result = run("lint", path, "--ignore", "refused", "--ignore", "doubled,slip")
    assert {line.rpartition(" ")[2] for line in result.stdout.splitlines()[:-1]} == {
        "[guarded-name]",
        "[wrong-word]",
        "[separator]",
    }
    assert "no rule 'separater'; did you mean 'separator'?" in run("lint", path, "--select", "separater", code=2).stderr


def test_lint_json(path):
    """Everything for programs, notes too."""
    path.write_text(BAD, encoding="utf-8")
    answer = json.loads(run("lint", path, "--json", code=1).stdout)
    assert (answer["glossary"], answer["entries"], answer["not_heard"]) == (str(path), 3, 0)
    first = answer["remarks"][0]
    assert (first["rule"], first["level"], first["row"], first["column"]) == ("refused", "error", 2, "kind")
    assert first["message"]
    assert first["advice"]


def test_lint_says_what_it_did_not_look_at(path):
    """Holding names against all that sounds alike takes time, and is bounded."""
    result = run("lint", path, "--heard", "1")
    assert "1 entry was not held against what sounds alike; --heard N looks at more" in result.stderr
    assert run("lint", path, "--heard", "1", "--select", "slip").stderr == ""
    assert json.loads(run("lint", path, "--heard", "0", "--json").stdout)["not_heard"] == 2


def test_lint_lists_its_rules():
    """Each with what it finds."""
    names = [line.split()[0] for line in run("lint", "--rules").stdout.splitlines()[1:]]
    assert names == [*RULES, *NAME_RULES]


def test_lint_of_many_mistakes(path):
    """The first of them are printed, and the others counted."""
    path.write_text("term,kind\n" + "A,plaice\n" * 500, encoding="utf-8")
    result = run("lint", path, "--heard", "0", code=1)
    assert len(result.stdout.splitlines()) == 201
    assert "more; --json lists them all" in result.stderr


def test_terminal_is_safe(path):
    """Control characters of a file reach no terminal."""
    path.write_text("term,kind,url\nA\x1b[2Jb,place,\nB,place,a\N{RIGHT-TO-LEFT OVERRIDE}b\n", encoding="utf-8")
    assert all(line.isprintable() for line in run("lint", path, code=1).output.splitlines())


def test_lint_of_no_file(path):
    """A path that is not there, and one given twice."""
    assert "no such glossary file" in run("lint", "none.csv", code=2).stderr
    assert "given twice" in run("lint", path, "-g", path, code=2).stderr
    assert "given twice" in run("stats", path, "-g", path, code=2).stderr


def test_stats(path):
    """A table of what there is, and who added it."""
    rows = [line.split() for line in run("stats", path).stdout.splitlines()]
    assert rows[0] == ["what", "which", "number"]
    assert ["entries", "2"] in rows
    assert ["kind", "person", "1"] in rows
    assert ["status", "deprecated", "2"] in rows
    assert ["language", "ko", "1"] in rows
    assert ["bytes", str(len(GOOD.encode()))] in rows
    assert ["Ana", "2", "2026-01-01", "2026-02-01"] in rows
    assert not any(row[:2] == ["kind", "event"] for row in rows)


def test_stats_json(path):
    """Every number, also those that are nothing."""
    answer = json.loads(run("stats", path, "--json").stdout)
    assert (answer["entries"], answer["bytes"], answer["forms"]) == (2, len(GOOD.encode()), 5)
    assert {"name": "event", "number": 0} in answer["kinds"]
    assert answer["added_by"] == [{"name": "Ana", "number": 2, "first": "2026-01-01", "last": "2026-02-01"}]


def test_stats_of_a_broken_file(path):
    """It is an error, with the place."""
    path.write_text(BAD, encoding="utf-8")
    assert "row 2, column kind" in run("stats", path, code=2).stderr
