"""A glossary file that people change loses nothing, whoever else changes it and whatever goes wrong."""

import errno
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import mtqa_tests_strategies as some
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.edit import added, removed
from mtqa.glossary.model import Entry, EntryKind, Glossary, Term
from mtqa.glossary.store import GlossaryFile
from mtqa.glossary.store_csv import parse_csv

FIRST = Glossary(
    (
        Entry("berg", "Anna Berg", EntryKind.PERSON, wrong=("Ana Burg",)),
        Entry("seoul", "Seoul", EntryKind.PLACE, note="a, note", sources=(Term("서울", "ko"),)),
    )
)

WRITER = """
import sys
from pathlib import Path
from mtqa.glossary.model import Entry, Glossary
from mtqa.glossary.store import GlossaryFile
file = GlossaryFile(Path(sys.argv[1]), lock_seconds=60)
for number in range(int(sys.argv[3])):
    entry = Entry(f"{sys.argv[2]}-{number:03d}", f"Term {sys.argv[2]} {number}")
    file.edit(lambda glossary: Glossary((*glossary.entries, entry)), summary="added one")
"""


def adding(*entries):
    """A change that adds entries."""
    return lambda glossary: Glossary((*glossary.entries, *entries))


def removing(*ids):
    """A change that removes entries."""
    return lambda glossary: Glossary(tuple(entry for entry in glossary.entries if entry.id not in ids))


NEW = Entry("koh", "Koh Phangan", EntryKind.PLACE)


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A glossary of two entries."""
    monkeypatch.setenv("MTQA_HISTORY", str(tmp_path / "data"))
    folder = tmp_path / "project"
    folder.mkdir()
    file = GlossaryFile(folder / "glossary.csv")
    file.create(FIRST)
    return file


def state(file):
    """The bytes of the file, and the numbers of its versions."""
    return file.path.read_bytes(), [version.number for version in file.history()]


def test_create_and_read(file):
    """What was put in is what is read."""
    assert file.read().entries == FIRST.entries
    assert file.path.read_bytes().startswith(b"id,term,kind,")
    with pytest.raises(GlossaryError, match=r"glossary\.csv: is there already"):
        file.create(FIRST)


def test_create_an_empty_one(tmp_path):
    """A new project starts with a header."""
    file = GlossaryFile(tmp_path / "new.csv")
    assert file.create().entries == ()
    assert file.read().entries == ()
    assert [version.entries for version in file.history()] == [0]


def test_edit(file):
    """The change is in the file, in what is returned, and in the history."""
    written = file.edit(adding(NEW), summary="added Koh Phangan")
    assert {entry.id for entry in written.entries} == {"berg", "koh", "seoul"}
    assert file.read().entries == written.entries
    newest = file.history()[0]
    assert (newest.number, newest.summary, newest.entries, newest.counts.added) == (2, "added Koh Phangan", 3, 1)
    assert {one.name for one in file.path.parent.iterdir()} == {"glossary.csv", ".glossary.csv.lock", ".mtqa"}


@pytest.mark.parametrize(
    "change",
    [
        lambda glossary: glossary,
        lambda glossary: Glossary(tuple(replace(entry) for entry in glossary.entries)),
        lambda glossary: Glossary(tuple(replace(entry, origin="elsewhere:9") for entry in glossary.entries)),
        removing("none"),
    ],
)
def test_an_edit_that_changes_nothing(file, change):
    """Nothing is written, not even the same bytes, and there is no version."""
    before, facts = state(file), file.path.stat()
    assert file.edit(change, summary="nothing").entries == FIRST.entries
    assert state(file) == before
    assert (file.path.stat().st_ino, file.path.stat().st_mtime_ns) == (facts.st_ino, facts.st_mtime_ns)


def test_a_change_that_fails(file):
    """Its error is passed on, and everything is as it was."""

    def refuse(_glossary):
        raise GlossaryError("no such entry; check the id")

    before = state(file)
    with pytest.raises(GlossaryError, match=r"^no such entry; check the id$"):
        file.edit(refuse, summary="x")
    assert state(file) == before


@pytest.mark.parametrize(
    "entries",
    [
        (replace(NEW, id="berg"),),
        (NEW, replace(NEW, term="Koh Samui")),
        (replace(NEW, term="a\x07b"),),
        (replace(NEW, term=""),),
        (replace(NEW, note="\x00"),),
        (replace(NEW, term="x" * 1001),),
    ],
    ids=["doubled", "doubled in itself", "control character", "empty", "null", "long"],
)
def test_entries_that_a_file_cannot_hold(file, entries):
    """What could not be read again is never written."""
    before = state(file)
    with pytest.raises(GlossaryError):
        file.edit(adding(*entries), summary="x")
    assert state(file) == before


def test_an_entry_that_the_writer_loses(file, monkeypatch):
    """A mistake of ours in writing stops before the file is touched."""
    before = state(file)
    monkeypatch.setattr("mtqa.glossary.write_csv.updated_csv", lambda _text, _glossary, **_options: "id,term\nx,X\n")
    with pytest.raises(
        GlossaryError, match="nothing was changed, for it cannot hold these entries as they are: 'berg'"
    ):
        file.edit(adding(NEW), summary="x")
    assert state(file) == before


def test_changed_by_hand_between(file):
    """The next edit works on what the person saved, and that state can be restored."""
    text = file.path.read_text(encoding="utf-8").replace("Anna Berg", "Anna-Maria Berg")
    file.path.write_text(text, encoding="utf-8", newline="")
    assert file.current() is None
    file.edit(adding(NEW), summary="added Koh Phangan")
    assert {entry.term for entry in file.read().entries} == {"Anna-Maria Berg", "Koh Phangan", "Seoul"}
    assert [version.summary for version in file.history()] == [
        "added Koh Phangan",
        "changed in another program",
        "made",
    ]
    file.restore(2)
    assert file.path.read_text(encoding="utf-8") == text


def test_saved_by_hand_in_the_middle_of_an_edit(file):
    """A program that knows of no lock saves while the edit is on its way: the edit starts again from there."""
    calls = []

    def change(glossary):
        calls.append({entry.id for entry in glossary.entries})
        if len(calls) == 1:
            with file.path.open("a", encoding="utf-8", newline="") as stream:
                stream.write("tokyo,Tokyo,place,,,,,,\n")
        return Glossary((*glossary.entries, NEW))

    written = file.edit(change, summary="added Koh Phangan")
    assert calls == [{"berg", "seoul"}, {"berg", "seoul", "tokyo"}]
    assert {entry.id for entry in written.entries} == {"berg", "koh", "seoul", "tokyo"}
    assert [version.entries for version in file.history()] == [4, 3, 2]


def test_saved_by_hand_all_the_time(file):
    """An edit does not go on for ever, nor over the other's head."""
    numbers = iter(range(1000))

    def change(glossary):
        with file.path.open("a", encoding="utf-8", newline="") as stream:
            stream.write(f"t{next(numbers)},Tokyo {time.monotonic_ns()},place,,,,,,\n")
        return Glossary((*glossary.entries, NEW))

    with pytest.raises(GlossaryError, match="another program keeps saving the file; close it there"):
        file.edit(change, summary="x")
    assert len(file.read().entries) == 2 + next(numbers)
    assert "koh" not in {entry.id for entry in file.read().entries}


