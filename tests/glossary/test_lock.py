"""One writer at a time, and the message for the one who waits in vain."""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from mtqa.errors import GlossaryError
from mtqa.glossary.lock import Holder, locked

fcntl = pytest.importorskip("fcntl")

HOLD = """
import sys, time
from pathlib import Path
from mtqa.glossary.lock import locked
path = Path(sys.argv[1])
with locked(path, shown=path, note=print):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def path(tmp_path):
    """A glossary to lock."""
    path = tmp_path / "glossary.csv"
    path.write_text("term\n", encoding="utf-8")
    return path


@pytest.fixture
def other(path):
    """Another process, which holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), "--word"], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def quiet(_message):
    """A note that nobody reads."""


def take(path, seconds=0.05, note=quiet):
    """Hold the lock for a moment."""
    with locked(path, shown=path, seconds=seconds, note=note):
        pass


def test_names_the_holder(path, other):
    """Process, user, since when and command; and what to do."""
    with pytest.raises(GlossaryError) as caught:
        take(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: nothing was changed, for another program has been changing it")
    assert f"process {other.pid} of user " in message
    assert ", since 20" in message
    assert "--word" in message
    assert "try again when it has ended" in message


def test_a_killed_holder_holds_nothing(path, other):
    """The system takes the lock from the dead, and what they said of themselves is not believed."""
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert path.with_name(".glossary.csv.holder").exists()
    take(path)
    assert sorted(one.name for one in path.parent.iterdir()) == [".glossary.csv.lock", "glossary.csv"]


def test_words_of_the_dead_are_not_believed(path):
    """A live holder that could not say who it is, with an older one's words in place."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    held = path.with_name(".glossary.csv.lock").open("w", encoding="utf-8")
    with held:
        fcntl.flock(held, fcntl.LOCK_EX)
        said = Holder(gone.pid, socket.gethostname(), "anna", "2026-01-01T00:00:00+00:00", "mtqa")
        words = {name: getattr(said, name) for name in ("pid", "host", "user", "since", "command")}
        path.with_name(".glossary.csv.holder").write_text(json.dumps(words), encoding="utf-8")
        assert said.is_gone
        with pytest.raises(GlossaryError, match=r"\(one that did not say which it is\)"):
            take(path)


@pytest.mark.parametrize(
    "words", [b"", b"{", b"[]", b'{"pid": "x"}', b"\xff\xfe", b"[" * 9000, b'{"pid": 99999999999999999999}']
)
def test_nonsense_in_place_of_the_holder(path, words):
    """Whatever stands there, the message is still one."""
    with path.with_name(".glossary.csv.lock").open("w", encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        path.with_name(".glossary.csv.holder").write_bytes(words)
        with pytest.raises(GlossaryError, match="did not say which it is"):
            take(path)


def test_what_a_holder_says_cannot_command_the_terminal():
    """Its words come from a file that anybody may have written."""
    assert "\x1b" not in str(Holder(1, "host", "anna", "now", "\x1b[2Jmtqa"))


def test_a_planted_link_is_not_followed(path, tmp_path):
    """A hostile project cannot have another file overwritten."""
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    path.with_name(".glossary.csv.holder").symlink_to(precious)
    take(path)
    assert precious.read_text(encoding="utf-8") == "mine"


def test_waits_for_another_thread(path):
    """A holder that ends in time is waited for, and the user is told after a while."""
    notes = []
    inside = threading.Event()

    def hold():
        with locked(path, shown=path, note=quiet):
            inside.set()
            time.sleep(1.2)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait()
    take(path, seconds=20, note=notes.append)
    thread.join()
    assert len(notes) == 1
    assert "waiting for it" in notes[0]


@pytest.fixture(params=[errno.ENOLCK, errno.EOPNOTSUPP])
def no_locks(request, monkeypatch):
    """A network drive without locks."""

    def refuse(*_):
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(fcntl, "flock", refuse)


@pytest.mark.usefixtures("no_locks")
def test_drives_without_locks(path):
    """There, a file that only one can create is the lock, and it is taken away again."""
    held = path.with_name(".glossary.csv.held")
    with locked(path, shown=path, note=quiet):
        assert json.loads(held.read_bytes())["pid"] == os.getpid()
        with pytest.raises(GlossaryError, match=f"process {os.getpid()} of user .* delete {held}"):
            take(path)
        assert held.exists()
    assert not held.exists()
    with pytest.raises(ZeroDivisionError), locked(path, shown=path, note=quiet):
        raise ZeroDivisionError
    assert not held.exists()


@pytest.mark.usefixtures("no_locks")
def test_drives_without_locks_and_a_killed_holder(path):
    """Nobody takes such a lock away by force, where two could; the message says what to delete."""
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    held = path.with_name(".glossary.csv.held")
    words = {"pid": gone.pid, "host": socket.gethostname(), "user": "anna", "since": "then", "command": "mtqa"}
    held.write_text(json.dumps(words), encoding="utf-8")
    with pytest.raises(GlossaryError, match=f"was killed .*user anna.* delete {held} and try again"):
        take(path, seconds=30)
    held.unlink()
    take(path)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_folder_that_takes_no_lock(path, monkeypatch, code):
    """One message with the folder, the reason and the next step."""
    real = os.open

    def refuse(name, flags, *args, **values):
        if str(name).endswith(".lock"):
            raise OSError(code, os.strerror(code), str(name))
        return real(name, flags, *args, **values)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(GlossaryError) as caught:
        take(path)
    assert f"nothing can be written in the folder {path.parent} ({os.strerror(code)})" in str(caught.value)
