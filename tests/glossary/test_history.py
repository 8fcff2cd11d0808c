"""The last versions of a glossary can be listed and restored, whatever happened to the others."""

import io
import json
import os
import stat
import zipfile
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.changes import Changes, changes
from mtqa.glossary.history import Counts
from mtqa.glossary.model import Entry, Glossary
from mtqa.glossary.store import GlossaryFile


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The user's data folder."""
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path, data):
    """A glossary with no entry."""
    file = GlossaryFile(tmp_path / "glossary.csv")
    file.create()
    return file


def add(file, *ids):
    """Add entries, one edit each."""
    for identity in ids:
        entry = Entry(identity, f"Term {identity}")
        file.edit(lambda glossary, new=entry: Glossary((*glossary.entries, new)), summary=f"added {identity}")


def ids_of(glossary):
    """Ids of a glossary, sorted."""
    return sorted(entry.id for entry in glossary.entries)


def kept(file):
    """Numbers of the versions."""
    return [version.number for version in file.history()]


def zip_of(file, number):
    """The file of a version."""
    return file.path.parent / ".mtqa" / "history" / file.path.name / f"{number:06d}.zip"


def test_records(file):
    """Each version says when, who and what, and how many entries there were."""
    add(file, "a", "b")
    newest, middle, oldest = file.history()
    assert (newest.number, newest.summary, newest.entries, newest.counts) == (3, "added b", 2, Counts(1, 0, 0))
    assert (middle.number, oldest.number, oldest.summary, oldest.entries) == (2, 1, "made", 0)
    assert newest.at.startswith("20")
    assert newest.at.endswith("+00:00")
    assert newest.size == len(file.path.read_bytes())
    assert file.current() == newest


def test_the_last_twenty(file):
    """The oldest go; numbers are not used again."""
    add(file, *(f"e{number:02d}" for number in range(24)))
    assert kept(file) == list(range(25, 5, -1))
    assert len(list(zip_of(file, 1).parent.iterdir())) == 20
    assert ids_of(file.restore(6)) == [f"e{number:02d}" for number in range(5)]
    assert kept(file)[0] == 26


def test_how_many_is_a_choice(file):
    """Fewer, at least two."""
    few = GlossaryFile(file.path, kept=3)
    add(few, "a", "b", "c", "d")
    assert kept(few) == [5, 4, 3]


def test_restore_is_an_edit(file):
    """Recorded, exact to the byte, and undone by another one."""
    add(file, "a")
    before = file.path.read_bytes()
    add(file, "b")
    after = file.path.read_bytes()
    assert ids_of(file.restore(2)) == ["a"]
    assert file.path.read_bytes() == before
    assert file.history()[0].summary == "restored version 2"
    assert file.history()[0].counts == Counts(0, 1, 0)
    assert ids_of(file.restore(3)) == ["a", "b"]
    assert file.path.read_bytes() == after
    assert kept(file) == [5, 4, 3, 2, 1]


def test_restoring_the_present_does_nothing(file):
    """No version of no change."""
    add(file, "a")
    facts = file.path.stat()
    file.restore(2)
    assert kept(file) == [2, 1]
    assert file.path.stat().st_mtime_ns == facts.st_mtime_ns


def test_restore_when_the_file_is_gone(file):
    """Deleted by mistake: the history is still there."""
    add(file, "a")
    file.path.unlink()
    assert file.current() is None
    assert ids_of(file.restore(2)) == ["a"]
    assert ids_of(file.read()) == ["a"]


def test_restore_keeps_what_was_changed_by_hand(file):
    """The state that it replaces can be had again."""
    add(file, "a")
    file.path.write_text("id,term\nz,Zett\n", encoding="utf-8")
    file.restore(2)
    assert [version.summary for version in file.history()[:2]] == ["restored version 2", "changed in another program"]
    assert file.history()[1].counts == Counts(1, 1, 0)
    assert ids_of(file.restore(3)) == ["z"]


def test_a_file_that_had_no_history(tmp_path, data):
    """The state in which mtqa found it is the first version."""
    file = GlossaryFile(tmp_path / "old.csv")
    file.path.write_text("term\nBern\n", encoding="utf-8")
    assert file.history() == ()
    assert file.current() is None
    add(file, "a")
    assert [version.summary for version in file.history()] == ["added a", "as it was found"]
    file.restore(1)
    assert file.path.read_text(encoding="utf-8") == "term\nBern\n"


