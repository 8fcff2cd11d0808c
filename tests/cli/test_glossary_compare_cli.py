"""``mtqa glossary diff`` and ``merge``."""

import json
import re
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from mtqa.cli.glossary import app
from mtqa.glossary.edit import removed
from mtqa.glossary.store import GlossaryFile

BASE = """\
id,term,kind,variants,wrong,source_term,source_lang,roles,note,mine
han,Han Duck-soo,person,Han Deok-su|HDS,Han Duk Su,한덕수,ko,prime minister,until 2025,x
kyiv,Kyiv,place,,,Київ,uk,,,
sejong,Sejong,place,,,,,,,
"""
OURS = BASE.replace("Київ,uk,,,", "Київ,uk,,capital,") + "seoul,Seoul,place,,,서울,ko,,,\n"
THEIRS = BASE.replace("|HDS", "|PM Han").replace("sejong,Sejong,place,,,,,,,\n", "")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A base and what two people made of it, outside of any project."""
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "history"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, text in (("base.csv", BASE), ("ours.csv", OURS), ("theirs.csv", THEIRS)):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def project(folder):
    """The same folder as a project with our glossary."""
    (folder / "mtqa.toml").write_text('glossary = "glossary.csv"\n', encoding="utf-8")
    (folder / "glossary.csv").write_text(OURS, encoding="utf-8", newline="")
    return folder / "glossary.csv"


def run(*arguments, code=0, **options):
    """The result of a command."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False, **options)
    assert result.exit_code == code, result.output
    return result


def text(path):
    """The content of a file."""
    return path.read_text(encoding="utf-8")


def conflicting(folder):
    """Let both sides change a note."""
    (folder / "ours.csv").write_text(OURS.replace("until 2025", "until May 2025"), encoding="utf-8")
    (folder / "theirs.csv").write_text(THEIRS.replace("until 2025", "since 2022"), encoding="utf-8")


def test_diff(folder):
    """What is gone, what came, what changed and how; the exit code says whether there is anything."""
    result = run("diff", "base.csv", "ours.csv", code=1)
    assert result.stdout.splitlines() == [
        "+ seoul: Seoul (place)",
        "~ kyiv: Kyiv (place)",
        "    note: (empty) -> capital",
        "1 entry added, 1 entry changed",
    ]
    result = run("diff", "base.csv", "theirs.csv", code=1)
    assert result.stdout.splitlines() == [
        "- sejong: Sejong (place)",
        "~ han: Han Duck-soo (person)",
        "    variants: -HDS, +PM Han",
        "1 entry removed, 1 entry changed",
    ]
    assert run("diff", "base.csv", "base.csv").output == ""


def test_diff_json(folder):
    """For programs, with old and new ids."""
    (folder / "theirs.csv").write_text(BASE.replace("kyiv,Kyiv", "kyjiv,Kyiv"), encoding="utf-8")
    answer = json.loads(run("diff", "base.csv", "theirs.csv", "--json", code=1).stdout)
    assert (answer["old"], answer["new"], answer["added"], answer["removed"]) == ("base.csv", "theirs.csv", [], [])
    assert answer["changed"] == [
        {
            "id": "kyjiv",
            "old_id": "kyiv",
            "term": "Kyiv",
            "fields": [{"field": "id", "removed": ["kyiv"], "added": ["kyjiv"]}],
        }
    ]
    assert json.loads(run("diff", "base.csv", "base.csv", "--json").stdout)["changed"] == []


def test_diff_of_versions(project):
    """A number is a version of the history; the project's glossary is the new side unless another is named."""
    file = GlossaryFile(project)
    file.edit(lambda glossary: removed(glossary, "seoul"), summary="x")
    assert "- seoul: Seoul (place)" in run("diff", "1", code=1).stdout
    assert run("diff", "2").output == ""
    assert "+ seoul" in run("diff", "2", "1", code=1).stdout
    assert "no version 9; there are: 2, 1" in run("diff", "9", code=2).stderr
    assert run("diff", "ours.csv", code=1).stdout.startswith("- seoul")
    assert "no glossary" not in run("diff", "base.csv", "-g", "base.csv").output


def test_diff_of_other_formats(folder):
    """What can be imported can be compared, and what is lost on the way is said."""
    (folder / "g.json").write_text('[{"id": "kyiv", "term": "Kyiv", "kind": "place", "odd": 1}]', encoding="utf-8")
    result = run("diff", "g.json", "base.csv", code=1)
    assert "~ kyiv" in result.stdout
    assert "'odd'" in result.stderr
    assert "none.csv: no such glossary file" in run("diff", "none.csv", "base.csv", code=2).stderr