def test_bytes_of_other_rows_stay(file):
    """Delimiter, byte order mark, line ends and odd quoting of a file that somebody else made."""
    text = '\N{ZERO WIDTH NO-BREAK SPACE}id;term;kind;mine\r\n"b";"Bern";place;"x"\r\na;Aarau;place;\r\n'
    file.path.write_bytes(text.encode())
    file.edit(adding(Entry("c", "Chur", EntryKind.PLACE)), summary="added Chur")
    data = file.path.read_bytes()
    assert data.startswith(text.encode())
    file.edit(removing("c"), summary="removed Chur")
    assert file.path.read_bytes() == text.encode()


def test_a_link_stays_a_link(file, tmp_path):
    """Its file is changed; the history and the lock are the file's own, whichever name is used."""
    link = tmp_path / "link.csv"
    link.symlink_to(file.path)
    GlossaryFile(link).edit(adding(NEW), summary="added Koh Phangan")
    assert link.is_symlink()
    assert len(file.read().entries) == 3
    assert GlossaryFile(link).history() == file.history()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.csv", "project"]


def test_leftovers_of_the_dead_are_swept(file):
    """Of the glossary and of its history; nobody else's files."""
    folder = file.path.parent
    leftovers = [folder / ".glossary.csv.abcd1234.tmp", folder / ".mtqa/history/glossary.csv/.000002.zip.abcd1234.tmp"]
    mine = folder / ".glossary.csv.mine.tmp"
    for path in [*leftovers, mine]:
        path.write_bytes(b"half")
    file.edit(adding(NEW), summary="x")
    assert [path.exists() for path in leftovers] == [False, False]
    assert mine.exists()


def test_missing_things(tmp_path):
    """A file, a folder, a path that is none: each says so, and nothing is made."""
    with pytest.raises(GlossaryError, match=r"none\.csv: no such glossary file; check the path, or make one with"):
        GlossaryFile(tmp_path / "none.csv").edit(adding(NEW), summary="x")
    with pytest.raises(GlossaryError, match="there is no folder"):
        GlossaryFile(tmp_path / "none" / "a.csv").create(FIRST)
    with pytest.raises(GlossaryError, match="a folder, not a glossary"):
        GlossaryFile(tmp_path).edit(adding(NEW), summary="x")
    with pytest.raises(GlossaryError, match="cannot be reached"):
        GlossaryFile(tmp_path / "a\0b.csv").read()
    with pytest.raises(GlossaryError, match=r"no version 3; there are: none"):
        GlossaryFile(tmp_path / "none.csv").restore(3)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="devices of POSIX")