def rewritten(path, *, record=None, content=None):
    """Write a version anew, one of its two members another one."""
    with zipfile.ZipFile(path) as archive:
        members = {"version.json": archive.read("version.json"), "glossary.csv": archive.read("glossary.csv")}
    if record is not None:
        members["version.json"] = record
    if content is not None:
        members["glossary.csv"] = content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            archive.writestr(name, value)
    path.write_bytes(buffer.getvalue())


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-40]),
    "no zip": lambda path: path.write_bytes(b"id,term\n"),
    "no record": lambda path: rewritten(path, record=b"{"),
    "record of another kind": lambda path: rewritten(path, record=b"[1]"),
    "record without numbers": lambda path: rewritten(path, record=b'{"at": 1, "counts": null, "entries": null}'),
    "deep record": lambda path: rewritten(path, record=b"[" * 50_000),
    "other content": lambda path: rewritten(path, content=b"id,term\nx,X\n"),
    "folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_version(file, damage):
    """It says so when it is asked for; the others work, and so do edits."""
    add(file, "a", "b")
    before = file.path.read_bytes()
    DAMAGES[damage](zip_of(file, 2))
    with pytest.raises(GlossaryError, match=r"version 2 cannot be used, for .*000002\.zip is damaged .* another one"):
        file.restore(2)
    assert file.path.read_bytes() == before
    assert kept(file) == [3, 2, 1]
    add(file, "c")
    assert ids_of(file.restore(3)) == ["a", "b"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_newest_version_damaged(file, damage):
    """Then the present state is kept once more before it is replaced."""
    add(file, "a")
    before = file.path.read_bytes()
    DAMAGES[damage](zip_of(file, 2))
    add(file, "b")
    assert kept(file) == [4, 3, 2, 1]
    assert file.version_bytes(3) == before


def test_flipped_bits(file):
    """No byte of a version may change unnoticed."""
    add(file, "a")
    right, path = file.path.read_bytes(), zip_of(file, 1)
    whole = path.read_bytes()
    refused = 0
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            assert file.version_bytes(1) == b"id,term,kind,variants,wrong,source_term,source_lang,roles,note\n"
        except GlossaryError:
            refused += 1
    assert refused > len(whole) // 2
    assert file.path.read_bytes() == right


def test_a_version_that_would_unpack_to_more_than_a_file_may_be(file):
    """Nobody can fill the memory with a small zip file."""
    add(file, "a")
    rewritten(zip_of(file, 1), content=b"\n" * 10_000_000)
    with limits.use(limits.Limits(bytes=1_000_000)), pytest.raises(GlossaryError, match="larger than 1,000,000 bytes"):
        file.restore(1)


def test_a_number_that_is_none(file):
    """The message says which there are."""
    add(file, "a")
    with pytest.raises(GlossaryError, match="no version 7; there are: 2, 1"):
        file.restore(7)


def test_other_files_in_the_folder(file):
    """They are neither versions nor deleted."""
    add(file, "a")
    folder = zip_of(file, 1).parent
    for name in ("notes.txt", "1.zip.bak", "x1.zip", "-1.zip", "12345678901.zip"):
        (folder / name).write_bytes(b"x")
    assert kept(file) == [2, 1]
    add(GlossaryFile(file.path, kept=2), "b", "c")
    assert kept(file) == [4, 3]
    assert (folder / "notes.txt").exists()


def test_version_control_leaves_it_alone(file):
    """The folder hides itself from git; what a person wrote there stays."""
    ignore = file.path.parent / ".mtqa" / ".gitignore"
    assert ignore.read_text(encoding="utf-8") == "*\n"
    ignore.write_text("mine\n", encoding="utf-8")
    add(file, "a")
    assert ignore.read_text(encoding="utf-8") == "mine\n"


def test_in_the_data_folder(tmp_path, data):
    """Where no folder can be made beside the glossary; two files of one name are not mixed up."""
    files = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / ".mtqa").write_text("in the way", encoding="utf-8")
        files.append(GlossaryFile(folder / "glossary.csv"))
        files[-1].create()
        add(files[-1], name)
    assert len(list(data.iterdir())) == 2
    assert [version.summary for version in files[0].history()] == ["added one", "made"]
    assert ids_of(files[1].restore(1)) == []
    (tmp_path / "one" / ".mtqa").unlink()
    add(files[0], "later")
    assert kept(files[0]) == [3, 2, 1]
    assert ids_of(files[0].restore(2)) == ["one"]