def test_merge_in_place(folder):
    """Both sides' changes are in our file; the columns of the user and the other rows stay, and it can be undone."""
    result = run("merge", "ours.csv", "theirs.csv", "--base", "base.csv", "--in-place")
    assert result.stdout == "ours.csv: merged with theirs.csv: 1 removed, 1 changed\n"
    merged = OURS.replace("|HDS", "|PM Han").replace("sejong,Sejong,place,,,,,,,\n", "")
    assert text(folder / "ours.csv") == merged
    assert run("merge", "ours.csv", "theirs.csv", "--base", "base.csv", "--in-place").stdout.endswith(": nothing new\n")
    run("restore", "1", "-g", "ours.csv")
    assert text(folder / "ours.csv") == OURS
    assert text(folder / "theirs.csv") == THEIRS


def test_merge_into_the_project(project):
    """With one file, ours is the glossary of the project; the base may be a version of it."""
    file = GlossaryFile(project)
    file.edit(lambda glossary: removed(glossary, "seoul"), summary="x")
    result = run("merge", "theirs.csv", "--base", "1")
    assert result.stdout.endswith("glossary.csv: merged with theirs.csv: 1 removed, 2 changed\n")
    assert set(file.read().by_id) == {"han", "kyiv"}
    assert file.history()[0].summary == "merged theirs.csv"


def test_merge_without_a_base(folder):
    """Entries and lists are joined, and nothing is removed."""
    run("merge", "ours.csv", "theirs.csv", "-o", "new.csv")
    new = GlossaryFile(folder / "new.csv").read()
    assert set(new.by_id) == {"han", "kyiv", "sejong", "seoul"}
    assert new.by_id["han"].variants == ("Han Deok-su", "HDS", "PM Han")
    assert text(folder / "ours.csv") == OURS


def test_merge_with_conflicts(folder):
    """They are listed, nothing is written, and the exit code says so."""
    conflicting(folder)
    before = text(folder / "ours.csv")
    for options in (["--in-place"], ["-o", "new.csv"], ["--dry-run"]):
        result = run("merge", "ours.csv", "theirs.csv", "--base", "base.csv", *options, code=1)
        header, row, summary = result.stdout.splitlines()
        assert header.split() == ["entry", "column", "it", "was", "ours", "theirs"]
        assert re.split(r" {2,}", row) == ["han", "note", "until 2025", "until May 2025", "since 2022"]
        assert "1 conflict" in summary
        assert "--prefer ours" in result.stderr
    assert text(folder / "ours.csv") == before
    assert not (folder / "new.csv").exists()
    assert not (folder / ".mtqa").exists()


@pytest.mark.parametrize(("side", "note"), [("ours", "until May 2025"), ("theirs", "since 2022")])
def test_merge_prefers(folder, side, note):
    """Somebody's word counts, and what it decided is still listed."""
    conflicting(folder)
    result = run("merge", "ours.csv", "theirs.csv", "--base", "base.csv", "--in-place", "--prefer", side)
    assert "until 2025" in result.stdout
    assert f"where they are in conflict, {side} counts" in result.stderr
    assert GlossaryFile(folder / "ours.csv").read().by_id["han"].note == note


def test_merge_json(folder):
    """The same for programs."""
    conflicting(folder)
    answer = json.loads(
        run("merge", "ours.csv", "theirs.csv", "--base", "base.csv", "--dry-run", "--json", code=1).stdout
    )
    assert (answer["written"], answer["preferred"], answer["dry_run"]) == (False, None, True)
    assert (answer["added"], answer["removed"], answer["changed"]) == ([], ["sejong"], ["han"])
    (conflict,) = answer["conflicts"]
    assert (conflict["id"], conflict["field"], conflict["item"]) == ("han", "note", "")
    assert (conflict["base"], conflict["ours"], conflict["theirs"]) == ("until 2025", "until May 2025", "since 2022")
    assert conflict["sentence"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ours.csv", "theirs.csv"], "--in-place changes ours.csv, --output PATH writes another file"),
        (["ours.csv", "theirs.csv", "base.csv", "--in-place"], "two glossaries are merged at a time, not 3"),
        (["ours.csv", "theirs.csv", "-g", "base.csv", "--in-place"], "OURS is given twice"),
        (["ours.csv", "theirs.csv", "--in-place", "-o", "x.csv"], "give one of them"),
        (["ours.csv", "theirs.csv", "-o", "theirs.csv"], "is an input of this run"),
        (["ours.csv", "none.csv", "--in-place"], "none.csv: no such glossary file"),
        (["none.csv", "theirs.csv", "--in-place"], "none.csv: no such glossary file"),
        (["theirs.csv"], "mtqa init"),
        (["ours.csv", "theirs.csv", "--base", "7", "--in-place"], "no glossary"),
    ],
)
def test_merge_refuses(folder, arguments, message):
    """What is missing or makes no sense is said, and nothing is changed."""
    assert message in run("merge", *arguments, code=2).stderr
    assert text(folder / "ours.csv") == OURS


