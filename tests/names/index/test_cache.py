"""Where compiled glossaries are kept, and when they are made again."""

import os
import shutil

import pytest

from mtqa.errors import GlossaryError
from mtqa.names.index import cache as module
from mtqa.names.index.cache import TOLD_FROM, compiled_glossary

TEXT = "term,kind\nSeoul,place\nYoon Suk-yeol,person\n"


@pytest.fixture
def notes():
    """What the user was told."""
    return []


@pytest.fixture
def open_(notes):
    """Opens a glossary file and returns its terms."""

    def open_file(path):
        compiled = compiled_glossary(path, note=notes.append)
        return [entry.term for entry in compiled.entries(range(compiled.size))]

    return open_file


@pytest.fixture(autouse=True)
def told(monkeypatch):
    """The files of these tests are small; what is done about them is said all the same."""
    monkeypatch.setattr(module, "TOLD_FROM", 0)


@pytest.fixture
def settled(csv_file):
    """A glossary file that changed long ago."""
    path = csv_file(TEXT)
    os.utime(path, ns=(10**18, 10**18))
    return path


def binaries(cache):
    """The compiled files in the cache."""
    return sorted((cache / "glossaries").glob("*.bin"))


def test_an_unchanged_file_is_not_read_again(settled, cache, open_, notes, monkeypatch):
    """The second time only the compiled file is opened, and nothing is said."""
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert [note.split()[0] for note in notes] == ["Indexing"]
    monkeypatch.setattr(module, "file_facts", lambda _path: pytest.fail("read the glossary"))
    monkeypatch.setattr(module, "build", lambda *_args, **_kwargs: pytest.fail("compiled the glossary"))
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert len(notes) == 1


def test_what_is_quick_is_not_worth_a_word(settled, open_, notes, monkeypatch):
    """A small file is compiled in silence."""
    monkeypatch.setattr(module, "TOLD_FROM", TOLD_FROM)
    open_(settled)
    assert notes == []


def test_a_file_changed_just_now_is_read_again(csv_file, cache, open_, monkeypatch):
    """Within a tick of the clock time and size say nothing."""
    path = csv_file(TEXT)
    open_(path)
    facts = path.stat()
    path.write_text(TEXT.replace("Seoul", "Busan"))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert open_(path) == ["Busan", "Yoon Suk-yeol"]


def test_an_edited_file_is_compiled_again(settled, cache, open_, notes):
    """Its content decides; the file made of the older content stays, in case it comes back."""
    open_(settled)
    settled.write_text(TEXT + "Busan,place\n")
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol", "Busan"]
    assert len(binaries(cache)) == 2
    assert len(notes) == 2
    settled.write_text(TEXT)
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert len(notes) == 2


def test_a_copy_is_not_compiled_again(settled, cache, open_, notes, tmp_path):
    """The same content under another name is the same glossary, with its own origin."""
    open_(settled)
    copy = tmp_path / "copy.csv"
    shutil.copy(settled, copy)
    compiled = compiled_glossary(copy, note=notes.append)
    assert compiled.entries([0])[0].origin == f"{copy}:2"
    assert len(notes) == len(binaries(cache)) == 1


def test_other_code_makes_another_file(settled, cache, open_, monkeypatch):
    """What another version of mtqa compiled is not used."""
    open_(settled)
    monkeypatch.setattr(module, "_rules", lambda: "other")
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert len(binaries(cache)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"\0" * len(data),
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[:9000] + bytes([data[9000] ^ 1]) + data[9001:],
        lambda data: data + b"x",
    ],
    ids=["empty", "half", "zeros", "last byte", "a byte inside", "a byte more"],
)
def test_a_damaged_file_is_made_again(settled, cache, open_, notes, damage):
    """It is noticed, said in a line, and mended."""
    open_(settled)
    (path,) = binaries(cache)
    path.write_bytes(damage(path.read_bytes()))
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert "is damaged" in notes[1]
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert len(notes) == 3


def test_another_glossary_under_the_name_is_noticed(settled, csv_file, cache, open_, notes):
    """A whole file that was made of something else does not pass."""
    open_(settled)
    (mine,) = binaries(cache)
    open_(csv_file("term\nBusan\n", name="other.csv"))
    (other,) = set(binaries(cache)) - {mine}
    shutil.copy(other, mine)
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert "made from another glossary" in notes[2]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"path": 1}', '{"sha256": "../../x"}'])
def test_a_damaged_record_costs_a_read(settled, cache, open_, notes, content):
    """Without a usable note about the file, it is read again; the compiled file is still good."""
    open_(settled)
    (record,) = (cache / "glossaries").glob("*.json")
    record.write_text(content)
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert len(notes) == 1


def test_a_cache_that_cannot_be_written(settled, tmp_path, monkeypatch, open_, notes):
    """The glossary works for this run, and the user is told how to keep its index."""
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("MTQA_CACHE", str(tmp_path / "file" / "below"))
    assert open_(settled) == ["Seoul", "Yoon Suk-yeol"]
    assert "for this run only" in notes[-1]
    assert "MTQA_CACHE" in notes[-1]


def test_a_cache_that_is_a_file(settled, tmp_path, monkeypatch, open_):
    """A variable that cannot be a folder is a mistake to be told."""
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("MTQA_CACHE", str(tmp_path / "file"))
    with pytest.raises(GlossaryError, match=r"MTQA_CACHE is .* not a folder"):
        open_(settled)


def test_a_file_that_changes_meanwhile(settled, cache, open_, monkeypatch):
    """What was compiled must be what was hashed."""
    real = module.build

    def build(path, stream, *, meta):
        real(path, stream, meta=meta)
        path.write_text(TEXT + "Busan,place\n")

    monkeypatch.setattr(module, "build", build)
    with pytest.raises(GlossaryError, match="changed while it was read"):
        open_(settled)
    assert not binaries(cache)


def test_only_some_files_are_kept(csv_file, cache, open_):
    """A glossary that is edited every day does not fill the disk."""
    for number in range(module.KEPT_FILES + 3):
        open_(csv_file(f"term\nSeoul {number}\n"))
    assert len(binaries(cache)) == module.KEPT_FILES


def test_what_interrupted_runs_left_is_removed(settled, cache, open_):
    """Only what is too old to be at work."""
    (cache / "glossaries").mkdir(parents=True)
    old, new = cache / "glossaries" / ".old.partial", cache / "glossaries" / ".new.partial"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, ns=(10**18, 10**18))
    open_(settled)
    assert not old.exists()
    assert new.exists()