def test_the_users_own_data_folder(tmp_path, monkeypatch):
    """Without the variable it is the one that the system names."""
    monkeypatch.delenv("MTQA_HISTORY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_args, **_values: tmp_path / "xdg" / "mtqa")
    (tmp_path / ".mtqa").write_text("in the way", encoding="utf-8")
    file = GlossaryFile(tmp_path / "glossary.csv")
    file.create()
    assert file.history()[0].path.is_relative_to(tmp_path / "xdg" / "mtqa" / "history")


def test_no_history_can_be_kept_at_all(tmp_path, monkeypatch):
    """An edit without a way back is not made; the message says what to do."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "file"))
    (tmp_path / ".mtqa").write_text("in the way", encoding="utf-8")
    file = GlossaryFile(tmp_path / "glossary.csv")
    file.path.write_text("term\nBern\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"its history cannot be kept .* set MTQA_HISTORY to a folder of yours"):
        add(file, "a")
    assert file.path.read_text(encoding="utf-8") == "term\nBern\n"


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_nobody_may_read_more_than_the_file(file):
    """Versions of a private glossary are private."""
    file.path.chmod(0o600)
    add(file, "a")
    assert stat.S_IMODE(zip_of(file, 2).stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_changes_by_id():
    """Added, removed and changed; where it was read is no change."""
    old = Glossary((Entry("a", "A"), Entry("b", "B"), Entry("c", "C")))
    new = Glossary((Entry("d", "D"), Entry("b", "B", note="x"), replace(old.entries[2], origin="other:1")))
    assert changes(old, new) == Changes(added=("d",), removed=("a",), changed=("b",))
    assert not changes(old, old)


def run(*words):
    """Run a command of ``mtqa glossary`` in this process."""
    import typer

    from mtqa.cli.glossary import versions

    app = typer.Typer()
    versions.register(app)
    return CliRunner().invoke(app, list(words))


def test_the_commands(file, tmp_path):
    """What a person sees: the list, one version, the way back, and a copy that leaves the glossary alone."""
    add(file, "a", "b")
    option = ("--glossary", str(file.path))
    listed = run("history", *option)
    assert listed.exit_code == 0
    assert "3 (now)" in listed.stdout
    assert "added b" in listed.stdout
    values = json.loads(run("history", "--json", *option).stdout)
    assert [(one["number"], one["current"], one["entries"]) for one in values] == [
        (3, True, 2),
        (2, False, 1),
        (1, False, 0),
    ]
    assert values[0]["counts"] == {"added": 1, "removed": 0, "changed": 0}
    assert json.loads(run("history", "3", "--json", *option).stdout) == {
        "number": 3, "since": 2, "added": ["b"], "removed": [], "changed": [],
    }  # fmt: skip
    assert "Term b" in run("history", "3", *option).stdout
    assert run("restore", "--last", *option).stdout.endswith("is as it was in version 2: 1 entries\n")
    assert ids_of(file.read()) == ["a"]
    copied = run("restore", "1", "--output", str(tmp_path / "copy.csv"), *option)
    assert copied.exit_code == 0
    assert (tmp_path / "copy.csv").read_bytes() == file.version_bytes(1)
    assert ids_of(file.read()) == ["a"]


@pytest.mark.parametrize("words", [("restore",), ("restore", "2", "--last"), ("restore", "9"), ("history", "9")])
def test_commands_that_cannot_be_done(file, words):
    """One line and exit code 2; the file is as it was."""
    add(file, "a")
    before = file.path.read_bytes()
    result = run(*words, "--glossary", str(file.path))
    assert result.exit_code == 2
    assert "mtqa: error: " in result.output
    assert file.path.read_bytes() == before


def test_history_of_nothing(tmp_path):
    """An empty list for programs, a line for people."""
    path = str(tmp_path / "none.csv")
    assert json.loads(run("history", "--json", "--glossary", path).stdout) == []
    assert "has no history yet" in run("history", "--glossary", path).output
