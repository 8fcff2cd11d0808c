"""A log that has been read reads only what was added, whatever others did to the file meanwhile."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import Decision, Judgement
from mtqa.decisions import DecisionLog
from mtqa.decisions.lines import parse_decisions, to_line
from mtqa.errors import InputError

A, D = Judgement.ACCEPTED, Judgement.DISMISSED


@pytest.fixture
def log(tmp_path):
    """Three decisions, read once."""
    made = DecisionLog(tmp_path / "decisions.jsonl")
    made.append([Decision(key, A, by="Anna") for key in "abc"])
    assert len(made.read().events) == 3
    return made


def line(key, judgement=A, **more):
    """A line of the file."""
    return to_line(Decision(key, judgement, **more)).encode() + b"\n"


def same_as_afresh(log):
    """What the log says, which must be what another that never read the file says."""
    found = log.read()
    afresh = DecisionLog(log.path).read()
    assert found.events == afresh.events
    assert found.notices == afresh.notices
    return found


def test_added_by_another(log):
    """By another log, and by hand."""
    DecisionLog(log.path).append([Decision("d", D)])
    with log.path.open("ab") as file:
        file.write(line("e"))
    assert list(same_as_afresh(log).current) == ["a", "b", "c", "d", "e"]


def test_rewritten_in_place(log):
    """The same size and time, another content."""
    data, status = log.path.read_bytes(), log.path.stat()
    log.path.write_bytes(data.replace(b'"a"', b'"z"'))
    os.utime(log.path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert log.path.stat().st_size == status.st_size
    assert list(same_as_afresh(log).current) == ["z", "b", "c"]


def test_cut_off_and_grown_again(log):
    """Shorter, and then longer than before."""
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[: whole.index(b"\n") + 1])
    assert list(same_as_afresh(log).current) == ["a"]
    log.path.write_bytes(line("x") * 9 + whole)
    assert len(same_as_afresh(log).events) == 12


def test_replaced(log, tmp_path):
    """By a file of another name, as editors do."""
    other = tmp_path / "other"
    other.write_bytes(log.path.read_bytes() + line("f"))
    other.replace(log.path)
    assert list(same_as_afresh(log).current) == ["a", "b", "c", "f"]
    log.path.unlink()
    assert log.read().events == ()


def test_the_number_of_a_broken_line_is_that_of_the_file(log):
    """Not that of the part that was read."""
    with log.path.open("ab") as file:
        file.write(line("d") + b"nonsense\n" + line("e"))
    with pytest.raises(InputError, match="line 5"):
        log.read()
    with pytest.raises(InputError, match="line 5"):
        DecisionLog(log.path).read()


def test_a_line_that_is_being_written(log):
    """Left out with a notice until it is whole."""
    whole = line("d")
    with log.path.open("ab") as file:
        file.write(whole[:10])
    assert len(same_as_afresh(log).events) == 3
    assert len(log.read().notices) == 1
    with log.path.open("ab") as file:
        file.write(whole[10:])
    assert list(same_as_afresh(log).current) == ["a", "b", "c", "d"]
    assert log.read().notices == ()


@given(st.lists(st.sampled_from("abcdef"), max_size=12), st.integers(0, 12))
def test_in_two_parts_as_in_one(keys, at):
    """Wherever the cut is."""
    lines = [line(key) for key in keys]
    first, rest = lines[:at], lines[at:]
    whole = parse_decisions(b"".join(lines), origin="f")
    parts = parse_decisions(b"".join(first), origin="f").followed_by(
        parse_decisions(b"".join(rest), origin="f", first=len(first) + 1)
    )
    assert parts == whole
    assert parts.current == whole.current
