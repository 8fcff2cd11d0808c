"""``mtqa fix`` as a person or a script meets it: in a process of its own."""

import json
import subprocess
import sys

import pytest

BEFORE = b"He saw the the house.\r\nNobody else did did.\r\n"
AFTER = b"He saw the house.\r\nNobody else did did.\r\n"


def mtqa(command, *args, cwd):
    """Run a command."""
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", command, *args, "--lm", "none"], cwd=cwd, capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path):
    """An article with two doubled words, of which one is accepted, and a decision about what is not there."""
    (tmp_path / "a.txt").write_bytes(BEFORE)
    found = json.loads(mtqa("check", "a.txt", "--format", "json", cwd=tmp_path)[1])["files"][0]["findings"]
    first = next(one["fingerprint"] for one in found if one["text"] == "the the")
    lines = [
        {"fingerprint": first, "judgement": "accepted"},
        {"fingerprint": "0" * len(first), "judgement": "accepted", "found": "of of", "file": "a.txt", "check": "x"},
    ]
    (tmp_path / "decisions.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return tmp_path


def test_a_copy(folder):
    """Only what was accepted; the article stays; a copy that is there is not written over."""
    code, _, err = mtqa("fix", "a.txt", cwd=folder)
    assert code == 0, err
    assert (folder / "a.fixed.txt").read_bytes() == AFTER
    assert (folder / "a.txt").read_bytes() == BEFORE
    assert "1 applied; checked again: 1 gone" in err
    assert "not found any more: “of of”" in err
    code, _, err = mtqa("fix", "a.txt", cwd=folder)
    assert (code, "is there already" in err) == (2, True)


def test_in_place_keeps_every_backup(folder):
    """A backup is never written over."""
    (folder / "a.txt.orig").write_bytes(b"older")
    code, _, err = mtqa("fix", "a.txt", "--in-place", cwd=folder)
    assert code == 0, err
    assert (folder / "a.txt").read_bytes() == AFTER
    assert (folder / "a.txt.orig").read_bytes() == b"older"
    assert (folder / "a.txt.orig.1").read_bytes() == BEFORE


def test_backup_that_cannot_be_written(folder):
    """One message, exit code 2, and the article is as it was: a name to which nothing can be added."""
    name = "a" * 251 + ".txt"
    (folder / "a.txt").rename(folder / name)
    code, _, err = mtqa("fix", name, "--in-place", cwd=folder)
    assert code == 2
    assert "nothing was changed" in err
    assert "Traceback" not in err
    assert (folder / name).read_bytes() == BEFORE


def test_dry_run_writes_nothing(folder):
    """The difference goes to standard output."""
    files = sorted(folder.iterdir())
    code, out, err = mtqa("fix", "a.txt", "--dry-run", cwd=folder)
    assert code == 0, err
    assert "-He saw the the house." in out
    assert "+He saw the house." in out
    assert sorted(folder.iterdir()) == files
    assert (folder / "a.txt").read_bytes() == BEFORE


def test_usage(folder):
    """Contradictions and misspelt checks are mistakes."""
    assert mtqa("fix", "a.txt", "--in-place", "-o", "b.txt", cwd=folder)[0] == 2
    assert mtqa("fix", "a.txt", "--select", "repeted-word", cwd=folder)[0] == 2