def test_a_device():
    """It has no history to keep, and is never replaced."""
    with pytest.raises(GlossaryError, match="a device or a pipe"):
        GlossaryFile(Path("/dev/null")).edit(adding(NEW), summary="x")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"MTQAIDX\x00\x01\x00", "a binary file, not CSV"),
        (b"PK\x03\x04rest", "a spreadsheet workbook or zip file"),
        ("id,term\na,A\n".encode("utf-16"), "UTF-16"),
        (b"id,term\na,M\xfcnchen\n", "not UTF-8"),
        (b"", "empty"),
        (b"word\nSeoul\n", "no column 'term'"),
        (b"id,term\na,A\na,B\n", "row 3"),
    ],
    ids=["compiled", "workbook", "utf-16", "windows-1252", "empty", "no header", "same id"],
)
def test_files_that_are_no_glossary(file, data, message):
    """They are never touched; an older version can be put back over them, and that can be undone by hand."""
    file.path.write_bytes(data)
    with pytest.raises(GlossaryError, match=message):
        file.edit(adding(NEW), summary="x")
    assert file.path.read_bytes() == data
    file.restore(1)
    assert file.read().entries == FIRST.entries
    assert file.version_bytes(2) == data
    with pytest.raises(
        GlossaryError, match=r"version 2 is no readable glossary .* mtqa glossary restore 2 --output PATH"
    ):
        file.restore(2)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("failing", ["write", "fsync", "replace"])
@pytest.mark.parametrize("where", ["history", "glossary"])
def test_a_disk_that_is_full_or_fails(file, monkeypatch, code, failing, where):
    """One message with the reason; the file whole, no version of what did not happen, no leftovers."""
    before = state(file)
    calls = []
    real = getattr(os, failing)

    def refuse(*args):
        calls.append(args)
        if where == "history" or len(calls) > (2 if failing == "fsync" else 1):
            raise OSError(code, os.strerror(code))
        return real(*args)

    def watch(*_args, **_values):  # only from here: the lock's own file is not meant
        monkeypatch.setattr(os, failing, refuse)
        return 0

    monkeypatch.setattr("mtqa.glossary.store.sweep", watch)
    with pytest.raises(GlossaryError, match=os.strerror(code)) as caught:
        file.edit(adding(NEW), summary="x")
    monkeypatch.undo()
    assert str(caught.value).startswith(str(file.path))
    assert state(file) == before
    assert not list(file.path.parent.rglob("*.tmp"))


def test_a_read_only_folder(file, monkeypatch):
    """The message names the folder and the way out; the file is whole."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("the administrator may write everywhere; see the test of another user")
    before = state(file)
    file.path.parent.chmod(0o555)
    try:
        with pytest.raises(GlossaryError, match=r"nothing can be written in the folder|may not be changed"):
            file.edit(adding(NEW), summary="x")
    finally:
        file.path.parent.chmod(0o755)
    assert state(file) == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the administrator can be another user"
)
@pytest.mark.parametrize(
    ("modes", "message"),
    [
        ({"": 0o755, "glossary.csv": 0o666}, "nothing can be written in the folder"),
        ({"": 0o777, "glossary.csv": 0o644}, r"may not be changed \(Permission denied\); change the permissions"),
        ({"": 0o777, "glossary.csv": 0o600}, r"the glossary cannot be read \(Permission denied\)"),
        ({"": 0o700, "glossary.csv": 0o666}, r"cannot be reached \(Permission denied\)"),
    ],
    ids=["folder", "file", "unreadable", "closed folder"],
)
def test_as_another_user(modes, message):
    """What somebody without rights meets; the history of the owner is not in the way of one who has them."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)  # noqa: PTH101
        folder = Path(name) / "project"
        folder.mkdir()
        file = GlossaryFile(folder / "glossary.csv")
        file.create(FIRST)
        (folder / ".glossary.csv.lock").chmod(0o666)
        before = state(file)
        for one, mode in modes.items():
            (folder / one).chmod(mode)
        os.seteuid(65534)
        try:
            with pytest.raises(GlossaryError, match=message):
                file.edit(adding(NEW), summary="x")
        finally:
            os.seteuid(0)
        folder.chmod(0o755)
        assert state(file) == before


