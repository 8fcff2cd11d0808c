"""The file of decisions: lines are added, read back, taken back, and never lost."""

import threading

import pytest

from mtqa.data import Decision, Judgement
from mtqa.decisions import DecisionLog
from mtqa.errors import DecisionConflict, InputError, OutputError

A, D, U = Judgement.ACCEPTED, Judgement.DISMISSED, Judgement.UNSURE


@pytest.fixture
def log(tmp_path):
    """A file that is not there yet."""
    return DecisionLog(tmp_path / "decisions.jsonl")


def judged(log, key="f1"):
    """What holds about a finding."""
    one = log.read().current.get(key)
    return None if one is None else one.judgement


def test_what_is_written_is_read(log):
    """Every field comes back, with an id and the time."""
    (done,) = log.append(
        [Decision("f1", A, text="Yoon “Suk-yeol”\u2028", by="Anna", note="n", check="loop", found="x", confidence=0.5)]
    )
    assert done.id
    assert done.at.endswith("Z")
    assert log.read().events[0].text == "Yoon “Suk-yeol”"
    assert log.read().events[0].confidence == 0.5
    assert log.path.read_bytes().count(b"\n") == 1


def test_undo_goes_back_step_by_step(log):
    """Each undo takes one decision back, and the history keeps all lines."""
    for judgement in (A, D, U):
        log.append([Decision("f1", judgement)])
    for expected in (D, A, None):
        (back,) = log.undo(["f1"], by="Ben")
        assert back.by == "Ben"
        assert judged(log) == expected
    assert log.undo(["f1"]) == ()
    log.append([Decision("f1", D)])
    assert judged(log) == D
    assert len(log.read().history("f1")) == 7
    log.undo(["f1"])
    assert judged(log) is None


def test_undo_of_lines_without_ids(log):
    """What was written elsewhere is taken back as anything else."""
    log.path.write_text(
        '{"fingerprint": "f1", "judgement": "accepted"}\n{"fingerprint": "f1", "judgement": "unsure"}\n'
    )
    log.undo(["f1"])
    assert judged(log) is A
    log.undo(["f1"])
    assert judged(log) is None


def test_second_of_two_people_sees_the_first(log):
    """Who decides on what they no longer see is refused, for all that they decided at once, and nothing is written."""
    (first,) = log.append([Decision("f1", A, by="Anna")], seen={"f1": ""})
    before = log.path.read_bytes()
    with pytest.raises(DecisionConflict, match="accepted by Anna"):
        log.append([Decision("f2", D), Decision("f1", D)], seen={"f1": "", "f2": ""})
    with pytest.raises(DecisionConflict):
        log.undo(["f1"], seen={"f1": "other"})
    assert log.path.read_bytes() == before
    log.append([Decision("f1", D)], seen={"f1": first.id})
    assert judged(log) == D


def test_half_a_line_of_a_killed_program_goes(log):
    """It is left out when reading, and gone after the next line; nobody was told that it was written."""
    log.append([Decision("f1", A)])
    with log.path.open("ab") as stream:
        stream.write(b'{"fingerprint": "f2", "judg')
    assert "not complete" in log.read().notices[0]
    log.append([Decision("f3", D)])
    assert [one.fingerprint for one in log.read().events] == ["f1", "f3"]
    assert log.read().notices == ()


def test_last_line_typed_by_a_person_stays(log):
    """A line without its end is completed."""
    log.path.write_bytes(b'{"fingerprint": "f1", "judgement": "accepted"}')
    log.append([Decision("f2", D)])
    assert [one.fingerprint for one in log.read().events] == ["f1", "f2"]


def test_line_in_the_middle_that_is_broken(log):
    """It is named, and nothing is written by an edit that has to read."""
    log.path.write_bytes(b'nonsense\n{"fingerprint": "f1", "judgement": "accepted"}\n')
    with pytest.raises(InputError, match="line 1"):
        log.read()
    with pytest.raises(InputError, match="line 1"):
        log.undo(["f1"])


def test_many_writers(log):
    """Lines of several threads stay whole."""

    def write(n):
        for i in range(20):
            DecisionLog(log.path).append([Decision(f"{n}-{i}", A)])

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.read().current) == 80


def test_no_folder(tmp_path):
    """The message says what to do."""
    with pytest.raises(OutputError, match="make it first"):
        DecisionLog(tmp_path / "no" / "decisions.jsonl").append([Decision("f1", A)])