def test_a_glossary_that_cannot_be_read(folder):
    """A broken side ends the merge with its place."""
    (folder / "theirs.csv").write_text("id,term,kind\na,A,plaice\n", encoding="utf-8")
    assert "theirs.csv, row 2, column kind" in run("merge", "ours.csv", "theirs.csv", "--in-place", code=2).stderr


def test_terminal_is_safe(folder):
    """Control characters of a note, whoever wrote it, reach no terminal."""
    (folder / "theirs.csv").write_text(THEIRS.replace("until 2025", "a\N{RIGHT-TO-LEFT OVERRIDE}b"), encoding="utf-8")
    (folder / "ours.csv").write_text(OURS.replace("until 2025", "c\N{RIGHT-TO-LEFT OVERRIDE}d"), encoding="utf-8")
    for command in (["diff", "ours.csv", "theirs.csv"], ["merge", "ours.csv", "theirs.csv", "--dry-run"]):
        assert all(line.isprintable() for line in run(*command, code=1).output.splitlines())


def test_driver(folder):
    """Ours gets everything but what is in conflict, which the exit code tells; an empty base is none."""
    run("merge", "--driver", "g.csv", "--base", "base.csv", "ours.csv", "theirs.csv")
    assert set(GlossaryFile(folder / "ours.csv").read().by_id) == {"han", "kyiv", "seoul"}
    conflicting(folder)
    result = run("merge", "--driver", "g.csv", "--base", "base.csv", "ours.csv", "theirs.csv", code=1)
    assert "g.csv: merged with theirs: 1 conflict" in result.stdout
    assert "g.csv is as it was on our side" in result.stderr
    han = GlossaryFile(folder / "ours.csv").read().by_id["han"]
    assert (han.note, han.variants) == ("until May 2025", ("Han Deok-su", "PM Han"))
    (folder / "empty").write_bytes(b"")
    run("merge", "--driver", "g.csv", "--base", "empty", "ours.csv", "ours.csv")
    assert sorted(one.name for one in folder.iterdir()) == ["base.csv", "empty", "ours.csv", "theirs.csv"]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_driver_in_git(folder):
    """The two lines of the help make git merge a glossary by entries."""

    def git(*arguments, code=0):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def commit(content, branch=None):
        if branch:
            git("checkout", "-q", "-b", branch)
        (folder / "glossary.csv").write_text(content, encoding="utf-8", newline="")
        git("add", "glossary.csv", ".gitattributes")
        git("commit", "-q", "-m", "x")

    git("init", "-q", "-b", "main")
    git("config", "merge.mtqa.driver", f"'{sys.executable}' -m mtqa glossary merge --driver %P --base %O %A %B")
    (folder / ".gitattributes").write_text("glossary.csv merge=mtqa\n", encoding="utf-8")
    commit(BASE)
    commit(THEIRS, "theirs")
    git("checkout", "-q", "main")
    commit(OURS)
    git("merge", "-q", "theirs")
    assert text(folder / "glossary.csv") == OURS.replace("|HDS", "|PM Han").replace("sejong,Sejong,place,,,,,,,\n", "")


def test_diff_alone_shows_what_the_last_change_did(project):
    """The state before the last change is the old one, as for `restore --last`."""
    GlossaryFile(project).edit(lambda glossary: removed(glossary, "kyiv"), summary="removed Kyiv")
    assert "- kyiv" in run("diff", code=1).stdout


def test_diff_alone_needs_a_history(project):
    """Without one there is nothing to compare with, and the message says so."""
    assert "no version before the present one" in run("diff", code=2).stderr