def test_limits(file):
    """Raised and lowered by who reads the configuration, also for what is to be written."""
    size = len(file.path.read_bytes())
    with (
        limits.use(limits.Limits(bytes=size - 1)),
        pytest.raises(GlossaryError, match=r"under \[limits\] in mtqa\.toml"),
    ):
        file.read()
    before = state(file)
    with limits.use(limits.Limits(bytes=size + 5)), pytest.raises(GlossaryError, match=r"the file would be .* bytes"):
        file.edit(adding(NEW), summary="x")
    assert state(file) == before


def test_eight_writers_lose_nothing(file):
    """Eight processes add a hundred entries each, at once."""
    command = [sys.executable, "-c", WRITER, str(file.path)]
    writers = [subprocess.Popen([*command, str(number), "100"]) for number in range(8)]
    assert [writer.wait() for writer in writers] == [0] * 8
    ids = [entry.id for entry in file.read().entries]
    assert sorted(ids) == sorted({*ids, "berg", "seoul"})
    assert len(ids) == 802
    versions = file.history()
    assert [version.number for version in versions] == list(range(801, 781, -1))
    assert [version.entries for version in versions] == list(range(802, 782, -1))


@pytest.mark.parametrize("seconds", [0.25, 0.5, 0.75])
def test_a_killed_writer(file, seconds):
    """The file is whole and holds the start of what was added; nothing waits for the dead."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(file.path), "w", "100000"])
    time.sleep(seconds)
    writer.kill()
    writer.wait()
    numbers = [int(entry.id[2:]) for entry in file.read().entries if entry.id.startswith("w-")]
    assert sorted(numbers) == list(range(len(numbers)))
    file.edit(adding(NEW), summary="x")
    assert not list(file.path.parent.rglob("*.tmp"))


words = st.text(st.sampled_from("abcxyz ÉéŁ漢字한국'-.,;|\\\"{}=+@"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
names = words.filter(lambda text: any(char.isalpha() for char in text))


@settings(max_examples=60, deadline=None)
@given(
    terms=st.lists(names, min_size=1, max_size=6, unique_by=str.casefold),
    notes=st.lists(words, min_size=6, max_size=6),
    style=st.sampled_from([(",", "\n"), (";", "\r\n"), ("\t", "\n")]),
    mark=st.booleans(),
    ends=st.booleans(),
)
def test_add_then_remove_is_identity_on_bytes(terms, notes, style, mark, ends):
    """Whatever the file looks like that somebody else made; undoing by the history gives the same bytes too."""
    import csv
    import io

    delimiter, line_end = style
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(["id", "term", "kind", "note"])
    for number, (term, note) in enumerate(zip(terms, notes, strict=False)):
        writer.writerow([f"id{number}", term, "term", note])
    text = buffer.getvalue() if ends else buffer.getvalue()[: -len(line_end)]
    data = (b"\xef\xbb\xbf" if mark else b"") + text.encode()
    with tempfile.TemporaryDirectory() as folder:
        file = GlossaryFile(Path(folder) / "glossary.csv")
        file.path.write_bytes(data)
        try:
            before = file.read()
        except GlossaryError:
            return  # terms that the reader refuses, as one that is a variant of another
        entry = Entry("id3x", "Quebec Kilo", wrong=("Kwebek, Kilo",), note='a "note"')
        file.edit(adding(entry), summary="added")
        assert len(file.read().entries) == len(before.entries) + 1
        file.edit(removing("id3x"), summary="removed")
        assert file.path.read_bytes() == data
        file.restore(2)
        file.restore(1)
        assert file.path.read_bytes() == data


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.glossaries(), some.entries())
def test_any_entry_that_is_added_and_removed_leaves_no_trace(glossary, entry):
    """Also one that needs columns which the file did not have."""
    with tempfile.TemporaryDirectory() as folder:
        file = GlossaryFile(Path(folder) / "glossary.csv")
        file.create(glossary)
        data = file.path.read_bytes()
        try:
            file.edit(lambda now: added(now, entry), summary="added")
        except GlossaryError:
            assert file.path.read_bytes() == data  # it contradicts the others
            return
        assert file.path.read_bytes() != data
        file.edit(lambda now: removed(now, entry.id), summary="removed")
        assert file.path.read_bytes() == data


def test_an_edit_reads_each_state_once(tmp_path):
    """Large glossaries take seconds to read; what was read already is remembered."""
    path = tmp_path / "g.csv"
    file = GlossaryFile(path)
    file.create(FIRST)
    file = GlossaryFile(path)
    with patch("mtqa.glossary.store_csv.parse_csv", wraps=parse_csv) as parse:
        file.read()
        file.edit(adding(Entry("busan", "Busan", EntryKind.PLACE)), summary="added Busan")
    assert parse.call_count == 2
    path.write_text("term\nUlsan\n", encoding="utf-8")  # by hand
    assert [entry.term for entry in file.read().entries] == ["Ulsan"]
