"""``mtqa glossary test``."""

import json

import pytest
from typer.testing import CliRunner

from mtqa.cli.glossary import app
from mtqa.examples import Must, try_examples
from mtqa.glossary.model import Entry, EntryKind, Glossary

HEAD = "id,term,kind,variants,wrong,roles,watch,note,must_flag,must_pass\n"
GOOD = (
    HEAD
    + "kyiv,Kyiv,place,,Kiev,,,,They went to Kiev.|Kiev’s mayor spoke.,They went to Kyiv.|Nobody came.\n"
    + "yoon,Yoon Suk-yeol,person,,,president,,,President Eun Sook-eol spoke on Monday.,Yoon spoke.|Bujar Osmani left.\n"
    + "then,eventually,term,,,,yes,look,They will eventually come.,They came in the event.\n"
    + "quiet,Ana Berg,person,,,,,,,\n"
)


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Where the glossary of a test stands, outside of any project."""
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "history"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "names.csv"


def run(*arguments, code=0):
    """The result of a command."""
    result = CliRunner().invoke(app, ["test", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_all_hold(path):
    """A line that counts them, and the entries that have none."""
    path.write_text(GOOD, encoding="utf-8")
    assert run(path).stdout == f"{path}: 9 of 9 examples hold; 1 entry has none\n"
    assert run("-g", path).stdout == run(path).stdout


def test_some_entries_only(path):
    """By id, term or another form; with the path first or as an option."""
    path.write_text(GOOD, encoding="utf-8")
    assert "4 of 4 examples hold" in run(path, "kyiv").stdout
    assert "7 of 7 examples hold" in run("Kyiv", "Yoon Suk-yeol", "Kiev", "-g", path).stdout
    assert "did you mean" in run(path, "kyif", code=2).stderr


def test_without_examples(path):
    """Nothing to check is no failure; the line says how to begin."""
    path.write_text("term\nAna Berg\n", encoding="utf-8")
    assert "no examples" in run(path).stdout


def test_failures(path):
    """Each with its sentence, what was found instead and why; the exit code is 1."""
    path.write_text(
        HEAD
        + "kyiv,Kyiv,place,Kyjiw,Kiev,,,,They went to Kyjiw.|They rested.|They went to Osllo.,They went to Kiev.\n"
        + "oslo,Oslo,place,,Osllo,,,,They went to Osllo.,\n"
        + "rice,Rice,person,,,,,,We had Rice.,\n",
        encoding="utf-8",
    )
    out = run(path, code=1).stdout
    assert "kyiv: must be flagged: They went to Kyjiw.\n  “Kyjiw” is a right form of the entry\n" in out
    assert "They rested.\n  nothing in it is near enough" in out
    assert "They went to Osllo.\n" in out
    assert "  found instead: term-forbidden (0.98): “Osllo” for “Oslo” of 'Oslo' (id 'oslo')" in out
    assert "kyiv: must pass: They went to Kiev.\n  term-forbidden (0.98): " in out
    assert "“Rice” is short or an ordinary word" in out
    assert out.endswith("1 of 6 examples hold\n")


def test_json(path):
    """Every example with its outcome and all that was found."""
    path.write_text(
        HEAD + "kyiv,Kyiv,place,,Kiev,,,,They went to Kiev.,They went to Kiev.\na,B,term,,,,,,,\n", encoding="utf-8"
    )
    said = json.loads(run(path, "--json", code=1).stdout)
    assert (said["total"], said["holding"], said["without"]) == (2, 1, ["a"])
    flag, passed = said["examples"]
    assert (flag["must"], flag["holds"], flag["why"]) == ("must_flag", True, [])
    assert (passed["must"], passed["holds"]) == ("must_pass", False)
    assert passed["why"]
    assert passed["found"][0]["suggestions"] == [{"text": "Kyiv", "entry": "kyiv"}]


def test_terminal_commands_are_not_printed(path):
    """A sentence of a stranger's glossary cannot command the terminal."""
    path.write_text(HEAD + 'k,Kyiv,place,,,,,,"They\nwent \N{RIGHT-TO-LEFT OVERRIDE} away.",\n', encoding="utf-8")
    out = run(path, code=1).stdout
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in out
    assert "They went \N{REPLACEMENT CHARACTER} away." in out


@pytest.mark.parametrize("arguments", [("missing.csv",), ("-g", "missing.csv"), ("kyiv",)])
def test_no_glossary(path, arguments):
    """A file that is not there, and no project around: one message, exit code 2."""
    assert "mtqa: error: " in run(*arguments, code=2).stderr


def test_only_that_entry_counts():
    """What is found for another entry holds nothing of this one, and breaks nothing."""
    oslo = Entry("oslo", "Oslo", EntryKind.PLACE, wrong=("Osllo",))
    kyiv = Entry("kyiv", "Kyiv", EntryKind.PLACE, must_flag=("They saw Osllo.",), must_pass=("They left Osllo.",))
    outcomes = list(try_examples([kyiv], Glossary((oslo, kyiv))))
    assert [(one.must, one.holds) for one in outcomes] == [(Must.BE_FLAGGED, False), (Must.BE_LEFT, True)]


def test_two_entries_that_watch_one_form():
    """The one that the checker names is meant, not whichever has the same term."""
    entries = tuple(
        Entry(key, "Moon", kind, watch=True, must_flag=("They met Moon there.",))
        for key, kind in (("a", EntryKind.PERSON), ("b", EntryKind.PLACE))
    )
    assert [one.holds for one in try_examples(entries, Glossary(entries))] == [True, False]


def test_low_confidence_is_a_reason():
    """Something was suspected, but not enough to be reported."""
    entry = Entry("a", "Petersen", EntryKind.PERSON, must_flag=("They met Petrosyan there.",))
    (outcome,) = try_examples([entry], Glossary((entry,)))
    assert not outcome.holds
    assert outcome.why[0].startswith("“Petrosyan” is suspected of it, at a confidence of 0.")


def test_a_project_is_the_whole_glossary(path):
    """What the house accepts stands in the way of an example, as it would in an article."""
    (path.parent / "mtqa.toml").write_text('glossary = "names.csv"\nhouse = ["house.csv"]\n', encoding="utf-8")
    path.write_text(HEAD + "a,Petersen,person,,,,,,They met Pettersen there.,\n", encoding="utf-8")
    house = path.parent / "house.csv"
    house.write_text("term,kind\nNobody Else,person\n", encoding="utf-8")
    before = run(code=0).stdout
    house.write_text("term,kind\nPettersen,person\n", encoding="utf-8")
    assert "1 of 1 example holds" in before
    assert "“Pettersen” is a right form of 'Pettersen'" in run(code=1).stdout
