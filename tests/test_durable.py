"""Files are replaced whole, in an order that survives a power failure."""

import errno
import os
import stat
import sys

import pytest

from mtqa.durable import replace_file, sweep

posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and folder flushes of POSIX")


def watched(monkeypatch, folder):
    """The names of the calls that reach the disk, in order, as they are made."""
    calls = []
    kinds = {}

    def watch(name):
        real = getattr(os, name)

        def call(*args, **values):
            result = real(*args, **values)
            if name == "open":
                kinds[result] = "folder" if os.path.isdir(args[0]) else "file"  # noqa: PTH112
            kind = kinds.get(args[0], "file") if name in {"write", "fsync"} else ""
            if name != "open":
                calls.append(f"{name} {kind}".strip())
            return result

        monkeypatch.setattr(os, name, call)

    for name in ("open", "write", "fsync", "replace"):
        watch(name)
    return calls


@posix
def test_the_order_of_the_calls(tmp_path, monkeypatch):
    """Written, flushed, renamed, folder flushed: any other order can lose a file with the power."""
    path = tmp_path / "glossary.csv"
    path.write_bytes(b"old")
    calls = watched(monkeypatch, tmp_path)
    replace_file(path, b"new")
    assert calls == ["write file", "fsync file", "replace", "fsync folder"]
    assert path.read_bytes() == b"new"


@posix
def test_mode_and_links_stay(tmp_path):
    """The new file has the mode of the old one; a link to another folder still leads to it."""
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "real.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [one.name for one in target.parent.iterdir()] == ["real.csv"]


@posix
def test_a_new_file_has_the_usual_mode(tmp_path):
    """Not the private mode of a temporary file."""
    old = os.umask(0o027)
    try:
        replace_file(tmp_path / "new.csv", b"new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o640


@posix
def test_the_mode_of_another_file(tmp_path):
    """A copy of a private file is private."""
    private = tmp_path / "private.csv"
    private.write_bytes(b"old")
    private.chmod(0o600)
    replace_file(tmp_path / "copy.zip", b"new", like=private)
    assert stat.S_IMODE((tmp_path / "copy.zip").stat().st_mode) == 0o600


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the administrator may give files away"
)
def test_the_owner_stays(tmp_path):
    """An administrator who edits somebody's file does not take it from them."""
    path = tmp_path / "glossary.csv"
    path.write_bytes(b"old")
    os.chown(path, 12345, 23456)
    replace_file(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)


@pytest.mark.parametrize("failing", ["write", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, failing, code):
    """Whatever step the disk refuses."""
    path = tmp_path / "glossary.csv"
    path.write_bytes(b"old")

    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, failing, refuse)
    with pytest.raises(OSError, match=os.strerror(code)):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["glossary.csv"]


def test_what_is_asked_last_can_stop_it(tmp_path):
    """An error from ``before`` leaves the old file."""
    path = tmp_path / "glossary.csv"
    path.write_bytes(b"old")

    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replace_file(path, b"new", before=stop)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["glossary.csv"]


def test_partial_writes_are_finished(tmp_path, monkeypatch):
    """A system that takes a few bytes at a time gets them all."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:3]))
    replace_file(tmp_path / "new.csv", b"0123456789")
    assert (tmp_path / "new.csv").read_bytes() == b"0123456789"


@posix
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_drives_that_cannot_flush_a_folder(tmp_path, monkeypatch, code):
    """Some network drives refuse it; there is nothing else to do."""
    real = os.fsync

    def fsync(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(code, os.strerror(code))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(tmp_path / "new.csv", b"new")
    assert (tmp_path / "new.csv").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("missing", [0, 20])
def test_a_circle_of_links_and_a_missing_folder(tmp_path, missing):
    """Both are errors of the system, not of ours."""
    path = tmp_path / "a.csv"
    if missing:
        path = tmp_path / "none" / "a.csv"
    else:
        path.symlink_to(path)
    with pytest.raises(OSError):
        replace_file(path, b"new")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a small disk of Linux")
def test_dev_full_is_the_real_error(tmp_path, monkeypatch):
    """The system's own full disk, not ours."""
    path = tmp_path / "glossary.csv"
    path.write_bytes(b"old")
    real = os.write
    with open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123
        monkeypatch.setattr(os, "write", lambda _handle, data: real(full.fileno(), data))
        with pytest.raises(OSError, match="No space left"):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"


def test_sweep_takes_only_what_is_left_over(tmp_path):
    """Files of the same look but of another name stay."""
    leftovers = [".glossary.csv.abcd1234.tmp", ".glossary.csv.a_b_c_d_.tmp"]
    others = [
        "glossary.csv",
        ".glossary.csv.lock",
        ".other.csv.abcd1234.tmp",
        ".glossary.csv.notes.tmp",
        "glossary.tmp",
    ]
    for name in [*leftovers, *others]:
        (tmp_path / name).write_bytes(b"x")
    sweep(tmp_path, names=r"glossary\.csv")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(others)
    sweep(tmp_path / "none", names="x")
